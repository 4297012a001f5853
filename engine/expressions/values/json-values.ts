import type { Json, Tagged } from '../../execution/json.js';
import { ExpressionError } from '../expression-error.js';
import { EXPRESSION_LIMITS, FORBIDDEN_NAMES } from '../limits.js';
import { STEPS, stepsOfKeys, type Payer } from '../steps.js';
import { Decimal } from './decimal.js';
import { Range } from './range.js';
import { readTagged, tagOf, type Tag } from './tags.js';
import { DateTimeValue, DateValue, DurationValue, TimeValue, formatDateTime } from './temporal.js';
import { isContext, type ContextValue, type Value } from './value.js';

/** The tagged JSON that a value was read from, so that a value that only passes through comes out as it was written. */
const origins = new WeakMap<object, Tagged>();

/**
 * The value of a variable as an expression sees it. Texts, numbers and truth values are themselves;
 * lists and contexts without tagged values inside are not copied.
 * @param payer pays for what has to be looked through
 * @throws ExpressionError VALUE_NOT_ALLOWED for what is no tagged JSON, LIMIT_EXCEEDED past the bounds of lists and depth
 */
export function fromJson(json: Json | undefined, payer: Payer): Value {
  if (json === undefined || json === null) return null;
  if (typeof json !== 'object') return json;
  return fromObject(json, payer, 0);
}

function fromObject(json: object, payer: Payer, depth: number): Value {
  if (depth > EXPRESSION_LIMITS.valueDepth) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'valueDepth' });
  if (Array.isArray(json)) return fromList(json as readonly Json[], payer, depth);
  const tag = hasTag(json) ? tagOf(json) : undefined;
  return tag === undefined
    ? fromContext(json as Record<string, Json>, payer, depth)
    : fromTagged(json as Tagged, tag, payer);
}

/** A tag is the only key of its object, so the first key tells. */
function hasTag(json: object): boolean {
  for (const key in json) return key.startsWith('$');
  return false;
}

function fromTagged(json: Tagged, tag: Tag, payer: Payer): Value {
  payer.spend(2 * STEPS.text);
  const text = (json as Readonly<Record<string, unknown>>)[tag];
  const value = typeof text === 'string' ? readTagged(tag, text) : undefined;
  if (value === undefined) throw new ExpressionError('VALUE_NOT_ALLOWED', { tag });
  if (value instanceof DateTimeValue) payer.spendOnZone(value.zone, value.wall);
  origins.set(value as object, json);
  return value;
}

function fromList(list: readonly Json[], payer: Payer, depth: number): readonly Value[] {
  if (list.length > EXPRESSION_LIMITS.listSize) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'listSize' });
  payer.spend(1 + STEPS.item * list.length);
  let changed = false;
  const values = list.map((item) => {
    if (typeof item !== 'object' || item === null) return item;
    const value = fromObject(item, payer, depth + 1);
    changed ||= value !== item;
    return value;
  });
  return changed ? values : list;
}

function fromContext(context: Readonly<Record<string, Json>>, payer: Payer, depth: number): ContextValue {
  let changed: Record<string, Value> | undefined;
  const keys = Object.keys(context);
  payer.spend(1 + stepsOfKeys(keys.length));
  for (const key of keys) {
    if (FORBIDDEN_NAMES.has(key)) throw new ExpressionError('NAME_NOT_ALLOWED', { name: key });
    const item = context[key];
    if (typeof item !== 'object' || item === null) continue;
    const value = fromObject(item, payer, depth + 1);
    if (value === item) continue;
    changed ??= { ...context } as Record<string, Value>;
    changed[key] = value;
  }
  return changed ?? context;
}

/**
 * A result as tagged JSON.
 * @param payer pays for what has to be worked out
 * @param measure called with the characters of each part, so that a result that is past the bounds is stopped
 * @throws ExpressionError WRONG_TYPE for a range, LIMIT_EXCEEDED past the bounds
 */
export function toJson(value: Value, payer: Payer, measure: (characters: number) => void, depth = 0): Json {
  if (typeof value === 'string') {
    measure(value.length);
    return value;
  }
  if (typeof value !== 'object' || value === null) {
    measure(PRIMITIVE_LENGTH);
    return value === 0 ? 0 : value;
  }
  const origin = origins.get(value);
  measure(OBJECT_LENGTH);
  if (origin !== undefined) return origin;
  if (depth > EXPRESSION_LIMITS.valueDepth) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'valueDepth' });
  if (Array.isArray(value)) {
    measure(value.length);
    payer.spend(1 + 2 * STEPS.item * value.length);
    return value.map((item: Value) => toJson(item, payer, measure, depth + 1));
  }
  return tagged(value, payer) ?? contextToJson(value as ContextValue, payer, measure, depth);
}

/** Characters that a number or truth value, and a list, context or tagged value without its content, count as. */
const PRIMITIVE_LENGTH = 8;
const OBJECT_LENGTH = 16;

function tagged(value: object, payer: Payer): Tagged | undefined {
  if (!isContext(value as Value)) payer.spend(STEPS.text);
  if (value instanceof DateTimeValue) payer.spendOnZone(value.zone, value.wall);
  if (value instanceof DateValue) return { $date: value.toString() };
  if (value instanceof DateTimeValue) return { $dateTime: formatDateTime(value) };
  if (value instanceof TimeValue) return { $time: value.toString() };
  if (value instanceof DurationValue) return { $duration: value.toString() };
  if (value instanceof Decimal) return { $decimal: value.toString() };
  if (value instanceof Range) throw new ExpressionError('WRONG_TYPE', { type: 'range' });
  return undefined;
}

function contextToJson(value: ContextValue, payer: Payer, measure: (characters: number) => void, depth: number): Json {
  const json: Record<string, Json> = {};
  const entries = Object.entries(value);
  payer.spend(2 * stepsOfKeys(entries.length));
  for (const [key, item] of entries) {
    measure(OBJECT_LENGTH + key.length);
    json[key] = toJson(item, payer, measure, depth + 1);
  }
  return json;
}
