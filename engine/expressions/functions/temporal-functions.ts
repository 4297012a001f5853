import { DateTime } from 'luxon';

import { checkZone } from '../../calendar/zone.js';
import { ExpressionError } from '../expression-error.js';
import { dateFrom, readDate, readDateTime, readDuration, readTime, timeFrom } from '../values/read-temporal.js';
import type { DateValue, DurationValue, TimeValue } from '../values/temporal.js';
import { DAY, DateTimeValue, dateTimeAt, durationOfMonths, instantOf, monthsBetween } from '../values/temporal.js';
import type { Value } from '../values/value.js';
import { declare, type Signature } from './signature.js';

type Day = DateValue | DateTimeValue;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Functions for dates, times and durations (DMN 1.3, 10.3.4.1 and 10.3.4.8). `now` and `today` are the command's time. */
export const temporalFunctions: readonly Signature[] = [
  declare('now(): dateTime', (_args, { clock }) => dateTimeAt(clock.now, clock.zone)),
  declare('today(): date', (_args, { clock }) => dateTimeAt(clock.now, clock.zone).date),
  declare('date(from: string|date|dateTime): date', ([from = null]) =>
    typeof from === 'string' ? read('date', readDate(from)) : from instanceof DateTimeValue ? from.date : from,
  ),
  declare('date(year: number, month: number, day: number): date', ([year, month, day]) =>
    read('date', dateFrom(year as number, month as number, day as number)),
  ),
  declare('date and time(from: string|dateTime): dateTime', ([from = null]) =>
    typeof from === 'string' ? read('date and time', readMoment(from)) : from,
  ),
  declare('date and time(date: date|dateTime, time: time): dateTime', ([date, time]) => {
    const { clock, zone } = time as TimeValue;
    return new DateTimeValue(dateOf(date as Day).days * DAY + clock, zone);
  }),
  declare('date and time(date: dateTime, timezone: string): dateTime', ([date, timezone], { clock }) =>
    dateTimeAt(instantOf(date as DateTimeValue, clock.zone), readZone(timezone as string)),
  ),
  declare('time(from: string|time|dateTime): time', ([from = null]) =>
    typeof from === 'string' ? read('time', readTime(from)) : from instanceof DateTimeValue ? from.time : from,
  ),
  declare(
    'time(hour: number, minute: number, second: number, offset?: duration): time',
    ([hour, minute, second, offset]) =>
      read(
        'time',
        timeFrom(hour as number, minute as number, second as number, (offset ?? null) as DurationValue | null),
      ),
  ),
  declare('duration(from: string|duration): duration', ([from = null]) =>
    typeof from === 'string' ? read('duration', readDuration(from)) : from,
  ),
  declare('years and months duration(from: date|dateTime, to: date|dateTime): duration', ([from, to]) =>
    durationOfMonths(monthsBetween((from as Day).parts, (to as Day).parts)),
  ),
  declare('day of year(date: date|dateTime): number', ([date]) => onCalendar(date as Day).ordinal),
  declare('day of week(date: date|dateTime): string', ([date]) => WEEKDAYS[(date as Day).parts.weekday - 1] ?? null),
  declare('month of year(date: date|dateTime): string', ([date]) => MONTHS[(date as Day).parts.month - 1] ?? null),
  declare('week of year(date: date|dateTime): number', ([date]) => onCalendar(date as Day).weekNumber),
];

/** Functions that give another result at another time. */
export const CLOCK_FUNCTIONS: ReadonlySet<string> = new Set(['now', 'today']);

function dateOf(day: Day): DateValue {
  return day instanceof DateTimeValue ? day.date : day;
}

/** Weeks as ISO 8601 counts them. */
function onCalendar(day: Day): DateTime {
  return DateTime.fromMillis(dateOf(day).days * DAY, { zone: 'utc' });
}

/** A date alone is its first moment. */
function readMoment(text: string): DateTimeValue | undefined {
  return readDateTime(text) ?? readDateTime(`${text}T00:00:00`);
}

/** The same moment as the clocks of another zone show it: an extension that other FEEL engines have as well. */
function readZone(name: string): string {
  try {
    checkZone(name);
    return name;
  } catch {
    throw new ExpressionError('INVALID_TEXT', { function: 'date and time' });
  }
}

function read(name: string, value: Value | undefined): Value {
  if (value === undefined) throw new ExpressionError('INVALID_TEXT', { function: name });
  return value;
}
