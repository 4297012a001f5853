import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';

import { Decimal } from './decimal.js';
import { Range } from './range.js';

/** A value while an expression is evaluated: dates, times and durations are feelin's, decimals and ranges ours. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Decimal
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDuration
  | Range
  | readonly Value[]
  | ContextValue;
export interface ContextValue {
  readonly [key: string]: Value;
}

export type Kind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'decimal'
  | 'string'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'duration'
  | 'list'
  | 'context'
  | 'range';

/** The FEEL type of a value. */
export function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: object): Kind {
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDateTime) return 'dateTime';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDuration) return 'duration';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof Decimal) return 'decimal';
  if (value instanceof Range) return 'range';
  return 'context';
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isContext(value: Value): value is ContextValue {
  return typeof value === 'object' && value !== null && kindOfObject(value) === 'context';
}
