import { IANAZone } from 'luxon';

import { CalendarError } from './calendar-error.js';
import type { Instant } from './instant.js';

/** What a clock on the wall shows, as the milliseconds that it would be if the zone were UTC. */
export type WallTime = number;

const DAY = 86_400_000;
const FIRST_INSTANT = -62_135_596_800_000;
const LAST_INSTANT = 253_402_300_799_999;
const MOST_ZONES_KEPT = 500;
const zones = new Map<string, IANAZone>();

/**
 * The time itself, if it lies in the years 1 to 9999.
 * @throws CalendarError YEAR_OUT_OF_RANGE
 */
export function inRange<T extends Instant | WallTime>(time: T): T {
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
  return Math.round(zoneNamed(zone).offset(instant) * 60_000);
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

function zoneNamed(name: string): IANAZone {
  const kept = zones.get(name);
  if (kept) return kept;
  if (!IANAZone.isValidZone(name)) throw new CalendarError('ZONE_NOT_KNOWN');
  if (zones.size >= MOST_ZONES_KEPT) zones.clear();
  const zone = new IANAZone(name);
  zones.set(name, zone);
  return zone;
}
