import { CalendarError } from './calendar-error.js';
import { isPositive, parseDuration, times, type Duration } from './duration.js';
import type { Instant } from './instant.js';
import { parseInstant } from './parse-instant.js';
import { plusDuration } from './plus.js';
import { wallTime } from './zone.js';

const SHAPE = /^R(\d{0,9})\/([^/]+)(?:\/([^/]+))?$/;
const DAY = 86_400_000;

/** A recurring time interval, as written; a start or an end without zone is wall time where it is used. */
export interface Cycle {
  /** How often it fires in all; null is without a limit. */
  readonly repetitions: number | null;
  readonly start?: string;
  readonly end?: string;
  /** Absent where start and end give it. */
  readonly period?: Duration;
}

/**
 * Reads an ISO 8601 recurring time interval (ISO 8601-1:2019, 5.6): `R3/PT1H`, `R/2026-12-24T08:00/P1D`,
 * `R4/2026-01-01/2026-02-01`, `R5/P7D/2026-12-24`. `R/…` has no limit.
 *
 * @throws CalendarError CYCLE_NOT_VALID, CYCLE_NEVER_FIRES, CYCLE_PERIOD_NOT_POSITIVE, and what `parseDuration` and
 *   `parseInstant` throw
 */
export function parseCycle(text: string): Cycle {
  const [, count, first, second] = SHAPE.exec(text) ?? [];
  if (count === undefined || first === undefined) throw new CalendarError('CYCLE_NOT_VALID');
  const repetitions = count === '' ? null : Number(count);
  if (repetitions === 0) throw new CalendarError('CYCLE_NEVER_FIRES');
  return { repetitions, ...parseInterval(first, second) };
}

/**
 * When a cycle fires for the `occurrence`-th time, counting from 0. Each occurrence is the anchor plus that many periods, so
 * that the 31st, a leap day and 08:00 in the morning come back after a short month or a change of clocks.
 *
 * - `Rn/duration`: the anchor is `from`; occurrence 0 is one period after it.
 * - `Rn/start/duration`, `Rn/start/end`: the anchor is `start`, which is an occurrence itself. The period of start and end is
 *   whole days where both show the same time of day, else exact.
 * - `Rn/duration/end`: the anchor is `end`, which is the last occurrence; the others are counted back from it.
 *
 * With an anchor of their own, occurrences before `from` are over: they are skipped, but are counted against n.
 *
 * @param text see `parseCycle`
 * @param from when the timer was armed
 * @param zone IANA name of the zone for calendar arithmetic and for wall times in the text
 * @returns null when the cycle is exhausted; at occurrence 0 that means that no occurrence was left when it was armed
 * @throws CalendarError as `parseCycle`; ZONE_NOT_KNOWN; YEAR_OUT_OF_RANGE
 */
export function cycleDueAt(text: string, from: Instant, occurrence: number, zone: string): Instant | null {
  const cycle = parseCycle(text);
  const limit = cycle.repetitions ?? Infinity;
  if (cycle.end !== undefined && cycle.start === undefined) return countedBack(cycle, limit, from, occurrence, zone);
  const period = periodOf(cycle, zone);
  if (cycle.start === undefined) return occurrence < limit ? nth(from, period, occurrence + 1, zone) : null;
  const start = parseInstant(cycle.start, zone);
  const index = firstNotBefore(start, period, from, zone) + occurrence;
  return index < limit ? nth(start, period, index, zone) : null;
}

function parseInterval(first: string, second: string | undefined): Omit<Cycle, 'repetitions'> {
  if (second === undefined) return { period: positive(parseDuration(first)) };
  if (first.startsWith('P')) return { period: positive(parseDuration(first)), end: checked(second) };
  if (second.startsWith('P')) return { start: checked(first), period: positive(parseDuration(second)) };
  const interval = { start: checked(first), end: checked(second) };
  periodOf({ repetitions: null, ...interval }, 'UTC');
  return interval;
}

function countedBack(cycle: Cycle, limit: number, from: Instant, occurrence: number, zone: string): Instant | null {
  const end = parseInstant(cycle.end ?? '', zone);
  if (end < from) return null;
  const back = times(periodOf(cycle, zone), -1);
  const steps =
    Math.min(
      limit,
      firstBeyond(end, back, (due) => due < from, end - from, zone),
    ) - 1;
  return occurrence <= steps ? nth(end, back, steps - occurrence, zone) : null;
}

function firstNotBefore(start: Instant, period: Duration, from: Instant, zone: string): number {
  return start >= from ? 0 : firstBeyond(start, period, (due) => due >= from, from - start, zone);
}

/** Lowest number of periods from the anchor that is beyond; `distance` in milliseconds gives a first guess. */
function firstBeyond(
  anchor: Instant,
  period: Duration,
  isBeyond: (due: Instant) => boolean,
  distance: number,
  zone: string,
): number {
  let steps = Math.max(0, Math.floor(distance / Math.abs(meanLength(period))) - 1);
  while (steps > 0 && isBeyond(nth(anchor, period, steps, zone))) steps -= 1;
  while (!isBeyond(nth(anchor, period, steps, zone))) steps += 1;
  return steps;
}

function nth(anchor: Instant, period: Duration, steps: number, zone: string): Instant {
  return plusDuration(anchor, times(period, steps), zone);
}

/** Milliseconds, in the mean of 400 years. */
function meanLength({ months, days, milliseconds }: Duration): number {
  return ((months * 146_097) / 4800 + days) * DAY + milliseconds;
}

function periodOf(cycle: Cycle, zone: string): Duration {
  if (cycle.period) return cycle.period;
  const [start, end] = [parseInstant(cycle.start ?? '', zone), parseInstant(cycle.end ?? '', zone)];
  const days = (wallTime(end, zone) - wallTime(start, zone)) / DAY;
  const period = Number.isInteger(days)
    ? { months: 0, days, milliseconds: 0 }
    : { months: 0, days: 0, milliseconds: end - start };
  return positive(period);
}

function positive(period: Duration): Duration {
  if (!isPositive(period)) throw new CalendarError('CYCLE_PERIOD_NOT_POSITIVE');
  return period;
}

/** Its shape is checked before its zone is known. */
function checked(instant: string): string {
  parseInstant(instant, 'UTC');
  return instant;
}
