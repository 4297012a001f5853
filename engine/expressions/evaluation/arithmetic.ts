import { CalendarError } from '../../calendar/calendar-error.js';
import { plusDuration } from '../../calendar/plus.js';
import { ExpressionError } from '../expression-error.js';
import { STEPS } from '../steps.js';
import { Decimal } from '../values/decimal.js';
import {
  DAY,
  DateTimeValue,
  DateValue,
  DurationValue,
  TimeValue,
  dateTimeAt,
  durationOf,
  durationOfMonths,
  fixedOffset,
  timeOfDay,
} from '../values/temporal.js';
import type { Value } from '../values/value.js';
import { momentOf, toDecimal } from './compare.js';
import type { Frame } from './frame.js';

/**
 * Arithmetic as DMN 1.3 (10.3.2.9, table 45) has it: null with anything is null. Numbers keep 15 significant digits after
 * every operation, so that 0.1 + 0.2 is 0.3; with a decimal on one side the result is an exact decimal of up to 34 digits.
 */
export function add(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === 'number' && typeof b === 'number') return exact(a + b);
  if (a === null || b === null) return null;
  if (typeof a === 'string' && typeof b === 'string') return frame.text(a + b);
  if (areNumeric(a, b)) return ofDecimals(a, b, frame, (x, y) => x.add(y));
  frame.spend(STEPS.temporal);
  if (a instanceof DurationValue && b instanceof DurationValue) return sumOfDurations(a, b, '+');
  if (a instanceof DurationValue && isInstant(b)) return shifted(b, a, '+', frame);
  if (isInstant(a) && b instanceof DurationValue) return shifted(a, b, '+', frame);
  throw wrongType('+');
}

export function subtract(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === 'number' && typeof b === 'number') return exact(a - b);
  if (a === null || b === null) return null;
  if (areNumeric(a, b)) return ofDecimals(a, b, frame, (x, y) => x.subtract(y));
  frame.spend(STEPS.temporal);
  if (a instanceof DurationValue && b instanceof DurationValue) return sumOfDurations(a, b, '-');
  if (isInstant(a) && b instanceof DurationValue) return shifted(a, b, '-', frame);
  return difference(a, b, frame);
}

export function multiply(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === 'number' && typeof b === 'number') return exact(a * b);
  if (a === null || b === null) return null;
  if (areNumeric(a, b)) return ofDecimals(a, b, frame, (x, y) => x.multiply(y));
  frame.spend(STEPS.temporal);
  if (a instanceof DurationValue && isNumeric(b)) return scaled(a, numberOf(b, frame));
  if (b instanceof DurationValue && isNumeric(a)) return scaled(b, numberOf(a, frame));
  throw wrongType('*');
}

export function divide(a: Value, b: Value, frame: Frame): Value {
  if (a === null || b === null) return null;
  if (isNumeric(b) && numberOf(b, frame) === 0) throw new ExpressionError('DIVISION_BY_ZERO');
  if (typeof a === 'number' && typeof b === 'number') return exact(a / b);
  if (areNumeric(a, b)) return ofDecimals(a, b, frame, (x, y) => x.divide(y));
  frame.spend(STEPS.temporal);
  if (a instanceof DurationValue && isNumeric(b)) return scaled(a, 1 / numberOf(b, frame));
  if (!(a instanceof DurationValue && b instanceof DurationValue) || a.isMonths !== b.isMonths) throw wrongType('/');
  if (b.length === 0) throw new ExpressionError('DIVISION_BY_ZERO');
  return exact(a.length / b.length);
}

export function power(a: Value, b: Value, frame: Frame): Value {
  if (a === null || b === null) return null;
  if (!isNumeric(a) || !isNumeric(b)) throw wrongType('**');
  return exact(numberOf(a, frame) ** numberOf(b, frame));
}

/** The decimals of two values of which none is null, and what is done with them, paid for. */
export function ofDecimals<T>(a: Value, b: Value, frame: Frame, operate: (a: Decimal, b: Decimal) => T): T {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  frame.spend(x.steps + y.steps);
  return operate(x, y);
}

/** A decimal as the number next to it, paid for. */
export function numberOf(value: number | Decimal, frame: Frame): number {
  if (typeof value === 'number') return value;
  frame.spend(value.steps);
  return value.toNumber();
}

export function negate(a: Value, frame: Frame): Value {
  if (typeof a === 'number') return -a;
  if (a === null) return null;
  frame.spend(STEPS.temporal);
  if (a instanceof Decimal) return a.negate();
  if (a instanceof DurationValue) return reversed(a);
  throw wrongType('-');
}

