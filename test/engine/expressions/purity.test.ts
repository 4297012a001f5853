import { expect } from 'chai';

import { CLOCK, compiled } from './given-expression.js';

const SOURCES = [
  'now()',
  'today()',
  'today() - @"2026-01-01"',
  'date(now())',
  'time(now())',
  'now() + @"P1M"',
  'now() < at',
  'day of week(now())',
  'week of year(today())',
  'string(now())',
  'date and time("2026-12-24T10:00:00@Europe/Oslo")',
  'years and months duration(born, today())',
  'born < today()',
  'upper case("a")',
  'substring("abc", 2)',
  'matches("a", "a")',
  'decimal(1/3, 2)',
  '@"PT3H" * 2',
] as const;
const values: Readonly<Record<string, { $date: string } | { $dateTime: string }>> = {
  at: { $dateTime: '2026-12-24T14:10:00+01:00[Europe/Oslo]' },
  born: { $date: '1950-02-03' },
};

describe('An evaluation', () => {
  const HostDate = Date;
  afterEach(() => {
    globalThis.Date = HostDate;
  });

  it('never sees the clock of the machine', () => {
    const read: string[] = [];
    const spy = new Proxy(HostDate, {
      construct: (target, args: readonly unknown[]) => {
        if (args.length === 0) read.push('new Date()');
        return Reflect.construct(target, args) as Date;
      },
      apply: () => read.push('Date()'),
      get: (target, name) => {
        if (name === 'now') read.push('Date.now()');
        return Reflect.get(target, name) as unknown;
      },
    });
    globalThis.Date = spy;
    for (const source of SOURCES) {
      compiled(source, { at: 'dateTime', born: 'date' }).evaluate((name) => values[name], CLOCK);
    }
    expect(read).to.deep.equal([]);
    expect([new Date(), Date.now(), read]).to.have.deep.property('2', ['new Date()', 'Date.now()']);
  });

  it('gives the same result for the same time and variables, and another at another time', () => {
    const expression = compiled('now()');
    const at = (now: number) => expression.evaluate(() => null, { now: now, zone: 'Europe/Oslo' });
    expect(at(0)).to.deep.equal(at(0)).and.to.deep.equal({ $dateTime: '1970-01-01T01:00:00+01:00[Europe/Oslo]' });
    expect(at(86_400_000)).to.deep.equal({ $dateTime: '1970-01-02T01:00:00+01:00[Europe/Oslo]' });
  });

  it('is the same in every zone of the machine', () => {
    const zone = process.env['TZ'];
    const results = ['America/New_York', 'Asia/Tokyo', 'UTC'].map((name) => {
      process.env['TZ'] = name;
      return SOURCES.map((source) =>
        compiled(source, { at: 'dateTime', born: 'date' }).evaluate((name) => values[name], CLOCK),
      );
    });
    process.env['TZ'] = zone ?? '';
    if (zone === undefined) delete process.env['TZ'];
    expect(results[0]).to.deep.equal(results[1]);
    expect(results[0]).to.deep.equal(results[2]);
  });

  it('cannot be changed after it was compiled', () => {
    expect(Object.isFrozen(compiled('1 + 1'))).to.equal(true);
  });
});
