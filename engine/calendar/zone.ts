import { IANAZone } from 'luxon';

import { CalendarError } from './calendar-error.js';
import type { Instant } from './instant.js';

/** What a clock on the wall shows, as the milliseconds that it would be if the zone were UTC. */
export type WallTime = number;

const DAY = 86_400_000;
const FIRST_INSTANT = -62_135_596_800_000;
const LAST_INSTANT = 253_402_300_799_999;
const MOST_ZONES_KEPT = 500;
const MOST_DAYS_KEPT = 20_000;
const zones = new Map<string, ZoneOffsets>();

/** A zone, and its offset at the start of the UTC days that were asked for: asking the time zone database takes 20 µs. */
interface ZoneOffsets {
  readonly zone: IANAZone;
  readonly byDay: Map<number, number>;
}

/**
 * The time itself, if it lies in the years 1 to 9999.
 * @throws CalendarError YEAR_OUT_OF_RANGE
 */
export function inRange(time: Instant): Instant {
  if (!(time >= FIRST_INSTANT && time <= LAST_INSTANT)) throw new CalendarError('YEAR_OUT_OF_RANGE');
  return time;
}

/**
 * @throws CalendarError ZONE_NOT_KNOWN, if it is not a name of the IANA time zone database
 */
export function checkZone(zone: string): void {
  zoneNamed(zone);
}

/** What clocks in the zone show at that instant. */
export function wallTime(instant: Instant, zone: string): WallTime {
  return instant + offsetAt(instant, zone);
}

/** Milliseconds that the zone is ahead of UTC at that instant. */
export function offsetAt(instant: Instant, zone: string): number {
  const offsets = zoneNamed(zone);
  const day = Math.floor(instant / DAY);
  const offset = offsetOnDay(offsets, day);
  return offset === offsetOnDay(offsets, day + 1) ? offset : lookUp(offsets.zone, instant);
}

/**
 * The instant at which clocks in the zone show that time. A time that is skipped in spring goes forward by the length of
 * the gap; of a time that comes twice in autumn the first is taken (RFC 5545, 3.3.5). Luxon's own conversion is not used:
 * for a time that comes twice its answer depends on the season in which it is asked.
 * @throws CalendarError ZONE_NOT_KNOWN
 */
export function instantOfWallTime(wall: WallTime, zone: string): Instant {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  const first = Math.min(wall - before, wall - after);
  const last = Math.max(wall - before, wall - after);
  const shown = [first, last].find((instant) => wallTime(instant, zone) === wall);
  return shown ?? wall - before;
}

function zoneNamed(name: string): ZoneOffsets {
  const kept = zones.get(name);
  if (kept) return kept;
  if (!IANAZone.isValidZone(name)) throw new CalendarError('ZONE_NOT_KNOWN');
  const offsets = { zone: new IANAZone(name), byDay: new Map<number, number>() };
  if (zones.size >= MOST_ZONES_KEPT) zones.clear();
  zones.set(name, offsets);
  return offsets;
}

function offsetOnDay({ zone, byDay }: ZoneOffsets, day: number): number {
  const kept = byDay.get(day);
  if (kept !== undefined) return kept;
  const offset = lookUp(zone, day * DAY);
  if (byDay.size >= MOST_DAYS_KEPT) byDay.clear();
  byDay.set(day, offset);
  return offset;
}

function lookUp(zone: IANAZone, instant: Instant): number {
  return Math.round(zone.offset(instant) * 60_000);
}
