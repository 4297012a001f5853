import { expect } from 'chai';
import fc from 'fast-check';

import { formatInstant } from '../../../engine/calendar/format-instant.js';
import { parseInstant } from '../../../engine/calendar/parse-instant.js';
import { plus } from '../../../engine/calendar/plus.js';
import { refusal } from './refusal.js';

const OSLO = 'Europe/Oslo';
const later = (from: string, duration: string) => formatInstant(plus(parseInstant(from, OSLO), duration, OSLO), OSLO);

describe('A duration after a point in time', () => {
  it('counts days and weeks by the calendar', () => {
    expect(later('2026-11-02T08:00', 'P28D')).to.equal('2026-11-30T08:00:00+01:00');
    expect(later('2026-11-02T08:00', 'P4W')).to.equal('2026-11-30T08:00:00+01:00');
    expect(later('2026-11-02T08:00', 'P1Y2M3DT4H5M6.007S')).to.equal('2028-01-05T12:05:06.007+01:00');
  });

  for (const [year, saturday, sunday, monday] of [
    ['2026', '2026-03-28', '2026-03-29', '+02:00'],
    ['2027', '2027-03-27', '2027-03-28', '+02:00'],
  ] as const) {
    it(`is the same time of day after P1D and an hour later after PT24H, in the spring night of ${year}`, () => {
      expect(later(`${saturday}T14:00`, 'P1D')).to.equal(`${sunday}T14:00:00${monday}`);
      expect(later(`${saturday}T14:00`, 'PT24H')).to.equal(`${sunday}T15:00:00${monday}`);
    });

    it(`goes forward where the day after has no 02:30, in the spring night of ${year}`, () => {
      expect(later(`${saturday}T02:30`, 'P1D')).to.equal(`${sunday}T03:30:00+02:00`);
    });
  }

  for (const [year, saturday, sunday] of [
    ['2026', '2026-10-24', '2026-10-25'],
    ['2027', '2027-10-30', '2027-10-31'],
  ] as const) {
    it(`is the same time of day after P1D and an hour earlier after PT24H, in the autumn night of ${year}`, () => {
      expect(later(`${saturday}T14:00`, 'P1D')).to.equal(`${sunday}T14:00:00+01:00`);
      expect(later(`${saturday}T14:00`, 'PT24H')).to.equal(`${sunday}T13:00:00+01:00`);
    });

    it(`is the first 02:30 of two, from either side, in the autumn night of ${year}`, () => {
      expect(later(`${saturday}T02:30`, 'P1D')).to.equal(`${sunday}T02:30:00+02:00`);
      expect(later(`${sunday}T22:30`, '-P1DT20H')).to.equal(`${saturday}T02:30:00+02:00`);
    });

    it(`counts hours exactly through the night, in autumn ${year}`, () => {
      expect(later(`${sunday}T02:30:00+02:00`, 'PT1H')).to.equal(`${sunday}T02:30:00+01:00`);
    });
  }

  it('ends on the last day of a shorter month', () => {
    expect(later('2027-01-31T09:00', 'P1M')).to.equal('2027-02-28T09:00:00+01:00');
    expect(later('2028-01-31T09:00', 'P1M')).to.equal('2028-02-29T09:00:00+01:00');
    expect(later('2028-02-29T09:00', 'P1Y')).to.equal('2029-02-28T09:00:00+01:00');
    expect(later('2027-01-31T09:00', 'P1M1D')).to.equal('2027-03-01T09:00:00+01:00');
  });

  it('goes back with a negative duration', () => {
    expect(later('2027-03-31T09:00', '-P1M')).to.equal('2027-02-28T09:00:00+01:00');
    expect(later('2027-03-31T09:00', '-PT36H')).to.equal('2027-03-29T21:00:00+02:00');
  });

  it('takes a part of the last unit: of seconds, hours, days, weeks and years', () => {
    expect(later('2026-11-02T08:00', 'PT0.25S')).to.equal('2026-11-02T08:00:00.250+01:00');
    expect(later('2026-11-02T08:00', 'PT1,5H')).to.equal('2026-11-02T09:30:00+01:00');
    expect(later('2026-11-02T08:00', 'P1.5D')).to.equal('2026-11-03T20:00:00+01:00');
    expect(later('2026-11-02T08:00', 'P0.5W')).to.equal('2026-11-05T20:00:00+01:00');
    expect(later('2026-11-02T08:00', 'P0.5Y')).to.equal('2027-05-02T08:00:00+02:00');
  });

  it('may lie decades ahead', () => {
    expect(later('2026-11-02T08:00', 'P40Y')).to.equal('2066-11-02T08:00:00+01:00');
    expect(later('2026-11-02T08:00', 'PT350640H')).to.equal('2066-11-02T08:00:00+01:00');
    expect(later('2026-11-02T08:00', 'P7000Y')).to.equal('9026-11-02T08:00:00+01:00');
  });

  it('is refused beyond year 9999 and before year 1', () => {
    for (const duration of ['P8000Y', 'P99999999D', 'PT99999999999999999999H', '-P2026Y11M', `P${'9'.repeat(80)}Y`]) {
      expect(
        refusal(() => later('2026-11-02T08:00', duration)),
        duration,
      ).to.equal('YEAR_OUT_OF_RANGE');
    }
  });

  for (const text of [
    '',
    'P',
    'PT',
    'P1DT',
    '3D',
    'P3',
    'P1H',
    'PT1D',
    'P1D2W',
    'P1.5DT1H',
    'PT-1H',
    'p1d',
    'P1D ',
    ' P1D',
    'PT1e3S',
    `P${'1'.repeat(200)}D`,
  ]) {
    it(`is refused where the text is not a duration: ${JSON.stringify(text.slice(0, 20))}`, () => {
      expect(refusal(() => later('2026-11-02T08:00', text))).to.equal('DURATION_NOT_VALID');
    });
  }

  it('is refused for a part of a month, which has no length', () => {
    expect(refusal(() => later('2026-11-02T08:00', 'P0.5M'))).to.equal('DURATION_FRACTION_NOT_DEFINED');
    expect(refusal(() => later('2026-11-02T08:00', 'P0.3Y'))).to.equal('DURATION_FRACTION_NOT_DEFINED');
  });

  it('is refused in a zone that nobody knows', () => {
    expect(refusal(() => plus(0, 'P1D', 'Europe/Atlantis'))).to.equal('ZONE_NOT_KNOWN');
  });

  describe('whatever the time', () => {
    const instants = fc.integer({ min: Date.parse('1980-01-01'), max: Date.parse('2080-01-01') });

    it('adds hours, minutes and seconds exactly, and the negative takes them away again', () => {
      fc.assert(
        fc.property(instants, fc.nat(10_000), fc.nat(10_000), fc.nat(10_000), (instant, hours, minutes, seconds) => {
          const duration = `PT${hours}H${minutes}M${seconds}S`;
          expect(plus(instant, duration, OSLO) - instant).to.equal(((hours * 60 + minutes) * 60 + seconds) * 1000);
          expect(plus(plus(instant, duration, OSLO), `-${duration}`, OSLO)).to.equal(instant);
        }),
      );
    });

    it('keeps the time of day when it adds days, but for the hour that is skipped', () => {
      fc.assert(
        fc.property(instants, fc.nat(5_000), (instant, days) => {
          const before = formatInstant(instant, OSLO).slice(11, 19);
          const after = formatInstant(plus(instant, `P${days}D`, OSLO), OSLO).slice(11, 19);
          expect(after).to.equal(after.startsWith('03') && before.startsWith('02') ? `03${before.slice(2)}` : before);
        }),
      );
    });

    it('never goes backwards when more days are added', () => {
      fc.assert(
        fc.property(instants, fc.nat(5_000), fc.nat(50), (instant, days, more) => {
          expect(plus(instant, `P${days + more}D`, OSLO)).to.be.at.least(plus(instant, `P${days}D`, OSLO));
        }),
      );
    });
  });
});
