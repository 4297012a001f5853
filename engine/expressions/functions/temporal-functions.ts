import { FeelDate, FeelDateTime, FeelTime } from 'feelin';

import { feelin } from '../evaluation/feelin-function.js';
import { ExpressionError } from '../expression-error.js';
import {
  dateTimeAt,
  durationOfMonths,
  monthsBetween,
  readDate,
  readDateTime,
  readDuration,
  readTime,
} from '../values/temporal.js';
import type { Value } from '../values/value.js';
import { declare, type Call, type Signature } from './signature.js';

const combine = feelin('date and time', 2);
const dateOf = feelin('date', 1);
const dateFrom = feelin('date', 3);
const timeOf = feelin('time', 1);
const timeFrom = feelin('time', 3);
const timeFromOffset = feelin('time', 4);

/** Functions for dates, times and durations (DMN 1.3, 10.3.4.1 and 10.3.4.8). `now` and `today` are the command's time. */
export const temporalFunctions: readonly Signature[] = [
  declare('now(): dateTime', (_args, { clock }) => dateTimeAt(clock.now, clock.zone)),
  declare('today(): date', (_args, { clock }) => dateOf([dateTimeAt(clock.now, clock.zone)])),
  declare('date(from: string|date|dateTime): date', ([from = null]) =>
    typeof from === 'string' ? read('date', from, readDate) : from instanceof FeelDate ? from : dateOf([from]),
  ),
  declare('date(year: number, month: number, day: number): date', paid(dateFrom)),
  declare('date and time(from: string|dateTime): dateTime', ([from = null]) =>
    typeof from === 'string' ? read('date and time', from, readMoment) : from,
  ),
  declare('date and time(date: date|dateTime, time: time): dateTime', paid(combine)),
  declare('time(from: string|time|dateTime): time', ([from = null]) =>
    typeof from === 'string' ? read('time', from, readTime) : from instanceof FeelTime ? from : timeOf([from]),
  ),
  declare('time(hour: number, minute: number, second: number): time', paid(timeFrom)),
  declare('time(hour: number, minute: number, second: number, offset: duration): time', paid(timeFromOffset)),
  declare('duration(from: string|duration): duration', ([from = null]) =>
    typeof from === 'string' ? read('duration', from, readDuration) : from,
  ),
  declare(
    'years and months duration(from: date|dateTime, to: date|dateTime): duration',
    ([from, to]) => durationOfMonths(monthsBetween(from as FeelDate, to as FeelDate)) ?? null,
  ),
  declare('day of year(date: date|dateTime): number', paid(feelin('day of year', 1))),
  declare('day of week(date: date|dateTime): string', paid(feelin('day of week', 1))),
  declare('month of year(date: date|dateTime): string', paid(feelin('month of year', 1))),
  declare('week of year(date: date|dateTime): number', paid(feelin('week of year', 1))),
];

/** Functions that give another result at another time. */
export const CLOCK_FUNCTIONS: ReadonlySet<string> = new Set(['now', 'today']);

/** Work with the calendar takes some microseconds. */
function paid(call: (args: readonly Value[]) => Value): Call {
  return (args, frame) => {
    frame.spend(100);
    return call(args);
  };
}

/** A date alone is its first moment. */
function readMoment(text: string): FeelDateTime | undefined {
  return readDateTime(text) ?? readDateTime(`${text}T00:00:00`);
}

function read(name: string, text: string, reader: (text: string) => Value | undefined): Value {
  const value = reader(text);
  if (value === undefined) throw new ExpressionError('INVALID_TEXT', { function: name });
  return value;
}
