import type { Json, Tagged } from '../../execution/json.js';
import { ExpressionError } from '../expression-error.js';
import { EXPRESSION_LIMITS, FORBIDDEN_NAMES } from '../limits.js';
import { Decimal } from './decimal.js';
import { Range } from './range.js';
import { readTagged, tagOf, type Tag } from './tags.js';
import { DateTimeValue, DateValue, DurationValue, TimeValue, formatDateTime } from './temporal.js';
import type { ContextValue, Value } from './value.js';

/** The tagged JSON that a value was read from, so that a value that only passes through comes out as it was written. */
const origins = new WeakMap<object, Tagged>();

/**
 * The value of a variable as an expression sees it. Texts, numbers and truth values are themselves;
 * lists and contexts without tagged values inside are not copied.
 * @param spend called with the steps that reading tagged values costs
 * @throws ExpressionError VALUE_NOT_ALLOWED for what is no tagged JSON, LIMIT_EXCEEDED past the bounds of lists and depth
 */
export function fromJson(json: Json | undefined, spend: Spend = free): Value {
  if (json === undefined || json === null) return null;
  if (typeof json !== 'object') return json;
  return fromObject(json, spend, 0);
}

/** Called with the work that a value costs, so that it can be stopped. */
export type Spend = (amount: number) => void;

function free(): void {
  // Values of constants are not counted.
}

/** Steps of reading one tagged value. */
const TAG_STEPS = 50;

function fromObject(json: object, spend: Spend, depth: number): Value {
  if (depth > EXPRESSION_LIMITS.valueDepth) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'valueDepth' });
  if (Array.isArray(json)) return fromList(json as readonly Json[], spend, depth);
  const tag = hasTag(json) ? tagOf(json) : undefined;
  return tag === undefined
    ? fromContext(json as Record<string, Json>, spend, depth)
    : fromTagged(json as Tagged, tag, spend);
}

/** A tag is the only key of its object, so the first key tells. */
function hasTag(json: object): boolean {
  for (const key in json) return key.startsWith('$');
  return false;
}

function fromTagged(json: Tagged, tag: Tag, spend: Spend): Value {
  spend(TAG_STEPS);
  const text = (json as Readonly<Record<string, unknown>>)[tag];
  const value = typeof text === 'string' ? readTagged(tag, text) : undefined;
  if (value === undefined) throw new ExpressionError('VALUE_NOT_ALLOWED', { tag });
  origins.set(value as object, json);
  return value;
}

function fromList(list: readonly Json[], spend: Spend, depth: number): readonly Value[] {
  if (list.length > EXPRESSION_LIMITS.listSize) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'listSize' });
  let changed = false;
  const values = list.map((item) => {
    if (typeof item !== 'object' || item === null) return item;
    const value = fromObject(item, spend, depth + 1);
    changed ||= value !== item;
    return value;
  });
  return changed ? values : list;
}

function fromContext(context: Readonly<Record<string, Json>>, spend: Spend, depth: number): ContextValue {
  let changed: Record<string, Value> | undefined;
  for (const key of Object.keys(context)) {
    if (FORBIDDEN_NAMES.has(key)) throw new ExpressionError('NAME_NOT_ALLOWED', { name: key });
    const item = context[key];
    if (typeof item !== 'object' || item === null) continue;
    const value = fromObject(item, spend, depth + 1);
    if (value === item) continue;
    changed ??= { ...context } as Record<string, Value>;
    changed[key] = value;
  }
  return changed ?? context;
}

/**
 * A result as tagged JSON.
 * @param spend called with the characters of each part, so that a result that is past the bounds is stopped
 * @throws ExpressionError WRONG_TYPE for a range, LIMIT_EXCEEDED past the bounds
 */
export function toJson(value: Value, spend: Spend, depth = 0): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value === 'string') {
    spend(value.length);
    return value;
  }
  const origin = origins.get(value);
  if (origin !== undefined) return origin;
  spend(16);
  if (depth > EXPRESSION_LIMITS.valueDepth) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'valueDepth' });
  if (Array.isArray(value)) {
    spend(value.length);
    return value.map((item: Value) => toJson(item, spend, depth + 1));
  }
  return tagged(value) ?? contextToJson(value as ContextValue, spend, depth);
}

function tagged(value: object): Tagged | undefined {
  if (value instanceof DateValue) return { $date: value.toString() };
  if (value instanceof DateTimeValue) return { $dateTime: formatDateTime(value) };
  if (value instanceof TimeValue) return { $time: value.toString() };
  if (value instanceof DurationValue) return { $duration: value.toString() };
  if (value instanceof Decimal) return { $decimal: value.toString() };
  if (value instanceof Range) throw new ExpressionError('WRONG_TYPE', { type: 'range' });
  return undefined;
}

function contextToJson(value: ContextValue, spend: Spend, depth: number): Json {
  const json: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    spend(key.length);
    json[key] = toJson(item, spend, depth + 1);
  }
  return json;
}
