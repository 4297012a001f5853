import { DateTime } from 'luxon';

import { parseDuration, type Duration } from './duration.js';
import type { Instant } from './instant.js';
import { inRange, instantOfWallTime, wallTime, type WallTime } from './zone.js';

const DAY = 86_400_000;

/**
 * The instant that lies a duration after another. Years, months, weeks and days are counted on the calendar of the zone and
 * keep the time of day (the last day of a shorter month where the day does not exist); then hours, minutes and seconds are
 * added exactly (XML Schema 1.1 Part 2, appendix E.3.3, in wall time). So `P1D` and `PT24H` differ on the two nights when
 * clocks are changed. A wall time that is skipped goes forward, of one that comes twice the first is taken.
 *
 * @param isoDuration ISO 8601, also negative; see `parseDuration`
 * @param zone IANA name; not looked at where the duration has only hours, minutes and seconds
 * @throws CalendarError DURATION_NOT_VALID, DURATION_FRACTION_NOT_DEFINED, ZONE_NOT_KNOWN; YEAR_OUT_OF_RANGE beyond 9999
 */
export function plus(instant: Instant, isoDuration: string, zone: string): Instant {
  return plusDuration(instant, parseDuration(isoDuration), zone);
}

/**
 * As `plus`, for a duration that has been read.
 * @throws CalendarError ZONE_NOT_KNOWN, YEAR_OUT_OF_RANGE
 */
export function plusDuration(instant: Instant, duration: Duration, zone: string): Instant {
  const { months, days, milliseconds } = duration;
  if (months === 0 && days === 0) return inRange(instant + milliseconds);
  const wall = plusCalendar(wallTime(inRange(instant), zone), months, days);
  return inRange(instantOfWallTime(inRange(wall), zone) + milliseconds);
}

/** NaN where it leaves the range of dates. */
function plusCalendar(wall: WallTime, months: number, days: number): WallTime {
  if (months === 0) return wall + days * DAY;
  return DateTime.fromMillis(wall, { zone: 'utc' }).plus({ months, days }).toMillis();
}
