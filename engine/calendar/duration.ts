import { CalendarError } from './calendar-error.js';

/** A length of time. All three parts have the same sign, or are zero. */
export interface Duration {
  /** Years and months. */
  readonly months: number;
  /** Weeks and days: by the calendar, so a day may last 23 or 25 hours. */
  readonly days: number;
  /** Hours, minutes and seconds, exact. */
  readonly milliseconds: number;
}

const NUMBER = '(\\d+(?:[.,]\\d+)?)';
const SHAPE = new RegExp(
  `^([+-])?P(?=[\\dT])(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}W)?(?:${NUMBER}D)?` +
    `(?:T(?=\\d)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`,
);
const LONGEST_TEXT = 100;
const MOST_KEPT = 1_000;
const read = new Map<string, Duration>();

/**
 * Reads an ISO 8601 duration: `P3D`, `PT48H`, `P1Y2M10DT2H30M`, `P2W`, `-P1D`, `PT0.5S`. Weeks may stand beside other units,
 * and the last unit written may have a fraction, as ISO 8601-1:2019 (5.5.2) allows. A part of a day is hours (`P0.5D` is 12 of
 * them), of a week days, of a year whole months. Rounded to the nearest millisecond.
 *
 * @throws CalendarError DURATION_NOT_VALID; DURATION_FRACTION_NOT_DEFINED for a part of a month
 */
export function parseDuration(text: string): Duration {
  const kept = read.get(text);
  if (kept) return kept;
  const duration = Object.freeze(readDuration(text));
  if (read.size >= MOST_KEPT) read.clear();
  read.set(text, duration);
  return duration;
}

/** That many times the duration. */
export function times(duration: Duration, factor: number): Duration {
  return signed(factor, duration.months, duration.days, duration.milliseconds);
}

/** Whether it is longer than nothing. */
export function isPositive({ months, days, milliseconds }: Duration): boolean {
  return months > 0 || days > 0 || milliseconds > 0;
}

/** Whether it goes back in time. */
export function isNegative({ months, days, milliseconds }: Duration): boolean {
  return months < 0 || days < 0 || milliseconds < 0;
}

function readDuration(text: string): Duration {
  const parts = text.length <= LONGEST_TEXT ? SHAPE.exec(text) : null;
  if (!parts || !onlyLastHasFraction(parts.slice(2))) throw new CalendarError('DURATION_NOT_VALID');
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map(toNumber);
  const allMonths = wholeMonths(years * 12) + wholeMonths(months);
  const allDays = weeks * 7 + days;
  const wholeDays = Math.floor(allDays);
  const time = (((allDays - wholeDays) * 24 + hours) * 60 + minutes) * 60 + seconds;
  return signed(parts[1] === '-' ? -1 : 1, allMonths, wholeDays, Math.round(time * 1000));
}

function onlyLastHasFraction(parts: readonly (string | undefined)[]): boolean {
  const written = parts.filter((part) => part !== undefined);
  return written.slice(0, -1).every((part) => /^\d+$/.test(part));
}

function toNumber(part: string | undefined): number {
  return part === undefined ? 0 : Number(part.replace(',', '.'));
}

function wholeMonths(months: number): number {
  if (!Number.isInteger(months)) throw new CalendarError('DURATION_FRACTION_NOT_DEFINED');
  return months;
}

function signed(factor: number, ...parts: readonly [number, number, number]): Duration {
  const [months, days, milliseconds] = parts.map((part) => (part === 0 ? 0 : part * factor)) as [
    number,
    number,
    number,
  ];
  return { months, days, milliseconds };
}
