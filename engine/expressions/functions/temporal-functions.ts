import { DateTime } from 'luxon';

import { checkZone } from '../../calendar/zone.js';
import { momentOf } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { STEPS } from '../steps.js';
import { dateFrom, readDate, readDateTime, readDuration, readTime, timeFrom } from '../values/read-temporal.js';
import type { DateValue, DurationValue } from '../values/temporal.js';
import { DAY, DateTimeValue, TimeValue, dateTimeAt, durationOfMonths, monthsBetween } from '../values/temporal.js';
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
  declare('now(): dateTime', (_args, frame) => now(frame)),
  declare('today(): date', (_args, frame) => now(frame).date),
  declare('date(from: string|date|dateTime): date', ([from = null], frame) =>
    typeof from === 'string' ? read('date', from, readDate, frame) : from instanceof DateTimeValue ? from.date : from,
  ),
  declare('date(year: number, month: number, day: number): date', ([year, month, day], frame) =>
    made('date', dateFrom(year as number, month as number, day as number), frame),
  ),
  declare('date and time(from: string|dateTime): dateTime', ([from = null], frame) =>
    typeof from === 'string' ? read('date and time', from, readMoment, frame) : from,
  ),
  declare('date and time(date: date|dateTime, time: time): dateTime', ([date, time]) => {
    const { clock, zone } = time as TimeValue;
    return new DateTimeValue(dateOf(date as Day).days * DAY + clock, zone);
  }),
  declare('date and time(date: dateTime, timezone: string): dateTime', ([date, timezone], frame) => {
    const instant = momentOf(date as DateTimeValue, frame);
    frame.spendOnZone(timezone as string, instant);
    return dateTimeAt(instant, readZone(timezone as string));
  }),
  declare('time(from: string|time|dateTime): time', ([from = null], frame) =>
    typeof from === 'string' ? read('time', from, readTime, frame) : from instanceof DateTimeValue ? from.time : from,
  ),
  declare(
    'time(hour: number, minute: number, second: number, offset?: duration): time',
    ([hour, minute, second, offset], frame) =>
      made(
        'time',
        timeFrom(hour as number, minute as number, second as number, (offset ?? null) as DurationValue | null),
        frame,
      ),
  ),
  declare('duration(from: string|duration): duration', ([from = null], frame) =>
    typeof from === 'string' ? read('duration', from, readDuration, frame) : from,
  ),
  declare('years and months duration(from: date|dateTime, to: date|dateTime): duration', ([from, to], frame) => {
    frame.spend(2 * STEPS.temporal);
    return durationOfMonths(monthsBetween((from as Day).parts, (to as Day).parts));
  }),
  declare('day of year(date: date|dateTime): number', ([date], frame) => onCalendar(date as Day, frame).ordinal),
  declare(
    'day of week(date: date|dateTime): string',
    ([date], frame) => WEEKDAYS[partsOf(date, frame).weekday - 1] ?? null,
  ),
  declare(
    'month of year(date: date|dateTime): string',
    ([date], frame) => MONTHS[partsOf(date, frame).month - 1] ?? null,
  ),
  declare('week of year(date: date|dateTime): number', ([date], frame) => onCalendar(date as Day, frame).weekNumber),
];

/** Functions that give another result at another time. */
export const CLOCK_FUNCTIONS: ReadonlySet<string> = new Set(['now', 'today']);

function now(frame: Frame): DateTimeValue {
  const { now: instant, zone } = frame.clock;
  frame.spendOnZone(zone, instant);
  return dateTimeAt(instant, zone);
}

function partsOf(day: Value | undefined, frame: Frame): Day['parts'] {
  frame.spend(STEPS.temporal);
  return (day as Day).parts;
}

function dateOf(day: Day): DateValue {
  return day instanceof DateTimeValue ? day.date : day;
}

/** Weeks as ISO 8601 counts them. */
function onCalendar(day: Day, frame: Frame): DateTime {
  frame.spend(STEPS.calendar);
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

/** What a text says, paid for, its zone included. */
function read(name: string, text: string, reader: (text: string) => Value | undefined, frame: Frame): Value {
  const value = made(name, reader(text), frame);
  if (value instanceof DateTimeValue) frame.spendOnZone(value.zone, value.wall);
  if (value instanceof TimeValue) frame.spendOnZone(value.zone, 0);
  return value;
}

function made(name: string, value: Value | undefined, frame: Frame): Value {
  frame.spend(2 * STEPS.text);
  if (value === undefined) throw new ExpressionError('INVALID_TEXT', { function: name });
  return value;
}
