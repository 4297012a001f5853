import { expect } from 'chai';
import fc from 'fast-check';

import { CalendarError } from '../../../engine/calendar/calendar-error.js';
import { formatInstant } from '../../../engine/calendar/format-instant.js';
import { parseInstant } from '../../../engine/calendar/parse-instant.js';
import { refusal } from './refusal.js';

const OSLO = 'Europe/Oslo';
const utc = (iso: string) => Date.parse(iso);

describe('A point in time', () => {
  describe('written with an offset', () => {
    for (const text of [
      '2026-12-24T14:10:00+01:00',
      '2026-12-24T14:10+01:00',
      '2026-12-24T14:10+01',
      '2026-12-24T14:10:00.000+0100',
      '2026-12-24T13:10:00Z',
      '2026-12-24T08:10:00-05:00',
      '2026-12-24T14:10:00+01:00[Europe/Oslo]',
      '2026-12-24T14:10:00+01:00@Europe/Oslo',
    ]) {
      it(`means the same everywhere: ${text}`, () => {
        expect(parseInstant(text, 'Asia/Tokyo')).to.equal(utc('2026-12-24T13:10:00Z'));
      });
    }

    it('is decided by the offset where the zone has another one', () => {
      expect(parseInstant('2026-12-24T14:10:00+02:00[Europe/Oslo]', OSLO)).to.equal(utc('2026-12-24T12:10:00Z'));
    });
  });

  describe('written without an offset', () => {
    it("is wall time in the pathway's zone", () => {
      expect(parseInstant('2026-12-24T14:10:00', OSLO)).to.equal(utc('2026-12-24T13:10:00Z'));
      expect(parseInstant('2026-07-01T14:10:00', OSLO)).to.equal(utc('2026-07-01T12:10:00Z'));
    });

    it('is wall time in the zone that is named beside it', () => {
      expect(parseInstant('2026-12-24T14:10:00[America/New_York]', OSLO)).to.equal(utc('2026-12-24T19:10:00Z'));
    });

    it('is the start of the day where it has only a date', () => {
      expect(parseInstant('2026-12-24', OSLO)).to.equal(utc('2026-12-23T23:00:00Z'));
      expect(parseInstant('2026-12-24Z', OSLO)).to.equal(utc('2026-12-24T00:00:00Z'));
    });

    it('is an hour into the day where clocks are changed at midnight', () => {
      expect(parseInstant('2018-11-04', 'America/Sao_Paulo')).to.equal(utc('2018-11-04T03:00:00Z'));
    });

    it('ends a day at 24:00', () => {
      expect(parseInstant('2026-12-31T24:00', OSLO)).to.equal(parseInstant('2027-01-01T00:00', OSLO));
    });
  });

  for (const [night, skipped, forward] of [
    ['2026', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
    ['2027', '2027-03-28T02:30:00', '2027-03-28T01:30:00Z'],
  ] as const) {
    it(`goes forward to 03:30 where 02:30 does not exist, in spring ${night}`, () => {
      expect(parseInstant(skipped, OSLO)).to.equal(utc(forward));
      expect(formatInstant(parseInstant(skipped, OSLO), OSLO)).to.match(/T03:30:00\+02:00$/);
    });
  }

  for (const [night, twice, first, second] of [
    ['2026', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00+01:00'],
    ['2027', '2027-10-31T02:30:00', '2027-10-31T00:30:00Z', '2027-10-31T02:30:00+01:00'],
  ] as const) {
    it(`is the first 02:30 of the two in autumn ${night}, unless the offset says otherwise`, () => {
      expect(parseInstant(twice, OSLO)).to.equal(utc(first));
      expect(parseInstant(second, OSLO)).to.equal(utc(first) + 3_600_000);
    });
  }

  it('is written with the offset of its zone, and milliseconds only where it has them', () => {
    expect(formatInstant(utc('2026-12-24T13:10:00Z'), OSLO)).to.equal('2026-12-24T14:10:00+01:00');
    expect(formatInstant(utc('2026-07-24T13:10:00.120Z'), OSLO)).to.equal('2026-07-24T15:10:00.120+02:00');
    expect(formatInstant(utc('2026-07-24T13:10:00Z'), 'UTC')).to.equal('2026-07-24T13:10:00Z');
    expect(formatInstant(utc('2026-07-24T13:10:00Z'), 'America/St_Johns')).to.equal('2026-07-24T10:40:00-02:30');
  });

  it('comes back the same from its text, whatever the zone', () => {
    const zones = fc.constantFrom(
      OSLO,
      'UTC',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Africa/Casablanca',
    );
    const instants = fc.integer({ min: utc('0001-01-02T00:00:00Z'), max: utc('9999-12-30T00:00:00Z') });
    fc.assert(
      fc.property(instants, zones, zones, (instant, written, read) => {
        expect(parseInstant(formatInstant(instant, written), read)).to.equal(instant);
      }),
    );
  });

  it('shows the clock that the time zone database shows, near a change of clocks too', () => {
    const clock = new Intl.DateTimeFormat('sv', { timeZone: OSLO, dateStyle: 'short', timeStyle: 'medium' });
    const changes = [2026, 2027].flatMap((year) => [utc(`${year}-03-28T00:00:00Z`), utc(`${year}-10-25T00:00:00Z`)]);
    const near = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -4e8, max: 4e8 })).map(([at, ms]) => at + ms);
    const instants = fc.oneof(near, fc.integer({ min: utc('1900-01-01T00:00:00Z'), max: utc('2100-01-01T00:00:00Z') }));
    fc.assert(
      fc.property(instants, (instant) => {
        expect(formatInstant(instant, OSLO).slice(0, 19).replace('T', ' ')).to.equal(clock.format(instant));
      }),
      { numRuns: 1000 },
    );
  });

  for (const text of [
    '',
    'tomorrow',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-12-24T25:00',
    '2026-12-24T24:01',
    '2026-12-24T23:60',
    '2026-12-24T23:59:60',
    '2026-12-24 14:10',
    '2026-W52-4',
    '14:10:00',
    '2026-12-24T14:10:00+24:00',
    '2026-12-24T14:10:00+01:00[]',
    '+002026-12-24',
    '2026-12-24T14:10:00+01:00\n',
  ]) {
    it(`is refused where it is not one: ${JSON.stringify(text)}`, () => {
      expect(refusal(() => parseInstant(text, OSLO))).to.equal('INSTANT_NOT_VALID');
    });
  }

  it('is refused in a zone that nobody knows, and beyond year 9999', () => {
    expect(refusal(() => parseInstant('2026-12-24T10:00[Europe/Atlantis]', OSLO))).to.equal('ZONE_NOT_KNOWN');
    expect(refusal(() => parseInstant('2026-12-24T10:00', 'Europe/Atlantis'))).to.equal('ZONE_NOT_KNOWN');
    expect(refusal(() => parseInstant('9999-12-31T23:59:59-01:00', OSLO))).to.equal('YEAR_OUT_OF_RANGE');
    expect(refusal(() => parseInstant('0000-12-31T00:00:00Z', OSLO))).to.equal('YEAR_OUT_OF_RANGE');
    expect(refusal(() => formatInstant(NaN, OSLO))).to.equal('YEAR_OUT_OF_RANGE');
  });

  it('never puts the refused text into the error', () => {
    expect(() => parseInstant('Kari Nordmann', OSLO)).to.throw(CalendarError, /^INSTANT_NOT_VALID$/);
  });
});
