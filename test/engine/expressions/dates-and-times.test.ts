import { expect } from 'chai';

import { evaluate, failureOf } from './given-expression.js';

const oslo = (instant: number) => ({ now: instant, zone: 'Europe/Oslo' });

describe('Dates and times in an expression', () => {
  it('are the time of the command in the zone of the pathway', () => {
    expect(evaluate('now()')).to.deep.equal({ $dateTime: '2026-12-24T13:00:00+01:00[Europe/Oslo]' });
    expect(evaluate('today()')).to.deep.equal({ $date: '2026-12-24' });
    const newYear = { now: Date.UTC(2026, 11, 31, 23, 30), zone: 'Europe/Oslo' };
    expect(evaluate('today()', {}, {}, newYear)).to.deep.equal({ $date: '2027-01-01' });
  });

  it('tell the two hours apart that clocks show twice in autumn', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(evaluate('now()', {}, {}, oslo(first))).to.deep.equal({
      $dateTime: '2026-10-25T02:30:00+02:00[Europe/Oslo]',
    });
    expect(evaluate('now()', {}, {}, oslo(first + 3_600_000))).to.deep.equal({
      $dateTime: '2026-10-25T02:30:00+01:00',
    });
    const before = { $dateTime: '2026-10-25T02:30:00+02:00[Europe/Oslo]' };
    expect(evaluate('now() - before', { before }, {}, oslo(first + 3_600_000))).to.deep.equal({ $duration: 'PT1H' });
  });

  it('are the same moment on the clocks of a zone, from whatever offset they were given with', () => {
    for (const given of ['2026-10-23T14:00:00+02:00', '2026-10-23T12:00:00Z', '2026-10-23T08:00:00-04:00']) {
      const at = { $dateTime: given };
      expect(evaluate('date and time(at, "Europe/Oslo")', { at })).to.deep.equal({
        $dateTime: '2026-10-23T14:00:00+02:00[Europe/Oslo]',
      });
      expect(evaluate('date and time(at, "Europe/Oslo") + @"P3D"', { at })).to.deep.equal({
        $dateTime: '2026-10-26T14:00:00+01:00[Europe/Oslo]',
      });
    }
    const at = { $dateTime: '2026-10-23T14:00:00+02:00' };
    expect(failureOf('date and time(at, "Nowhere/Town")', { at })).to.equal('INVALID_TEXT');
  });

  it('count days by the calendar and hours exactly, also when clocks are changed', () => {
    const autumn = { $dateTime: '2026-10-24T14:00:00+02:00[Europe/Oslo]' };
    expect(evaluate('at + @"P1D"', { at: autumn })).to.deep.equal({
      $dateTime: '2026-10-25T14:00:00+01:00[Europe/Oslo]',
    });
    expect(evaluate('at + @"PT24H"', { at: autumn })).to.deep.equal({
      $dateTime: '2026-10-25T13:00:00+01:00[Europe/Oslo]',
    });
    const spring = { $dateTime: '2026-03-29T14:00:00+02:00[Europe/Oslo]' };
    expect(evaluate('at - @"P1D"', { at: spring })).to.deep.equal({
      $dateTime: '2026-03-28T14:00:00+01:00[Europe/Oslo]',
    });
    expect(evaluate('at - @"PT24H"', { at: spring })).to.deep.equal({
      $dateTime: '2026-03-28T13:00:00+01:00[Europe/Oslo]',
    });
  });

  it('have months that end where the month ends', () => {
    expect(evaluate('date("2026-01-31") + @"P1M"')).to.deep.equal({ $date: '2026-02-28' });
    expect(evaluate('date("2024-02-29") + @"P1Y"')).to.deep.equal({ $date: '2025-02-28' });
    expect(evaluate('born + @"P18Y" > today()', { born: { $date: '2010-05-01' } })).to.equal(true);
  });

  it('are compared as instants, whatever zone they were written in', () => {
    const [a, b] = [{ $dateTime: '2026-12-24T14:00:00+01:00' }, { $dateTime: '2026-12-24T13:00:00Z' }];
    expect(evaluate('a = b', { a, b })).to.equal(true);
    expect(evaluate('a - b', { a, b })).to.deep.equal({ $duration: 'PT0S' });
    expect(evaluate('a < now() + @"PT2H"', { a })).to.equal(true);
  });

  it('are in the zone of the pathway where they have none', () => {
    const local = { $dateTime: '2026-12-24T13:00:00' };
    expect(evaluate('local = now()', { local })).to.equal(true);
    expect(evaluate('local', { local })).to.deep.equal(local);
  });

  it('give durations when they are subtracted', () => {
    expect(evaluate('today() - date("2026-12-01")')).to.deep.equal({ $duration: 'P23D' });
    expect(evaluate('time("14:30:00") - time("13:00:00")')).to.deep.equal({ $duration: 'PT1H30M' });
    expect(evaluate('now() - @"2026-12-23T10:00:00+01:00"')).to.deep.equal({ $duration: 'P1DT3H' });
    expect(evaluate('years and months duration(date("2011-12-22"), date("2013-08-21"))')).to.deep.equal({
      $duration: 'P1Y7M',
    });
  });

  it('have parts', () => {
    const at = { $dateTime: '2026-12-24T14:10:05+01:00[Europe/Oslo]' };
    expect(evaluate('[at.year, at.month, at.day, at.weekday, at.hour, at.minute, at.second]', { at })).to.deep.equal([
      2026, 12, 24, 4, 14, 10, 5,
    ]);
    expect(evaluate('at.time offset', { at })).to.deep.equal({ $duration: 'PT1H' });
    expect(evaluate('at.timezone', { at })).to.equal('Europe/Oslo');
    expect(evaluate('[@"PT26H".days, @"PT26H".hours, @"P1Y3M".years, @"P1Y3M".months, @"P1Y3M".days]')).to.deep.equal([
      1,
      2,
      1,
      3,
      null,
    ]);
    expect(evaluate('[day of week(at), month of year(at), week of year(at), day of year(at)]', { at })).to.deep.equal([
      'Thursday',
      'December',
      52,
      358,
    ]);
  });

  it('are made from texts and parts', () => {
    for (const [source, value] of [
      ['date(2026, 12, 24)', { $date: '2026-12-24' }],
      ['date(now())', { $date: '2026-12-24' }],
      ['time(14, 10, 0)', { $time: '14:10:00' }],
      ['time(14, 10, 0, @"PT1H")', { $time: '14:10:00+01:00' }],
      ['time(now())', { $time: '13:00:00@Europe/Oslo' }],
      ['time("14:10:00@Europe/Oslo")', { $time: '14:10:00@Europe/Oslo' }],
      ['date and time("2026-12-24T14:10:00")', { $dateTime: '2026-12-24T14:10:00' }],
      ['date and time(date("2026-12-24"), time("14:10:00Z"))', { $dateTime: '2026-12-24T14:10:00Z' }],
      ['duration("P2W")', { $duration: 'P14D' }],
      ['@"PT36H"', { $duration: 'PT36H' }],
    ] as const) {
      expect(evaluate(source), source).to.deep.equal(value);
    }
  });

  it('are refused where the text is none', () => {
    for (const text of ['2026-02-30', '24.12.2026', '2026-13-01', '', '2026-12-24T10:00:00']) {
      expect(failureOf('date(x)', { x: text }), text).to.equal('INVALID_TEXT');
    }
    for (const text of ['P', 'PT', 'P1M3D', '3 days', 'P1Y2M3DT1H', '-']) {
      expect(failureOf('duration(x)', { x: text }), text).to.equal('INVALID_TEXT');
    }
    expect(failureOf('date and time(x)', { x: '2026-12-24T14:10:00@Europe/Atlantis' })).to.equal('INVALID_TEXT');
    expect(failureOf('time(x)', { x: '25:00:00' })).to.equal('INVALID_TEXT');
  });

  it('do not mix kinds of durations or hours with dates', () => {
    expect(failureOf('a + b', { a: { $duration: 'P1M' }, b: { $duration: 'P1D' } })).to.equal('WRONG_TYPE');
    expect(evaluate('a < b', { a: { $duration: 'P1M' }, b: { $duration: 'P1D' } })).to.equal(null);
    expect(failureOf('day + @"PT1H"', { day: { $date: '2026-12-24' } })).to.equal('WRONG_TYPE');
    expect(failureOf('day < at', { day: { $date: '2026-12-24' }, at: { $dateTime: '2026-12-24T10:00:00Z' } })).to.equal(
      'WRONG_TYPE',
    );
  });

  it('end in the year 9999', () => {
    expect(failureOf('day + @"P9000Y"', { day: { $date: '2026-12-24' } })).to.equal('NUMBER_OUT_OF_RANGE');
    expect(failureOf('d * 1e9', { d: { $duration: 'P1D' } })).to.equal('NUMBER_OUT_OF_RANGE');
  });

  it('have durations that are multiplied, divided and compared', () => {
    for (const [source, value] of [
      ['@"PT8H" * 3', { $duration: 'PT24H' }],
      ['@"P1D" * 0.5', { $duration: 'PT12H' }],
      ['@"P1D" / 2', { $duration: 'PT12H' }],
      ['@"P1D" / @"PT6H"', 4],
      ['@"P1Y" / @"P1M"', 12],
      ['-@"P3D"', { $duration: '-P3D' }],
      ['@"P1D" = @"PT24H"', true],
      ['@"P1D" + @"PT2H"', { $duration: 'P1DT2H' }],
      ['@"P1D" - @"PT2H"', { $duration: 'PT22H' }],
      ['@"P1Y" > @"P11M"', true],
      ['abs(-@"P3D")', { $duration: 'P3D' }],
    ] as const) {
      expect(evaluate(source), source).to.deep.equal(value);
    }
  });
});
