import { formatInstant } from '../../../engine/index.js';
import type { Instant } from '../../../engine/index.js';

const HOUR = 3_600_000;

/**
 * A moment as a clock on the wall of the zone shows it: `man 02.11.2026 10:00`. Within a day of a change to or from
 * daylight saving time the offset is shown too, as an hour may come twice then.
 */
export function wallTime(instant: Instant, zone: string, locale: string): string {
  const iso = formatInstant(instant, zone);
  const [year, month, day] = iso.slice(0, 10).split('-');
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone })
    .format(instant)
    .replace(/\.$/, '');
  const offset = changesNear(instant, zone) ? ` ${offsetOf(instant, zone)}` : '';
  return `${weekday} ${day}.${month}.${year} ${iso.slice(11, 16)}${offset}`;
}

const offsetOf = (instant: Instant, zone: string): string =>
  /(Z|[+-]\d\d:\d\d)$/.exec(formatInstant(instant, zone))?.[0] ?? '';

function changesNear(instant: Instant, zone: string): boolean {
  return new Set([-24, 0, 24].map((hours) => offsetOf(instant + hours * HOUR, zone))).size > 1;
}
