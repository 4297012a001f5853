import { expect } from 'chai';
import fc from 'fast-check';

import { cycleDueAt, parseCycle } from '../../../engine/calendar/cycle.js';
import { formatInstant } from '../../../engine/calendar/format-instant.js';
import { parseInstant } from '../../../engine/calendar/parse-instant.js';
import { plus } from '../../../engine/calendar/plus.js';
import { refusal } from './refusal.js';

const OSLO = 'Europe/Oslo';
const armed = (from: string) => parseInstant(from, OSLO);

/** Local times at which the cycle fires, at most as many as asked for. */
function firings(text: string, from: string, most = 10): string[] {
  const times: string[] = [];
  for (let occurrence = 0; occurrence < most; occurrence += 1) {
    const due = cycleDueAt(text, armed(from), occurrence, OSLO);
    if (due === null) break;
    times.push(formatInstant(due, OSLO).slice(0, 16));
  }
  return times;
}

describe('A timer cycle', () => {
  it('fires as often as it says, one period apart, the first time one period after it was armed', () => {
    expect(firings('R3/PT1H', '2026-11-02T08:00')).to.deep.equal([
      '2026-11-02T09:00',
      '2026-11-02T10:00',
      '2026-11-02T11:00',
    ]);
  });

  it('fires without end where it has no limit', () => {
    expect(firings('R/P1D', '2026-11-02T08:00', 1000)).to.have.length(1000);
    expect(cycleDueAt('R/P7D', armed('2026-11-02T08:00'), 2000, OSLO)).to.equal(armed('2065-03-09T08:00'));
  });

  it('keeps the 31st through short months', () => {
    expect(firings('R4/P1M', '2026-12-31T08:00')).to.deep.equal([
      '2027-01-31T08:00',
      '2027-02-28T08:00',
      '2027-03-31T08:00',
      '2027-04-30T08:00',
    ]);
  });

  for (const [night, friday, days] of [
    ['spring 2026', '2026-03-27', ['2026-03-28', '2026-03-29', '2026-03-30']],
    ['autumn 2026', '2026-10-23', ['2026-10-24', '2026-10-25', '2026-10-26']],
    ['spring 2027', '2027-03-26', ['2027-03-27', '2027-03-28', '2027-03-29']],
    ['autumn 2027', '2027-10-29', ['2027-10-30', '2027-10-31', '2027-11-01']],
  ] as const) {
    it(`keeps 08:00 in the morning through the change of clocks in ${night}`, () => {
      expect(firings('R3/P1D', `${friday}T08:00`)).to.deep.equal(days.map((day) => `${day}T08:00`));
      expect(firings(`R/${friday}T08:00/P1D`, `${friday}T12:00`, 3)).to.deep.equal(days.map((day) => `${day}T08:00`));
    });
  }

  it('comes back to 02:30 after the night that has none', () => {
    expect(firings('R3/P1D', '2026-03-27T02:30')).to.deep.equal([
      '2026-03-28T02:30',
      '2026-03-29T03:30',
      '2026-03-30T02:30',
    ]);
  });

  it('fires at its start, where it has one', () => {
    expect(firings('R2/2026-12-24T10:00:00+01:00/PT12H', '2026-11-02T08:00')).to.deep.equal([
      '2026-12-24T10:00',
      '2026-12-24T22:00',
    ]);
  });

  it('has missed what lies before it was armed', () => {
    expect(firings('R/2026-01-01T08:00/P1D', '2026-11-02T12:00', 2)).to.deep.equal([
      '2026-11-03T08:00',
      '2026-11-04T08:00',
    ]);
    expect(firings('R/2026-01-01T08:00/P1D', '2026-11-02T08:00', 1)).to.deep.equal(['2026-11-02T08:00']);
    expect(firings('R3/2026-11-01T08:00/P1D', '2026-11-02T12:00')).to.deep.equal(['2026-11-03T08:00']);
    expect(firings('R3/2026-01-01T08:00/P1D', '2026-11-02T12:00')).to.deep.equal([]);
  });

  it('takes its period from start and end: whole days where they show the same time of day', () => {
    expect(firings('R3/2026-03-28T08:00/2026-03-29T08:00', '2026-03-01')).to.deep.equal([
      '2026-03-28T08:00',
      '2026-03-29T08:00',
      '2026-03-30T08:00',
    ]);
    expect(firings('R3/2026-03-28T20:00/2026-03-29T08:00', '2026-03-01')).to.deep.equal([
      '2026-03-28T20:00',
      '2026-03-29T08:00',
      '2026-03-29T19:00',
    ]);
  });

  it('ends at its end and is counted back from there', () => {
    expect(firings('R3/P7D/2026-12-24T10:00', '2026-11-02')).to.deep.equal([
      '2026-12-10T10:00',
      '2026-12-17T10:00',
      '2026-12-24T10:00',
    ]);
    expect(firings('R3/P7D/2026-12-24T10:00', '2026-12-17T10:00')).to.deep.equal([
      '2026-12-17T10:00',
      '2026-12-24T10:00',
    ]);
    expect(firings('R/P7D/2026-12-24T10:00', '2026-12-01')).to.have.length(4);
    expect(firings('R/P7D/2026-12-24T10:00', '2026-12-25')).to.deep.equal([]);
  });

  for (const text of [
    '',
    'R3',
    'R/',
    'PT1H',
    'R3/PT1H/',
    'R-1/PT1H',
    'r3/PT1H',
    'R3/PT1H/2026-12-24/PT1H',
    '0 0 8 * * ?',
    'R1.5/PT1H',
    'R9999999999/PT1H',
  ]) {
    it(`is refused where it is not one: ${JSON.stringify(text)}`, () => {
      expect(refusal(() => parseCycle(text))).to.equal('CYCLE_NOT_VALID');
    });
  }

  it('is refused where it would never fire or never stop firing', () => {
    expect(refusal(() => parseCycle('R0/PT1H'))).to.equal('CYCLE_NEVER_FIRES');
    for (const text of [
      'R/PT0S',
      'R3/-PT1H',
      'R/2026-12-24/P0D',
      'R/2026-12-24/2026-12-24',
      'R/2026-12-24/2026-12-23',
    ]) {
      expect(
        refusal(() => parseCycle(text)),
        text,
      ).to.equal('CYCLE_PERIOD_NOT_POSITIVE');
    }
  });

  it('is refused for a wrong duration or date within it', () => {
    expect(refusal(() => parseCycle('R3/1H'))).to.equal('DURATION_NOT_VALID');
    expect(refusal(() => parseCycle('R3/2026-02-30/PT1H'))).to.equal('INSTANT_NOT_VALID');
    expect(refusal(() => parseCycle('R3/PT1H/2026-02-30'))).to.equal('INSTANT_NOT_VALID');
  });

  const instants = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2060-01-01') });
  const periods = fc.constantFrom('PT1H', 'PT36H', 'P1D', 'P7D', 'P1M', 'P1M15D', 'P1Y', 'P1DT1H');

  it('always goes forward and fires exactly as often as it says', () => {
    fc.assert(
      fc.property(instants, periods, fc.integer({ min: 1, max: 12 }), (from, period, count) => {
        const due = Array.from({ length: count }, (_, occurrence) =>
          cycleDueAt(`R${count}/${period}`, from, occurrence, OSLO),
        );
        due.reduce((before, time) => (expect(time).to.be.greaterThan(before ?? NaN), time), from);
        expect(cycleDueAt(`R${count}/${period}`, from, count, OSLO)).to.equal(null);
      }),
    );
  });

  it('with a start of its own fires first at the earliest occurrence that is not over', () => {
    fc.assert(
      fc.property(instants, instants, periods, (start, from, period) => {
        const first = cycleDueAt(`R/${formatInstant(start, OSLO)}/${period}`, from, 0, OSLO) ?? NaN;
        expect(first).to.be.at.least(Math.max(start, from));
        if (start < from) expect(plus(from, period, OSLO) - first).to.be.at.least(-3 * 86_400_000);
        else expect(first).to.equal(start);
      }),
    );
  });

  it('with an end of its own fires last at that end and never after it', () => {
    fc.assert(
      fc.property(instants, fc.nat(400), periods, fc.integer({ min: 1, max: 9 }), (from, days, period, count) => {
        const end = plus(from, `P${days}D`, OSLO);
        const text = `R${count}/${period}/${formatInstant(end, OSLO)}`;
        const due = Array.from({ length: count + 1 }, (_, occurrence) => cycleDueAt(text, from, occurrence, OSLO));
        const fired = due.filter((time) => time !== null);
        expect(fired.at(-1)).to.equal(end);
        expect(fired.every((time) => time >= from)).to.equal(true);
      }),
    );
  });
});
