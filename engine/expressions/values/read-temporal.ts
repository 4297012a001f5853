import { parseDuration } from '../../calendar/duration.js';
import { checkZone } from '../../calendar/zone.js';
import { DAY, DateTimeValue, DateValue, DurationValue, TimeValue, instantOf } from './temporal.js';

const DATE = '(?!0000)(\\d{4})-(\\d\\d)-(\\d\\d)';
const CLOCK = '([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?';
const OFFSET = '(Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const ZONE = '([A-Za-z][\\w+/-]{1,63})';
const DATE_TEXT = new RegExp(`^${DATE}$`);
const TIME_TEXT = new RegExp(`^${CLOCK}(?:${OFFSET}|@${ZONE})?$`);
const DATE_TIME_TEXT = new RegExp(`^${DATE}T${CLOCK}${OFFSET}?(?:\\[${ZONE}\\]|@${ZONE})?$`);
const MONTHS = /^-?P(?:\d{1,6}Y)?(?:\d{1,6}M)?$/;
const DAYS = /^-?P(?:\d{1,7}W)?(?:\d{1,8}D)?(?:T(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?)?$/;

/** `2026-12-24`; undefined for any other text and for days that no calendar has. */
export function readDate(text: string): DateValue | undefined {
  const parts = DATE_TEXT.exec(text);
  const days = parts === null ? undefined : daysOf(parts[1], parts[2], parts[3]);
  return days === undefined ? undefined : new DateValue(days);
}

/** `14:10`, `14:10:00.5`, with `Z`, an offset or `@Europe/Oslo`. Finer than a millisecond is cut. */
export function readTime(text: string): TimeValue | undefined {
  const parts = TIME_TEXT.exec(text);
  if (parts === null) return undefined;
  const [, hour, minute, second, fraction, offset, zone] = parts;
  if (zone !== undefined && !isZone(zone)) return undefined;
  return new TimeValue(clockOf(hour, minute, second, fraction), zone ?? zoneOf(offset));
}

/**
 * `2026-12-24T14:10:00` with offset, `[zone]` or `@zone`, both or neither. Where both are given the offset decides
 * (RFC 9557, 3.4): the zone is kept only where it has that offset at that wall time.
 */
export function readDateTime(text: string): DateTimeValue | undefined {
  const parts = DATE_TIME_TEXT.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset, bracketed, marked] = parts;
  const days = daysOf(year, month, day);
  const zone = bracketed ?? marked;
  if (days === undefined || (zone !== undefined && !isZone(zone))) return undefined;
  const wall = days * DAY + clockOf(hour, minute, second, fraction);
  const fixed = new DateTimeValue(wall, zoneOf(offset));
  if (zone === undefined) return fixed;
  const zoned = new DateTimeValue(wall, zone);
  return offset === undefined || instantOf(zoned, zone) === instantOf(fixed, zone) ? zoned : fixed;
}

/** `P3D`, `PT24H`, `P2W`, `P1Y2M`. Months do not mix with days: they have no fixed length. */
export function readDuration(text: string): DurationValue | undefined {
  if (!/\d[A-Z]$/.test(text)) return undefined;
  const isMonths = MONTHS.test(text);
  if (!isMonths && !DAYS.test(text)) return undefined;
  const { months, days, milliseconds } = parseDuration(text);
  return new DurationValue(isMonths, months, days, milliseconds);
}

/** Of whole numbers; undefined where there is no such day. */
export function dateFrom(year: number, month: number, day: number): DateValue | undefined {
  return readDate([digits(year, 4), digits(month, 2), digits(day, 2)].join('-'));
}

/** Undefined where there is no such time. Seconds may have a fraction. */
export function timeFrom(
  hour: number,
  minute: number,
  second: number,
  offset: DurationValue | null,
): TimeValue | undefined {
  const whole = [hour, minute].every((part) => Number.isInteger(part) && part >= 0);
  if (!whole || hour > 23 || minute > 59 || second < 0 || second >= 60) return undefined;
  const clock = (hour * 60 + minute) * 60_000 + Math.floor(second * 1000);
  if (offset === null) return new TimeValue(clock, null);
  const sign = offset.length < 0 ? '-' : '+';
  const minutes = Math.abs(offset.length) / 60_000;
  if (offset.isMonths || !Number.isInteger(minutes) || minutes >= 24 * 60) return undefined;
  return new TimeValue(clock, zoneOf(`${sign}${digits(Math.floor(minutes / 60), 2)}:${digits(minutes % 60, 2)}`));
}

function digits(part: number, count: number): string {
  return String(part).padStart(count, '0');
}

function daysOf(year = '', month = '', day = ''): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
    ? date.getTime() / DAY
    : undefined;
}

function clockOf(hour = '0', minute = '0', second = '0', fraction = ''): number {
  return (
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  );
}

function zoneOf(offset: string | undefined): string | null {
  if (offset === undefined) return null;
  return offset === 'Z' || /^[+-]00:00$/.test(offset) ? 'UTC' : offset;
}

function isZone(name: string): boolean {
  try {
    checkZone(name);
    return true;
  } catch {
    return false;
  }
}
