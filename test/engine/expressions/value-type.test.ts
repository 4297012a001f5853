import { expect } from 'chai';
import fc from 'fast-check';

import type { PlainJson } from '../../../engine/execution/commands.js';
import { tagValue, tagVariables } from '../../../engine/expressions/tag-value.js';
import { untag } from '../../../engine/expressions/untag.js';
import { joinedType, narrowedType, type ValueType } from '../../../engine/expressions/value-type.js';

/** A tree of goals with dates, as a form that refers to itself gives it. */
function goals(leaf: ValueType): ValueType {
  const goal: { context: Record<string, ValueType> } = { context: { on: leaf } };
  goal.context['parts'] = { list: goal };
  return goal;
}

/** The type as far as a value of some depth can show it. */
function unfolded(type: ValueType, depth: number): unknown {
  if (typeof type === 'string' || depth === 0) return typeof type === 'string' ? type : '…';
  if ('list' in type) return [unfolded(type.list, depth - 1)];
  return Object.fromEntries(Object.entries(type.context).map(([name, each]) => [name, unfolded(each, depth - 1)]));
}

describe('The type of a name that several parts of a model write', () => {
  it('is what all of them have in common', () => {
    expect(joinedType(undefined, 'date')).to.equal('date');
    expect(joinedType('date', 'date')).to.equal('date');
    expect(joinedType('date', 'string')).to.equal('Any');
    expect(joinedType('Any', { list: 'date' })).to.equal('Any');
    expect(joinedType({ list: 'date' }, { list: 'date' })).to.deep.equal({ list: 'date' });
    expect(joinedType({ list: 'date' }, { list: 'time' })).to.equal('list');
    expect(joinedType({ list: 'date' }, 'list')).to.equal('list');
    expect(joinedType({ list: 'date' }, { context: { a: 'date' } })).to.equal('Any');
    expect(
      joinedType({ context: { a: 'date', b: 'time' } }, { context: { b: 'string', c: { list: 'decimal' } } }),
    ).to.deep.equal({ context: { a: 'date', b: 'Any', c: { list: 'decimal' } } });
    expect(joinedType({ context: { a: 'date' } }, { context: {}, others: 'time' })).to.deep.equal({
      context: { a: 'Any' },
      others: 'time',
    });
  });

  it('is found where the types hold themselves', () => {
    const joined = joinedType(goals('date'), goals('date'));
    expect(unfolded(joined, 5)).to.deep.equal(unfolded(goals('date'), 5));
    expect(unfolded(joinedType(goals('date'), goals('time')), 5)).to.deep.equal(unfolded(goals('Any'), 5));
  });

  it('is found at once where they hold themselves in ever new ways', () => {
    const ring = (length: number): ValueType => {
      const first: { list: ValueType } = { list: 'Any' };
      let last: ValueType = first;
      for (let count = 1; count < length; count++) last = { list: last };
      first.list = last;
      return first;
    };
    const before = process.cpuUsage();
    joinedType(ring(997), ring(991));
    narrowedType(ring(997), ring(991));
    expect(process.cpuUsage(before).user / 1000).to.be.lessThan(200);
  });
});

describe('The type of a value that is described twice', () => {
  it('is the narrower one', () => {
    expect(narrowedType('Any', 'date')).to.equal('date');
    expect(narrowedType('date', 'Any')).to.equal('date');
    expect(narrowedType('string', 'date')).to.equal('date');
    expect(narrowedType('duration', 'string')).to.equal('duration');
    expect(narrowedType('number', 'decimal')).to.equal('decimal');
    expect(narrowedType('decimal', 'number')).to.equal('decimal');
    expect(narrowedType('null', 'date')).to.equal('date');
    expect(narrowedType(undefined, 'date')).to.equal('date');
    expect(narrowedType('list', { list: 'date' })).to.deep.equal({ list: 'date' });
    expect(narrowedType({ list: 'string' }, { list: 'date' })).to.deep.equal({ list: 'date' });
    expect(narrowedType({ context: { a: 'string' } }, { context: { a: 'date', b: 'time' } })).to.deep.equal({
      context: { a: 'date', b: 'time' },
    });
    expect(unfolded(narrowedType(goals('string'), goals('date')), 5)).to.deep.equal(unfolded(goals('date'), 5));
  });

  it('is the first one where they contradict each other', () => {
    expect(narrowedType('date', 'time')).to.equal('date');
    expect(narrowedType({ list: 'date' }, 'string')).to.deep.equal({ list: 'date' });
    expect(narrowedType('string', { list: 'date' })).to.equal('string');
  });
});

