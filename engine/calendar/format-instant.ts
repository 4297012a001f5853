import type { Instant } from './instant.js';
import { inRange, wallTime } from './zone.js';

/**
 * Writes an instant as an ISO 8601 date-time with the offset of the zone: `2026-12-24T14:10:00+01:00`, `…Z` at offset zero,
 * with milliseconds only where they are not zero. `parseInstant` of it gives the same instant in every zone.
 *
 * @param zone IANA name
 * @throws CalendarError ZONE_NOT_KNOWN; YEAR_OUT_OF_RANGE where clocks there do not show a year from 1 to 9999
 */
export function formatInstant(instant: Instant, zone: string): string {
  const wall = inRange(wallTime(inRange(instant), zone));
  const iso = new Date(wall).toISOString().slice(0, -1);
  return (iso.endsWith('.000') ? iso.slice(0, -4) : iso) + formatOffset(wall - instant);
}

/** Seconds are written only for the local mean times of the nineteenth century. */
function formatOffset(offset: number): string {
  if (offset === 0) return 'Z';
  const time = new Date(Math.abs(offset)).toISOString().slice(11, 19);
  return (offset < 0 ? '-' : '+') + (time.endsWith(':00') ? time.slice(0, 5) : time);
}
