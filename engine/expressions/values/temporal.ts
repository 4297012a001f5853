import {
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelTime,
  duration,
  parseDate,
  parseDateTime,
  parseTime,
  toFeel,
} from 'feelin';

import { instantOfWallTime, offsetAt } from '../../calendar/zone.js';
import type { Instant } from '../../calendar/instant.js';

const DATE = /^(?!0000)\d{4}-\d\d-\d\d$/;
const TIME_OF_DAY = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?';
const OFFSET = '(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)';
const ZONE = '[A-Za-z][\\w+/-]{1,63}';
const TIME = new RegExp(`^${TIME_OF_DAY}(${OFFSET}|@${ZONE})?$`);
const DATE_TIME = new RegExp(
  `^(?<wall>(?!0000)\\d{4}-\\d\\d-\\d\\dT${TIME_OF_DAY})(?<offset>${OFFSET})?(?:\\[(?<zone>${ZONE})\\]|@(?<feelZone>${ZONE}))?$`,
);
const DURATION =
  /^-?P(?=\d|T\d)(?:(?=\d+[YM])(?:\d{1,9}Y)?(?:\d{1,9}M)?|(?:\d{1,9}W)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?)?)$/;
const FIXED_OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** `2026-12-24`; undefined for any other text and for days that no calendar has. */
export function readDate(text: string): FeelDate | undefined {
  return DATE.test(text) ? (parseDate(text) ?? undefined) : undefined;
}

/** `14:10`, `14:10:00.5`, with `Z`, an offset or `@Europe/Oslo`. */
export function readTime(text: string): FeelTime | undefined {
  return TIME.test(text) ? (parseTime(text) ?? undefined) : undefined;
}

/**
 * `2026-12-24T14:10:00` with offset, `[zone]` or `@zone`, both or neither. Where both are given the offset decides
 * (RFC 9557, 3.4): the zone is kept only where it has that offset at that wall time.
 */
export function readDateTime(text: string): FeelDateTime | undefined {
  const parts = DATE_TIME.exec(text)?.groups;
  if (!parts) return undefined;
  const { wall = '', offset } = parts;
  const zone = parts['zone'] ?? parts['feelZone'];
  const fixed = parseDateTime(wall + (offset ?? ''));
  if (fixed === null || zone === undefined) return fixed ?? undefined;
  const zoned = parseDateTime(`${wall}@${zone}`);
  if (zoned === null) return undefined;
  return offset === undefined || instantOf(zoned, zone) === instantOf(fixed, zone) ? zoned : fixed;
}

/** `P3D`, `PT24H`, `P2W`, `P1Y2M`. Months do not mix with days (DMN 1.3, 10.3.2.3.7 and 8): their length varies. */
export function readDuration(text: string): FeelDuration | undefined {
  if (!DURATION.test(text)) return undefined;
  const weeks = /(\d+)W(?:(\d+)D)?/;
  const days = text.replace(weeks, (_all, week: string, day?: string) => `${Number(week) * 7 + Number(day ?? 0)}D`);
  return duration(days) ?? undefined;
}

/** A day and time duration of that many milliseconds. */
export function durationOf(milliseconds: number): FeelDuration | undefined {
  return Math.abs(milliseconds) < 8.64e15 ? (duration(Math.trunc(milliseconds)) ?? undefined) : undefined;
}

/** A year and month duration. */
export function durationOfMonths(months: number): FeelDuration | undefined {
  const whole = Math.trunc(months);
  return duration(`${whole < 0 ? '-' : ''}P${Math.abs(whole)}M`) ?? undefined;
}

/** Months of a year and month duration, milliseconds of a day and time duration. */
export function lengthOf(value: FeelDuration): number {
  const { years, months, days, hours, minutes, seconds, milliseconds } = value.unwrap();
  if (value.yearsMonths) return years * 12 + months;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

/**
 * The instant of a date-time, cut to the millisecond.
 * @param implicit zone of a date-time that has neither zone nor offset (XPath functions 3.1, 10.4)
 */
export function instantOf(value: FeelDateTime, implicit: string): Instant {
  const wall = wallOf(value);
  const zone = value.zone ?? implicit;
  const fixed = offsetOfZone(zone);
  return fixed === undefined ? instantOfWallTime(wall, zone) : wall - fixed;
}

/** The wall time, as the milliseconds that it would be if its zone were UTC. */
export function wallOf(value: FeelDateTime): number {
  const { year, month, day, hour, minute, second, millisecond } = value.unwrap();
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/** Milliseconds since midnight, in UTC where the time has a zone or an offset. */
export function timeOfDay(value: FeelTime): number {
  const { hour, minute, second, millisecond } = value.unwrap();
  const offset = value['time offset'];
  return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond - (offset === null ? 0 : lengthOf(offset));
}

/**
 * The date-time that clocks in a zone show at an instant. In the hour that comes twice in autumn the second one has
 * an offset in place of the zone, as its wall time in that zone would mean the first.
 */
export function dateTimeAt(instant: Instant, zone: string): FeelDateTime {
  const offset = offsetAt(instant, zone);
  const wall: FeelDateTime = toFeel(new Date(instant + offset));
  const zoned = new FeelDateTime(wall.unwrap(), zone);
  return instantOf(zoned, zone) === instant ? zoned : new FeelDateTime(wall.unwrap(), formatOffset(offset));
}

/** `2026-12-24T14:10:00+01:00[Europe/Oslo]`: offset and zone as far as the value has them. */
export function formatDateTime(value: FeelDateTime): string {
  const wall = value.unwrap().toString();
  if (value.zone === null) return wall;
  const fixed = offsetOfZone(value.zone);
  if (fixed !== undefined) return wall + formatOffset(fixed);
  const offset = wallOf(value) - instantOfWallTime(wallOf(value), value.zone);
  return `${wall}${formatOffset(offset)}[${value.zone}]`;
}

function offsetOfZone(zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const parts = FIXED_OFFSET.exec(zone);
  if (!parts) return undefined;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
}

function formatOffset(milliseconds: number): string {
  if (milliseconds === 0) return 'Z';
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${milliseconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Whole months between two days, down to the last one completed (DMN 1.3, 10.3.4.1, years and months duration). */
export function monthsBetween(from: Ymd, to: Ymd): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  return months < 0 && to.day > from.day ? months + 1 : months;
}

interface Ymd {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
