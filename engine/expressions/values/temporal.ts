import type { Instant } from '../../calendar/instant.js';
import { instantOfWallTime, offsetAt, wallTime, type WallTime } from '../../calendar/zone.js';

const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A day of the calendar. */
export class DateValue {
  constructor(
    /** Days since 1970-01-01. */
    readonly days: number,
  ) {}
  get parts(): DayParts {
    return dayParts(this.days * DAY);
  }
  toString(): string {
    return new Date(this.days * DAY).toISOString().slice(0, 10);
  }
}

/** A time of day, of any day. */
export class TimeValue {
  constructor(
    /** Milliseconds since midnight, as clocks there show it. */
    readonly clock: number,
    /** `UTC`, an offset as `+01:00`, an IANA name, or null for wherever the reader is. */
    readonly zone: string | null,
  ) {}
  get parts(): TimeParts {
    return timeParts(this.clock);
  }
  /** Milliseconds that the zone is ahead of UTC (that of a named zone on 1970-01-01); null without a zone. */
  get offset(): number | null {
    return this.zone === null ? null : (fixedOffset(this.zone) ?? offsetAt(0, this.zone));
  }
  toString(): string {
    return formatClock(this.clock) + zoneSuffix(this.zone);
  }
}

/** A date with a time. */
export class DateTimeValue {
  constructor(
    /** What clocks there show, as the milliseconds since 1970 that it would be in UTC. */
    readonly wall: WallTime,
    readonly zone: string | null,
  ) {}
  get parts(): DayParts & TimeParts {
    const { year, month, day, weekday } = dayParts(this.wall);
    const { hour, minute, second } = timeParts(modulo(this.wall, DAY));
    return { year, month, day, weekday, hour, minute, second };
  }
  get offset(): number | null {
    return this.zone === null ? null : this.wall - instantOf(this, this.zone);
  }
  get date(): DateValue {
    return new DateValue(Math.floor(this.wall / DAY));
  }
  get time(): TimeValue {
    return new TimeValue(modulo(this.wall, DAY), this.zone);
  }
  toString(): string {
    return formatWall(this.wall) + zoneSuffix(this.zone);
  }
}

/**
 * A duration of months or of days and time (DMN 1.3, 10.3.2.3.7 and 8). Days are kept apart from hours: `P1D` ends at the
 * same time of day, `PT24H` after 24 hours, also on the nights when clocks are changed. Both have the same length.
 */
export class DurationValue {
  constructor(
    readonly isMonths: boolean,
    readonly months: number,
    readonly days: number,
    readonly milliseconds: number,
  ) {}
  /** Months, or milliseconds: what durations of a kind are compared by. */
  get length(): number {
    return this.isMonths ? this.months : this.days * DAY + this.milliseconds;
  }
  toString(): string {
    return formatDuration(this);
  }
}

interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Monday. */
  readonly weekday: number;
}
interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Whole days, and the rest of less than a day. */
export function durationOf(milliseconds: number): DurationValue {
  const days = Math.trunc(milliseconds / DAY);
  return new DurationValue(false, 0, days + 0, Math.trunc(milliseconds - days * DAY) + 0);
}

export function durationOfMonths(months: number): DurationValue {
  return new DurationValue(true, Math.trunc(months) + 0, 0, 0);
}

/**
 * The instant of a date-time.
 * @param implicit zone of a date-time that has neither zone nor offset (XPath functions 3.1, 10.4)
 */
export function instantOf({ wall, zone }: DateTimeValue, implicit: string): Instant {
  const place = zone ?? implicit;
  const fixed = fixedOffset(place);
  return fixed === undefined ? instantOfWallTime(wall, place) : wall - fixed;
}

/**
 * The date-time that clocks in a zone show at an instant. In the hour that comes twice in autumn the second one has
 * an offset in place of the zone, as its wall time in that zone would mean the first.
 */
export function dateTimeAt(instant: Instant, zone: string): DateTimeValue {
  const zoned = new DateTimeValue(wallTime(instant, zone), zone);
  return instantOf(zoned, zone) === instant ? zoned : new DateTimeValue(zoned.wall, formatOffset(zoned.wall - instant));
}

/** Milliseconds since midnight, in UTC where the time has a zone or an offset. */
export function timeOfDay(value: TimeValue): number {
  return value.clock - (value.offset ?? 0);
}

/** Whole months between two days, down to the last one completed (DMN 1.3, 10.3.4.1, years and months duration). */
export function monthsBetween(from: DayParts, to: DayParts): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  return months < 0 && to.day > from.day ? months + 1 : months;
}

/** `2026-12-24T14:10:00+01:00[Europe/Oslo]`: offset and zone as far as the value has them. */
export function formatDateTime(value: DateTimeValue): string {
  const { zone, offset } = value;
  if (zone === null || offset === null || fixedOffset(zone) !== undefined) return value.toString();
  return `${formatWall(value.wall)}${zoneSuffix(formatOffset(offset))}[${zone}]`;
}

const FIXED_OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** Undefined for the name of a zone. */
export function fixedOffset(zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const parts = FIXED_OFFSET.exec(zone);
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * MINUTE : undefined;
}

function formatOffset(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function zoneSuffix(zone: string | null): string {
  if (zone === null) return '';
  if (zone === 'UTC') return 'Z';
  return fixedOffset(zone) === undefined ? `@${zone}` : zone;
}

function formatWall(wall: WallTime): string {
  return new Date(wall).toISOString().replace(/(\.000)?Z$/, '');
}

function formatClock(clock: number): string {
  return new Date(clock)
    .toISOString()
    .slice(11)
    .replace(/(\.000)?Z$/, '');
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

function formatDuration({ isMonths, months, days, milliseconds }: DurationValue): string {
  const negative = months < 0 || days < 0 || milliseconds < 0;
  const [m, d, ms] = [Math.abs(months), Math.abs(days), Math.abs(milliseconds)];
  if (isMonths)
    return `${negative ? '-' : ''}P${part(Math.floor(m / 12), 'Y')}${part(m % 12, 'M')}`.replace(/P$/, 'P0M');
  const time =
    part(Math.floor(ms / 3_600_000), 'H') + part(Math.floor(ms / MINUTE) % 60, 'M') + part((ms % MINUTE) / 1000, 'S');
  return `${negative ? '-' : ''}P${part(d, 'D')}${time === '' ? '' : `T${time}`}`.replace(/P$/, 'PT0S');
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}

function dayParts(wall: WallTime): DayParts {
  const date = new Date(wall);
  const weekday = date.getUTCDay() || 7;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday };
}

function timeParts(clock: number): TimeParts {
  return {
    hour: Math.floor(clock / 3_600_000),
    minute: Math.floor(clock / MINUTE) % 60,
    second: Math.floor(clock / 1000) % 60,
  };
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
