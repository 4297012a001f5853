import { expect } from 'chai';
import fc from 'fast-check';

import type { PlainJson, PlainVariables } from '../../../engine/execution/commands.js';
import { tagValue, tagVariables } from '../../../engine/expressions/tag-value.js';
import { untag } from '../../../engine/expressions/untag.js';
import { ValueError } from '../../../engine/expressions/value-error.js';
import type { FeelType } from '../../../engine/expressions/compiled-expression.js';
import { evaluate } from './given-expression.js';

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ValueError) return `${error.code} ${error.path}`;
    throw error;
  }
  return 'taken';
};
const nest = (depth: number): PlainJson => (depth === 0 ? 1 : [nest(depth - 1)]);

describe('Values that come from a form or a message', () => {
  it('get the type that the schema gives them', () => {
    const plain = {
      day: '2026-12-24',
      at: '2026-12-24T14:10:00+01:00',
      clock: '14:10:00',
      wait: 'P3D',
      dose: '0.10',
      weight: 70.5,
      name: 'Kari',
    };
    const fields = {
      day: 'date',
      at: 'dateTime',
      clock: 'time',
      wait: 'duration',
      dose: 'decimal',
      weight: 'decimal',
      name: 'string',
    } as const;
    expect(tagVariables(plain, fields)).to.deep.equal({
      day: { $date: '2026-12-24' },
      at: { $dateTime: '2026-12-24T14:10:00+01:00' },
      clock: { $time: '14:10:00' },
      wait: { $duration: 'P3D' },
      dose: { $decimal: '0.10' },
      weight: { $decimal: '70.5' },
      name: 'Kari',
    });
  });

  it('are the same object where nothing needs a type', () => {
    const plain = { name: 'Kari', age: 70, alone: true, needs: ['dusj', { hours: 2 }], note: null };
    const fields = { name: 'string', age: 'number', alone: 'boolean', needs: 'list', note: 'date' } as const;
    expect(tagVariables(plain, fields)).to.equal(plain);
    expect(tagVariables(plain, {})).to.equal(plain);
  });

  for (const [type, good, bad] of [
    [
      'date',
      ['2026-12-24', '2024-02-29'],
      ['2026-02-29', '24.12.2026', '2026-12-24T00:00:00Z', '', '0000-01-01', 20261224, true],
    ],
    [
      'time',
      ['14:10:00', '14:10', '23:59:59.999Z', '14:10:00+01:00', '14:10:00@Europe/Oslo'],
      ['24:00:00', '14.10', '14:10:00@Mars/Base', 14],
    ],
    [
      'dateTime',
      [
        '2026-12-24T14:10:00Z',
        '2026-12-24T14:10:00',
        '2026-12-24T14:10',
        '2026-12-24T14:10:00+01:00[Europe/Oslo]',
        '2026-12-24T14:10:00[Europe/Oslo]',
      ],
      [
        '2026-12-24',
        '2026-12-24 14:10:00',
        '2026-12-24T25:10:00Z',
        '2026-02-30T14:10:00Z',
        '2026-12-24T14:10:00[Mars/Base]',
        0,
      ],
    ],
    ['duration', ['P3D', 'PT24H', 'P1Y2M', 'P2W', '-P1D', 'PT0.5S'], ['3 days', 'P', 'PT', 'P1M3D', 'P1H', 72]],
    [
      'decimal',
      ['0.10', '-5', '1e2'.replace('e2', '00'), 3, -0.25, 1e-7],
      ['1e3', '0,10', '.5', '', 'NaN', true, '1'.repeat(35)],
    ],
    ['number', [0, -1.5, 1e300], ['3', true, NaN, Infinity]],
    ['boolean', [true, false], ['true', 1]],
    ['string', ['', 'x'], [1, true]],
    ['list', [[], [1, 'a', null]], ['x', { a: 1 }]],
    ['context', [{}, { a: 1 }], ['x', [1], { $date: '2026-12-24' }]],
    ['null', [null], [1, '']],
  ] as const) {
    it(`are taken as ${type} where they are one, and refused where they are not`, () => {
      for (const value of good)
        expect(
          refusal(() => tagValue(value, type)),
          JSON.stringify(value),
        ).to.equal('taken');
      for (const value of bad)
        expect(
          refusal(() => tagValue(value, type)),
          JSON.stringify(value),
        ).to.match(/^(TYPE_NOT_MATCHED|TEXT_NOT_VALID|NOT_JSON) $/);
    });
  }

  it('are refused with the place and never with the value', () => {
    expect(refusal(() => tagVariables({ day: 'tomorrow' }, { day: 'date' }))).to.equal('TEXT_NOT_VALID /day');
    expect(refusal(() => tagVariables({ 'a/b': [{ c: NaN }] }, {}))).to.equal('NOT_JSON /a~1b/0/c');
    expect(() => tagVariables({ day: 'secret' }, { day: 'date' }))
      .to.throw(ValueError)
      .that.satisfies(
        (error: ValueError) => !`${error.message}${error.stack}${JSON.stringify(error)}`.includes('secret'),
      );
  });

  it('are bounded in depth and length', () => {
    expect(refusal(() => tagValue(nest(50), 'list'))).to.equal('taken');
    expect(refusal(() => tagValue(nest(51), 'list'))).to.match(/^TOO_DEEP /);
    expect(refusal(() => tagValue(nest(100_000 / 20), 'Any'))).to.match(/^TOO_DEEP /);
    expect(refusal(() => tagValue(new Array<number>(10_000).fill(1), 'list'))).to.equal('taken');
    expect(refusal(() => tagValue(new Array<number>(10_001).fill(1), 'list'))).to.equal('LIST_TOO_LONG ');
  });

  it('cannot reach the host by their names', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}}') as PlainVariables;
    expect(refusal(() => tagVariables(hostile, {}))).to.equal('NAME_NOT_ALLOWED /__proto__');
    expect(refusal(() => tagVariables({ x: { list: [hostile] } }, {}))).to.equal(
      'NAME_NOT_ALLOWED /x/list/0/__proto__',
    );
    expect(refusal(() => tagVariables({ x: { constructor: 1 } }, {}))).to.equal('NAME_NOT_ALLOWED /x/constructor');
    expect(tagVariables({ toString: 'x', valueOf: 3 }, {})).to.deep.equal({
      toString: 'x',
      valueOf: 3,
    });
  });

  it('are refused when they are objects of the host', () => {
    for (const value of [new Date(0), new Map(), () => 1, Symbol('x'), 1n, undefined, new (class Odd {})()]) {
      for (const type of ['Any', 'list', 'context', 'string', 'date'] as const) {
        expect(refusal(() => tagVariables({ x: value as never }, { x: type }))).to.match(
          /^(NOT_JSON|TYPE_NOT_MATCHED) /,
        );
        expect(refusal(() => tagVariables({ x: [value] as never }, { x: 'Any' }))).to.match(/^NOT_JSON /);
      }
    }
  });

  it('may carry their tags already, if these are right', () => {
    const tagged = { $date: '2026-12-24' };
    expect(tagValue(tagged, 'date')).to.equal(tagged);
    expect(tagValue([tagged], 'list')).to.deep.equal([tagged]);
    expect(refusal(() => tagValue(tagged, 'dateTime'))).to.equal('TYPE_NOT_MATCHED ');
    expect(refusal(() => tagValue({ $date: 'x' }, 'Any'))).to.equal('TEXT_NOT_VALID ');
    expect(refusal(() => tagValue({ $date: '2026-12-24', more: 1 }, 'Any'))).to.equal('TYPE_NOT_MATCHED ');
    expect(refusal(() => tagValue({ more: 1, $decimal: '1' }, 'Any'))).to.equal('TYPE_NOT_MATCHED ');
    expect(refusal(() => tagValue([{ $duration: 3 }], 'Any'))).to.equal('TYPE_NOT_MATCHED /0');
    expect(refusal(() => tagValue('x', 'context'))).to.equal('TYPE_NOT_MATCHED ');
  });
});

