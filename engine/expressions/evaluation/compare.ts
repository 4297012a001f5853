import type { Instant } from '../../calendar/instant.js';
import { ExpressionError } from '../expression-error.js';
import { STEPS, stepsOfKeys } from '../steps.js';
import { Decimal } from '../values/decimal.js';
import {
  instantOf,
  timeOfDay,
  type DateTimeValue,
  type DateValue,
  type DurationValue,
  type TimeValue,
} from '../values/temporal.js';
import { kindOf, type ContextValue, type Kind, type Value } from '../values/value.js';
import { Range } from '../values/range.js';
import type { Frame } from './frame.js';

/**
 * Orders two values (DMN 1.3, 10.3.2.3 and table 42): negative, zero or positive.
 * Null where one of them is null. A date-time without zone and offset is one of the pathway's zone (XPath functions 3.1,
 * 10.4, implicit timezone); a time without is not comparable with one that has.
 * @throws ExpressionError WRONG_TYPE for values of different types and for types without an order
 */
export function order(a: Value, b: Value, frame: Frame): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return orderTexts(a, b, frame);
  if (a === null || b === null) return null;
  const kind = sameKind(a, b);
  const compare = kind === undefined ? undefined : ORDERS[kind];
  if (compare === undefined) throw new ExpressionError('WRONG_TYPE', { operator: 'comparison' });
  return compare(a, b, frame);
}

function orderTexts(a: string, b: string, frame: Frame): number {
  frame.spend(Math.min(a.length, b.length) >> 4);
  return a < b ? -1 : a > b ? 1 : 0;
}

const ORDERS: { readonly [K in Kind]?: (a: Value, b: Value, frame: Frame) => number | null } = {
  decimal: (a, b, frame) => orderDecimals(toDecimal(a), toDecimal(b), frame),
  date: (a, b) => (a as DateValue).days - (b as DateValue).days,
  time: (a, b, frame) => orderTimes(a as TimeValue, b as TimeValue, frame),
  dateTime: (a, b, frame) => momentOf(a as DateTimeValue, frame) - momentOf(b as DateTimeValue, frame),
  duration: (a, b) => orderDurations(a as DurationValue, b as DurationValue),
};

/** The instant of a date-time, paid for: it may have to be looked up in the time zone database. */
export function momentOf(dateTime: DateTimeValue, frame: Frame): Instant {
  const { zone } = frame.clock;
  frame.spendOnZone(dateTime.zone ?? zone, dateTime.wall);
  return instantOf(dateTime, zone);
}

/**
 * Whether two values are equal (DMN 1.3, 10.3.2.13 and table 42). Null equals null only.
 * Null for values of different types: neither equal nor unequal.
 */
export function equal(a: Value, b: Value, frame: Frame): boolean | null {
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b, frame);
  if (a === b) return true;
  if (a === null || b === null) return false;
  const kind = sameKind(a, b);
  switch (kind) {
    case undefined:
      return null;
    case 'list':
      return frame.deeper(() => equalLists(a as readonly Value[], b as readonly Value[], frame));
    case 'context':
      return frame.deeper(() => equalContexts(a as ContextValue, b as ContextValue, frame));
    case 'range':
      return equalRanges(a as Range, b as Range, frame);
    case 'boolean':
    case 'number':
      return a === b;
    default:
      return isZero(order(a, b, frame));
  }
}

/** Two texts of the same length are gone through. */
function sameText(a: string, b: string, frame: Frame): boolean {
  if (a.length === b.length) frame.spend(a.length >> 5);
  return a === b;
}

/** Number and decimal are one FEEL type. */
function sameKind(a: Value, b: Value): Kind | undefined {
  const [kindA, kindB] = [kindOf(a), kindOf(b)];
  if (kindA === kindB) return kindA;
  return isNumeric(kindA) && isNumeric(kindB) ? 'decimal' : undefined;
}

function isNumeric(kind: Kind): boolean {
  return kind === 'number' || kind === 'decimal';
}

export function toDecimal(value: Value): Decimal {
  return value instanceof Decimal ? value : Decimal.of(value as number);
}

function isZero(comparison: number | null): boolean | null {
  return comparison === null ? null : comparison === 0;
}

function orderDecimals(a: Decimal, b: Decimal, frame: Frame): number {
  frame.spend(a.steps + b.steps);
  return a.compare(b);
}

function orderTimes(a: TimeValue, b: TimeValue, frame: Frame): number | null {
  frame.spendOnZone(a.zone, 0);
  frame.spendOnZone(b.zone, 0);
  return (a.zone === null) === (b.zone === null) ? timeOfDay(a) - timeOfDay(b) : null;
}

function orderDurations(a: DurationValue, b: DurationValue): number | null {
  return a.isMonths === b.isMonths ? a.length - b.length : null;
}

function equalLists(a: readonly Value[], b: readonly Value[], frame: Frame): boolean {
  if (a.length !== b.length) return false;
  frame.spend(a.length + 1);
  return a.every((item, index) => equal(item, b[index] ?? null, frame) === true);
}

function equalContexts(a: ContextValue, b: ContextValue, frame: Frame): boolean {
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  frame.spend(1 + stepsOfKeys(keys.length) + stepsOfKeys(others.length));
  if (keys.length !== others.length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null, frame) === true);
}

function equalRanges(a: Range, b: Range, frame: Frame): boolean {
  return (
    a.lowIncluded === b.lowIncluded &&
    a.highIncluded === b.highIncluded &&
    equal(a.low, b.low, frame) === true &&
    equal(a.high, b.high, frame) === true
  );
}

/** Whether a value lies in a range (DMN 1.3, 10.3.2.7, table 53). Null for a null value or bound that cannot be compared. */
export function includes(range: Range, value: Value, frame: Frame): boolean | null {
  if (value === null || (range.low === null && range.high === null)) return null;
  const low = range.low === null ? 1 : order(value, range.low, frame);
  const high = range.high === null ? -1 : order(value, range.high, frame);
  if (low === null || high === null) return null;
  return (range.lowIncluded ? low >= 0 : low > 0) && (range.highIncluded ? high <= 0 : high < 0);
}

/** Whether a value passes one test after `in` or in a cell: lies in a range or list, or is equal. */
export function passes(test: Value, value: Value, frame: Frame): boolean | null {
  if (test instanceof Range && !(value instanceof Range)) return includes(test, value, frame);
  if (!Array.isArray(test)) return equal(test, value, frame) ?? false;
  if (Array.isArray(value) && equal(test, value, frame) === true) return true;
  frame.spend(1 + 2 * STEPS.item * test.length);
  return anyOf(
    test.map((item: Value) => (Array.isArray(item) ? equal(item, value, frame) : passes(item, value, frame))),
  );
}

/** Three-valued "or" of many (DMN 1.3, 10.3.2.14): unknown where none is true and one is null. */
export function anyOf(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(true)) return true;
  return results.includes(null) ? null : false;
}
