import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';

import { ExpressionError } from '../expression-error.js';
import { Decimal } from '../values/decimal.js';
import { durationOf, durationOfMonths, instantOf, lengthOf, timeOfDay } from '../values/temporal.js';
import type { Value } from '../values/value.js';
import { toDecimal } from './compare.js';
import { feelin } from './feelin-function.js';
import type { Frame } from './frame.js';

/** Steps that arithmetic with dates costs, against one for numbers: about 5 µs. */
const TEMPORAL_STEPS = 100;

/**
 * Arithmetic as DMN 1.3 (10.3.2.9, table 45) has it: null with anything is null. Numbers keep 15 significant digits after
 * every operation, so that 0.1 + 0.2 is 0.3; with a decimal on one side the result is an exact decimal of up to 34 digits.
 */
export function add(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === 'number' && typeof b === 'number') return exact(a + b);
  if (a === null || b === null) return null;
  if (typeof a === 'string' && typeof b === 'string') return frame.text(a + b);
  if (areNumeric(a, b)) return toDecimal(a).add(toDecimal(b));
  frame.spend(TEMPORAL_STEPS);
  if (a instanceof FeelDuration && b instanceof FeelDuration) return sumOfDurations(a, b, 1);
  if (a instanceof FeelDuration && isInstant(b)) return shifted(b, a, '+');
  if (isInstant(a) && b instanceof FeelDuration) return shifted(a, b, '+');
  throw wrongType('+');
}

export function subtract(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === 'number' && typeof b === 'number') return exact(a - b);
  if (a === null || b === null) return null;
  if (areNumeric(a, b)) return toDecimal(a).subtract(toDecimal(b));
  frame.spend(TEMPORAL_STEPS);
  if (a instanceof FeelDuration && b instanceof FeelDuration) return sumOfDurations(a, b, -1);
  if (isInstant(a) && b instanceof FeelDuration) return shifted(a, b, '-');
  return difference(a, b, frame);
}

export function multiply(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === 'number' && typeof b === 'number') return exact(a * b);
  if (a === null || b === null) return null;
  if (areNumeric(a, b)) return toDecimal(a).multiply(toDecimal(b));
  frame.spend(TEMPORAL_STEPS);
  if (a instanceof FeelDuration && isNumeric(b)) return scaled(a, Number(b));
  if (b instanceof FeelDuration && isNumeric(a)) return scaled(b, Number(a));
  throw wrongType('*');
}

export function divide(a: Value, b: Value, frame: Frame): Value {
  if (a === null || b === null) return null;
  if (isNumeric(b) && Number(b) === 0) throw new ExpressionError('DIVISION_BY_ZERO');
  if (typeof a === 'number' && typeof b === 'number') return exact(a / b);
  if (areNumeric(a, b)) return toDecimal(a).divide(toDecimal(b));
  frame.spend(TEMPORAL_STEPS);
  if (a instanceof FeelDuration && isNumeric(b)) return scaled(a, 1 / Number(b));
  if (!(a instanceof FeelDuration && b instanceof FeelDuration) || a.yearsMonths !== b.yearsMonths)
    throw wrongType('/');
  if (lengthOf(b) === 0) throw new ExpressionError('DIVISION_BY_ZERO');
  return exact(lengthOf(a) / lengthOf(b));
}

export function power(a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (!areNumeric(a, b)) throw wrongType('**');
  return exact(Number(a) ** Number(b));
}

export function negate(a: Value): Value {
  if (typeof a === 'number') return -a;
  if (a === null) return null;
  if (a instanceof Decimal) return a.negate();
  if (a instanceof FeelDuration) return scaled(a, -1);
  throw wrongType('-');
}

/** A number with the 15 digits that every decimal of that length survives in IEEE 754 double precision. */
export function exact(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  if (!Number.isFinite(value)) throw new ExpressionError('NUMBER_OUT_OF_RANGE');
  return Number(value.toPrecision(15));
}

const DAY = 86_400_000;
type Temporal = FeelDate | FeelTime | FeelDateTime;
const plusDuration = feelin('+', 2);
const minusDuration = feelin('-', 2);

/** Days and months by the calendar of the zone. A date has no hours: only whole days can be added to it. */
function shifted(instant: Temporal, duration: FeelDuration, operator: '+' | '-'): Value {
  const wholeDays = duration.yearsMonths || lengthOf(duration) % DAY === 0;
  if (instant instanceof FeelDate && !wholeDays) throw wrongType(operator);
  return (operator === '+' ? plusDuration : minusDuration)([instant, duration]);
}

/** Between two dates, two times or two date-times, these exact over a change of the clocks. */
function difference(a: Value, b: Value, frame: Frame): Value {
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    const { zone } = frame.clock;
    return span(instantOf(a, zone) - instantOf(b, zone));
  }
  if (a instanceof FeelDate && b instanceof FeelDate) return minusDuration([a, b]);
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return (a.zone === null) === (b.zone === null) ? span(timeOfDay(a) - timeOfDay(b)) : null;
  }
  throw wrongType('-');
}

function sumOfDurations(a: FeelDuration, b: FeelDuration, sign: 1 | -1): Value {
  if (a.yearsMonths !== b.yearsMonths) throw wrongType(sign === 1 ? '+' : '-');
  const length = lengthOf(a) + sign * lengthOf(b);
  return a.yearsMonths ? months(length) : span(length);
}

function scaled(duration: FeelDuration, factor: number): Value {
  const length = lengthOf(duration) * factor;
  return duration.yearsMonths ? months(length) : span(length);
}

function span(milliseconds: number): Value {
  return durationOf(milliseconds) ?? outOfRange();
}

function months(length: number): Value {
  return (Math.abs(length) < 1e6 ? durationOfMonths(length) : undefined) ?? outOfRange();
}

function outOfRange(): never {
  throw new ExpressionError('NUMBER_OUT_OF_RANGE');
}

function isInstant(value: Value): value is Temporal {
  return value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime;
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
