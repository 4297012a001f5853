import { equal } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { FORBIDDEN_NAMES } from '../limits.js';
import { stepsOfKeys } from '../steps.js';
import { isContext, kindOf, type ContextValue, type Value } from '../values/value.js';
import { declare, type Signature } from './signature.js';

/** Functions for contexts (DMN 1.3, 10.3.4.9), and those for values of any type. */
export const contextFunctions: readonly Signature[] = [
  declare('get value(m: context, key: string): Any', ([m, key]) => entryOf(m as ContextValue, key as string) ?? null),
  declare('get entries(m: context): list<context>', ([m], frame) => {
    const entries = Object.entries(m as ContextValue);
    frame.spend(2 * stepsOfKeys(entries.length));
    return frame.list(entries.map(([key, value]) => ({ key, value })));
  }),
  declare('context(entries: list): context', ([entries], frame) => fromEntries(entries as readonly Value[], frame)),
  declare('context merge(...contexts: context|list): context', (args, frame) => merge(args, frame)),
  declare('context put(context: context, key: string, value: Any): context', putAt),
  declare('context put(context: context, keys: string|list, value: Any): context', putAt),
  declare('not(negand: boolean): boolean', ([negand]) => negand === false),
  declare(
    'is(value1: Any, value2: Any): boolean',
    ([a = null, b = null], frame) => kindOf(a) === kindOf(b) && equal(a, b, frame) === true,
  ),
];

function entryOf(context: ContextValue, key: string): Value | undefined {
  return Object.hasOwn(context, key) ? context[key] : undefined;
}

function fromEntries(entries: readonly Value[], frame: Frame): Value {
  frame.spend(2 * stepsOfKeys(entries.length));
  const context: Record<string, Value> = {};
  for (const entry of entries) {
    const key = isContext(entry) ? entryOf(entry, 'key') : undefined;
    if (typeof key !== 'string' || !isContext(entry) || Object.hasOwn(context, key)) throw wrong('context');
    context[allowed(key)] = entryOf(entry, 'value') ?? null;
  }
  return context;
}

function merge(args: readonly Value[], frame: Frame): Value {
  const contexts = args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Value[]) : args;
  const merged: Record<string, Value> = {};
  for (const context of contexts) {
    if (!isContext(context)) throw wrong('context merge');
    frame.spend(1 + 2 * stepsOfKeys(Object.keys(context).length));
    Object.assign(merged, context);
  }
  return merged;
}

function putAt([context, keys, value = null]: readonly Value[], frame: Frame): Value {
  return put(context as ContextValue, typeof keys === 'string' ? [keys] : (keys as readonly Value[]), value, frame);
}

function put(context: ContextValue, keys: readonly Value[], value: Value, frame: Frame): ContextValue {
  const [key, ...deeper] = keys;
  if (typeof key !== 'string') throw wrong('context put');
  frame.spend(1 + 2 * stepsOfKeys(Object.keys(context).length));
  if (deeper.length === 0) return { ...context, [allowed(key)]: value };
  const inner = entryOf(context, key);
  if (inner === undefined || !isContext(inner)) throw wrong('context put');
  return { ...context, [key]: frame.deeper(() => put(inner, deeper, value, frame)) };
}

function allowed(key: string): string {
  if (FORBIDDEN_NAMES.has(key)) throw new ExpressionError('NAME_NOT_ALLOWED', { name: key });
  return key;
}

function wrong(name: string): ExpressionError {
  return new ExpressionError('WRONG_ARGUMENT', { function: name });
}
