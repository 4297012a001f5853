import { Decimal } from './decimal.js';
import { Range } from './range.js';
import { DateTimeValue, DateValue, DurationValue, TimeValue } from './temporal.js';

/** A value while an expression is evaluated. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Decimal
  | DateValue
  | TimeValue
  | DateTimeValue
  | DurationValue
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
  if (value instanceof DateTimeValue) return 'dateTime';
  if (value instanceof DateValue) return 'date';
  if (value instanceof DurationValue) return 'duration';
  if (value instanceof TimeValue) return 'time';
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