describe('A value on its way through', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const clock = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59)).map((parts) => parts.map(two).join(':'));
  const offset = fc.oneof(
    fc.constant('Z'),
    fc
      .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 1, max: 12 }))
      .map(([sign, hours]) => `${sign}${two(hours)}:00`),
  );
  const typed: fc.Arbitrary<readonly [FeelType, string]> = fc.oneof(
    day.map((text) => ['date', text] as const),
    fc.tuple(clock, fc.oneof(fc.constant(''), offset)).map((parts) => ['time', parts.join('')] as const),
    fc
      .tuple(day, clock, fc.oneof(fc.constant(''), offset))
      .map(([date, time, zone]) => ['dateTime', `${date}T${time}${zone}`] as const),
    fc.tuple(fc.nat(999), fc.nat(99)).map(([days, hours]) => ['duration', `P${days}DT${hours}H`] as const),
    fc.tuple(fc.nat(99), fc.nat(99)).map(([years, months]) => ['duration', `P${years}Y${months}M`] as const),
    fc
      .tuple(fc.integer(), fc.nat(999))
      .map(([whole, part]) => ['decimal', `${whole}.${String(part).padStart(3, '0')}`] as const),
  );

  it('comes out as it came in, with its type in between', () => {
    fc.assert(
      fc.property(typed, ([type, text]) => {
        const tagged = tagValue(text, type);
        expect(tagged).to.deep.equal({ [`$${type}`]: text });
        expect(untag(tagged)).to.equal(text);
        expect(evaluate('x', { x: tagged })).to.deep.equal(tagged);
        expect(evaluate('{a: [x]}', { x: tagged })).to.deep.equal({ a: [tagged] });
      }),
    );
  });

  it('is equal to itself, and to what is made of its parts', () => {
    fc.assert(
      fc.property(typed, ([type, text]) => {
        const x = tagValue(text, type);
        expect(evaluate('x = y and x in [x..y] and not(x < y)', { x, y: structuredClone(x) })).to.equal(true);
        if (type === 'date') expect(evaluate('date(x.year, x.month, x.day) = x', { x })).to.equal(true);
        if (type === 'dateTime') expect(evaluate('date and time(date(x), time(x)) = x', { x })).to.equal(true);
        if (type === 'duration') expect(evaluate('x + x = x * 2 and duration(string(x)) = x', { x })).to.equal(true);
      }),
    );
  });

  it('is any JSON, which an expression gives back unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
        const plain = JSON.parse(JSON.stringify(json)) as PlainJson;
        const outcome = refusal(() => tagValue(plain, 'Any'));
        fc.pre(outcome === 'taken');
        expect(evaluate('x', { x: tagValue(plain, 'Any') })).to.deep.equal(plain);
        expect(untag(tagValue(plain, 'Any'))).to.deep.equal(plain);
        expect(evaluate('x = y', { x: plain as never, y: structuredClone(plain) as never })).to.equal(true);
      }),
    );
  });

  it('goes out as texts that other systems read', () => {
    expect(
      untag({ at: { $dateTime: '2026-12-24T14:10:00+01:00[Europe/Oslo]' }, list: [{ $decimal: '0.10' }, null] }),
    ).to.deep.equal({
      at: '2026-12-24T14:10:00+01:00',
      list: ['0.10', null],
    });
  });
});