/** A number with the 15 digits that every decimal of that length survives in IEEE 754 double precision. */
export function exact(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  if (!Number.isFinite(value)) throw new ExpressionError('NUMBER_OUT_OF_RANGE');
  return Number(value.toPrecision(15));
}

type Temporal = DateValue | TimeValue | DateTimeValue;

/**
 * Days and months by the calendar of the zone, hours exactly. A date has no hours: only whole days can be added to it.
 */
function shifted(instant: Temporal, duration: DurationValue, operator: '+' | '-', frame: Frame): Value {
  if (duration.isMonths) frame.spend(STEPS.calendar);
  const change = operator === '+' ? duration : reversed(duration);
  if (instant instanceof TimeValue) {
    if (change.isMonths) throw wrongType(operator);
    return new TimeValue((((instant.clock + change.length) % DAY) + DAY) % DAY, instant.zone);
  }
  try {
    return instant instanceof DateValue
      ? shiftedDate(instant, change, operator)
      : shiftedDateTime(instant, change, frame);
  } catch (error) {
    throw error instanceof CalendarError ? outOfRange() : error;
  }
}

function shiftedDate(date: DateValue, change: DurationValue, operator: string): Value {
  if (!change.isMonths && change.length % DAY !== 0) throw wrongType(operator);
  const whole = change.isMonths ? change : durationOf(change.length);
  return new DateValue(plusDuration(date.days * DAY, whole, 'UTC') / DAY);
}

function shiftedDateTime(dateTime: DateTimeValue, change: DurationValue, frame: Frame): Value {
  const { wall, zone } = dateTime;
  if (zone === null || fixedOffset(zone) !== undefined) {
    return new DateTimeValue(plusDuration(wall, change, 'UTC'), zone);
  }
  const moved = plusDuration(momentOf(dateTime, frame), change, zone);
  frame.spendOnZone(zone, moved);
  return dateTimeAt(moved, zone);
}

/** Between two dates, two times or two date-times, these exact over a change of the clocks. */
function difference(a: Value, b: Value, frame: Frame): Value {
  if (a instanceof DateTimeValue && b instanceof DateTimeValue) {
    return durationOf(momentOf(a, frame) - momentOf(b, frame));
  }
  if (a instanceof DateValue && b instanceof DateValue) return durationOf((a.days - b.days) * DAY);
  if (a instanceof TimeValue && b instanceof TimeValue) {
    frame.spendOnZone(a.zone, 0);
    frame.spendOnZone(b.zone, 0);
    return (a.zone === null) === (b.zone === null) ? durationOf(timeOfDay(a) - timeOfDay(b)) : null;
  }
  throw wrongType('-');
}

function sumOfDurations(a: DurationValue, b: DurationValue, operator: '+' | '-'): Value {
  if (a.isMonths !== b.isMonths) throw wrongType(operator);
  const other = operator === '+' ? b : reversed(b);
  if (a.isMonths) return inRange(durationOfMonths(a.months + other.months));
  const [days, milliseconds] = [a.days + other.days, a.milliseconds + other.milliseconds];
  const mixed = Math.sign(days) * Math.sign(milliseconds) < 0;
  return inRange(mixed ? durationOf(a.length + other.length) : new DurationValue(false, 0, days, milliseconds));
}

function scaled(duration: DurationValue, factor: number): Value {
  const { isMonths, days, milliseconds, length } = duration;
  if (isMonths) return inRange(durationOfMonths(length * factor));
  const whole = Number.isInteger(factor);
  return inRange(
    whole ? new DurationValue(false, 0, days * factor + 0, milliseconds * factor + 0) : durationOf(length * factor),
  );
}

function reversed({ isMonths, months, days, milliseconds }: DurationValue): DurationValue {
  return new DurationValue(isMonths, 0 - months, 0 - days, 0 - milliseconds);
}

/** Ten thousand years and more are no durations. */
function inRange(duration: DurationValue): DurationValue {
  const largest = duration.isMonths ? 120_000 : 3_660_000 * DAY;
  if (!(Math.abs(duration.length) <= largest)) throw outOfRange();
  return duration;
}

function outOfRange(): ExpressionError {
  return new ExpressionError('NUMBER_OUT_OF_RANGE');
}

function isInstant(value: Value): value is Temporal {
  return value instanceof DateValue || value instanceof DateTimeValue || value instanceof TimeValue;
}

function isNumeric(value: Value): value is number | Decimal {
  return typeof value === 'number' || value instanceof Decimal;
}

function areNumeric(a: Value, b: Value): boolean {
  return isNumeric(a) && isNumeric(b);
}

function wrongType(operator: string): ExpressionError {
  return new ExpressionError('WRONG_TYPE', { operator });
}