describe('A list or object on its way in', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const leaves: readonly fc.Arbitrary<readonly [ValueType, PlainJson]>[] = [
    fc
      .tuple(fc.integer({ min: 1900, max: 2999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([year, month, day]) => ['date', `${year}-${two(month)}-${two(day)}`] as const),
    fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => ['time', `${two(hour)}:${two(minute)}:00+01:00`] as const),
    fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) => ['dateTime', `2026-03-29T${two(hour)}:${two(minute)}:00Z`] as const),
    fc.nat(999).map((days) => ['duration', `P${days}D`] as const),
    fc.tuple(fc.integer(), fc.nat(99)).map(([whole, part]) => ['decimal', `${whole}.${two(part)}`] as const),
    fc
      .string()
      .filter((text) => !isTemporal(text))
      .map((text) => ['string', text] as const),
    fc.integer().map((number) => ['number', number] as const),
    fc.boolean().map((yes) => ['boolean', yes] as const),
    fc.constant(['date', null] as const),
  ];
  const name = fc.constantFrom('a', 'b', 'c/d', 'e~f', 'æ', 'list', 'context');
  type Typed = readonly [ValueType, PlainJson];
  /** A type with a value that fits it. */
  const { typed } = fc.letrec<{ typed: Typed }>((tie) => ({
    typed: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      ...leaves,
      tie('typed').map(([type, value]): Typed => [{ list: type }, [value, null, value]]),
      fc.dictionary(name, tie('typed'), { maxKeys: 4, noNullPrototype: true }).map((entries): Typed => {
        const part = (index: 0 | 1) =>
          Object.fromEntries(Object.entries(entries).map(([key, pair]) => [key, pair[index]]));
        return [
          { context: part(0) as Record<string, ValueType> },
          { ...(part(1) as Record<string, PlainJson>), unnamed: 1 },
        ];
      }),
      tie('typed').map(([type, value]): Typed => [
        { context: {}, others: type },
        { x: value, y: value },
      ]),
    ),
  }));
  const hasTags = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, item]) => key.startsWith('$') || hasTags(item));

  it('comes out as it came in, with tags in between', () => {
    fc.assert(
      fc.property(typed, ([type, plain]) => {
        const before = JSON.stringify(plain);
        const tagged = tagValue(plain, type);
        expect(untag(tagged)).to.deep.equal(plain);
        expect(JSON.stringify(plain)).to.equal(before);
      }),
    );
  });

  it('is the same object where nothing within needs a tag, and once it is tagged', () => {
    fc.assert(
      fc.property(typed, ([type, plain]) => {
        const tagged = tagValue(plain, type);
        if (!hasTags(tagged)) expect(tagged).to.equal(plain);
        expect(tagValue(tagged, type)).to.equal(tagged);
        expect(tagValue(tagged, 'Any')).to.equal(tagged);
      }),
    );
  });

  it('shares with what came in whatever has not changed', () => {
    const plain = { left: { note: 'x', more: [1, 2] }, right: { on: '2026-01-05', more: [{ a: 1 }] } };
    const type = { context: { left: { context: { note: 'string' } }, right: { context: { on: 'date' } } } } as const;

    const { visit } = tagVariables({ visit: plain }, { visit: type }) as { visit: typeof plain };

    expect(visit).to.deep.equal({ ...plain, right: { ...plain.right, on: { $date: '2026-01-05' } } });
    expect(visit.left).to.equal(plain.left);
    expect(visit.right.more).to.equal(plain.right.more);
  });

  it('is refused where one text within is none of its type, with the place and without the text', () => {
    fc.assert(
      fc.property(typed, ([type, plain]) => {
        const broken = JSON.parse(
          JSON.stringify(plain, (_, each: unknown) => (isTemporal(each) ? 'secret' : each)),
        ) as PlainJson;
        if (JSON.stringify(broken) === JSON.stringify(plain)) return;
        expect(() => tagVariables({ x: broken }, { x: type }))
          .to.throw()
          .that.satisfies(
            (error: Error & { path: string }) =>
              at({ x: broken }, error.path) === 'secret' && !error.message.includes('secret'),
          );
      }),
    );
  });

  it('is bounded in depth and length as any value is', () => {
    const deep = (depth: number): PlainJson => (depth === 0 ? [] : [deep(depth - 1)]);
    const ring: { list: ValueType } = { list: 'Any' };
    ring.list = ring;
    expect(tagValue(deep(49), ring)).to.be.an('array');
    expect(() => tagValue(deep(50), ring))
      .to.throw()
      .with.property('code', 'TOO_DEEP');
    expect(() => tagValue(deep(50), { list: 'Any' }))
      .to.throw()
      .with.property('code', 'TOO_DEEP');
    expect(() => tagValue(new Array<string>(10_001).fill('2026-01-05'), { list: 'date' }))
      .to.throw()
      .with.property('code', 'LIST_TOO_LONG');
  });
});

function isTemporal(value: unknown): boolean {
  return typeof value === 'string' && /^(\d{4}-|\d\d:\d\d|P\d+D$)/.test(value);
}

/** What a JSON pointer (RFC 6901) leads to. */
function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const part of pointer.split('/').slice(1)) {
    found = (found as Record<string, unknown>)[part.replace(/~1/g, '/').replace(/~0/g, '~')];
  }
  return found;
}
