import { CalendarError } from './calendar-error.js';
import type { Instant } from './instant.js';
import { checkZone, inRange, instantOfWallTime, type WallTime } from './zone.js';

const SHAPE = new RegExp(
  '^(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)' +
    '(?:T(?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?)?' +
    '(?:(?<utc>Z)|(?<sign>[+-])(?<offsetHour>\\d\\d)(?::?(?<offsetMinute>\\d\\d)(?::(?<offsetSecond>\\d\\d))?)?)?' +
    '(?:\\[(?<zone>[\\w+/-]{1,64})\\]|@(?<feelZone>[\\w+/-]{1,64}))?$',
);
type Parts = Readonly<Record<string, string | undefined>>;

/**
 * Reads an ISO 8601 calendar date or date-time (the extended format) as an instant.
 *
 * @param text `2026-12-24T14:10:00+01:00[Europe/Oslo]`, with offset, zone, both or neither; the zone may also be written as
 *   FEEL does, `@Europe/Oslo`. Where an offset is given it decides (RFC 9557, 3.4). Without offset and zone it is wall
 *   time in `zone`; a date alone is the start of that day. 24:00 is the end of the day. Finer than a millisecond is cut.
 * @param zone IANA name of the zone for wall times
 * @returns milliseconds since 1970-01-01T00:00Z. A wall time that is skipped in spring goes forward, of one that comes
 *   twice in autumn the first is taken.
 * @throws CalendarError INSTANT_NOT_VALID, ZONE_NOT_KNOWN, YEAR_OUT_OF_RANGE
 */
export function parseInstant(text: string, zone: string): Instant {
  const parts: Parts | undefined = SHAPE.exec(text)?.groups;
  if (!parts) throw new CalendarError('INSTANT_NOT_VALID');
  const named = parts['zone'] ?? parts['feelZone'];
  if (named !== undefined) checkZone(named);
  const wall = wallTimeOf(parts);
  const offset = offsetOf(parts);
  return inRange(offset === undefined ? instantOfWallTime(wall, named ?? zone) : wall - offset);
}

function wallTimeOf(parts: Parts): WallTime {
  const [year, month, day] = [digits(parts, 'year'), digits(parts, 'month'), digits(parts, 'day')];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw new CalendarError('INSTANT_NOT_VALID');
  return date.getTime() + timeOfDay(parts);
}

function timeOfDay(parts: Parts): number {
  const [hour, minute, second] = [digits(parts, 'hour'), digits(parts, 'minute'), digits(parts, 'second')];
  const fraction = Number((parts['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  if (hour > 24 || minute > 59 || second > 59 || time > 86_400_000) throw new CalendarError('INSTANT_NOT_VALID');
  return time;
}

function offsetOf(parts: Parts): number | undefined {
  if (parts['utc'] !== undefined) return 0;
  if (parts['sign'] === undefined) return undefined;
  const hour = digits(parts, 'offsetHour');
  const [minute, second] = [digits(parts, 'offsetMinute'), digits(parts, 'offsetSecond')];
  if (hour > 23 || minute > 59 || second > 59) throw new CalendarError('INSTANT_NOT_VALID');
  return (parts['sign'] === '-' ? -1 : 1) * ((hour * 60 + minute) * 60 + second) * 1000;
}

function digits(parts: Parts, name: string): number {
  return Number(parts[name] ?? '0');
}
