import { anyOf, equal, order } from '../evaluation/compare.js';
import { add, divide, exact, multiply, numberOf } from '../evaluation/arithmetic.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { STEPS } from '../steps.js';
import { Decimal } from '../values/decimal.js';
import type { Value } from '../values/value.js';
import { declare, type Signature } from './signature.js';

type List = readonly Value[];

/** Functions for lists (DMN 1.3, 10.3.4.4). A null among the elements makes `min`, `max`, `sum` and their like null. */
export const listFunctions: readonly Signature[] = [
  declare('list contains(list: list, element: Any): boolean', ([list, element], frame) =>
    (list as List).some((item) => isSame(item, element ?? null, frame)),
  ),
  declare('count(list: list): number', ([list]) => (list as List).length),
  declare('min(...list: Any): Any', (args, frame) => extreme(elements(args), -1, frame)),
  declare('max(...list: Any): Any', (args, frame) => extreme(elements(args), 1, frame)),
  declare('sum(...list: Any): Any', (args, frame) => sum(elements(args), frame)),
  declare('mean(...list: Any): Any', (args, frame) => mean(elements(args), frame)),
  declare('product(...list: Any): Any', (args, frame) => {
    const list = calculating(elements(args), frame);
    return list.length === 0 ? null : list.reduce((a, b) => multiply(a, b, frame));
  }),
  declare('median(...list: Any): number', (args, frame) => median(sorting(numbers(args, 'median', frame), frame))),
  declare('stddev(...list: Any): number', (args, frame) => deviation(numbers(args, 'stddev', frame))),
  declare('mode(...list: Any): list<number>', (args, frame) => mode(sorting(numbers(args, 'mode', frame), frame))),
  declare('all(...list: Any): boolean', (args) => not(anyOf(elements(args).map((item) => not(truthOf(item, 'all')))))),
  declare('any(...list: Any): boolean', (args) => anyOf(elements(args).map((item) => truthOf(item, 'any')))),
  declare('sublist(list: list, start position: number, length?: number): list', ([list, start, length], frame) =>
    frame.list(sublist(list as List, start as number, length as number | undefined)),
  ),
  declare('append(list: list, ...item: Any): list', ([list, ...items], frame) =>
    frame.list([...(list as List), ...items]),
  ),
  declare('concatenate(...list: list): list', (lists, frame) => joined(lists as readonly List[], frame)),
  declare('insert before(list: list, position: number, newItem: Any): list', ([list, position, item = null], frame) =>
    frame.list(spliced(list as List, indexIn(list as List, position as number, 1), 0, item)),
  ),
  declare('remove(list: list, position: number): list', ([list, position], frame) =>
    frame.list(spliced(list as List, indexIn(list as List, position as number, 0), 1)),
  ),
  declare('list replace(list: list, position: number, newItem: Any): list', ([list, position, item = null], frame) =>
    frame.list(spliced(list as List, indexIn(list as List, position as number, 0), 1, item)),
  ),
  declare('reverse(list: list): list', ([list], frame) => frame.list([...(list as List)].reverse())),
  declare('index of(list: list, match: Any): list<number>', ([list, match = null], frame) =>
    frame.list((list as List).flatMap((item, index) => (isSame(item, match, frame) ? [index + 1] : []))),
  ),
  declare('union(...list: list): list', (lists, frame) => distinct(joined(lists as readonly List[], frame), frame)),
  declare('distinct values(list: list): list', ([list], frame) => distinct(list as List, frame)),
  declare('flatten(list: list): list', ([list], frame) => {
    const flat: Value[] = [];
    flatten(list as List, flat, frame);
    return frame.list(flat);
  }),
];

/** The values themselves, or those of the one list that was given. */
function elements(args: List): List {
  return args.length === 1 && Array.isArray(args[0]) ? (args[0] as List) : args;
}

function isSame(a: Value, b: Value, frame: Frame): boolean {
  frame.spend(1);
  return equal(a, b, frame) === true;
}

function extreme(list: List, sign: 1 | -1, frame: Frame): Value {
  const [first = null, ...rest] = list;
  if (list.includes(null)) return null;
  return rest.reduce((best, item) => ((order(item, best, frame) ?? 0) * sign > 0 ? item : best), first);
}

function sum(list: List, frame: Frame): Value {
  const [first = null, ...rest] = list;
  if (list.some((item) => typeof item === 'string')) throw new ExpressionError('WRONG_ARGUMENT', { function: 'sum' });
  return calculating(rest, frame).reduce((a, b) => add(a, b, frame), first);
}

/** Pays for an operation on each of the elements. */
function calculating(list: List, frame: Frame): List {
  frame.spend(STEPS.arithmetic * list.length);
  return list;
}

function mean(list: List, frame: Frame): Value {
  return list.length === 0 ? null : divide(sum(list, frame), list.length, frame);
}

/** Null if one of them is null. */
function numbers(args: List, name: string, frame: Frame): readonly number[] | null {
  const list = elements(args);
  if (list.includes(null)) return null;
  return list.map((item) => {
    const number = item instanceof Decimal ? numberOf(item, frame) : Number(item);
    if (typeof item === 'string' || typeof item === 'boolean' || !Number.isFinite(number)) {
      throw new ExpressionError('WRONG_ARGUMENT', { function: name });
    }
    return number;
  });
}

/** Pays for putting a list in order. */
function sorting(list: readonly number[] | null, frame: Frame): readonly number[] | null {
  frame.spend(5 * STEPS.item * (list ?? []).length);
  return list;
}

function median(list: readonly number[] | null): Value {
  if (list === null || list.length === 0) return null;
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return exact((low + high) / 2);
}

/** Of a sample (DMN 1.3, 10.3.4.4). */
function deviation(list: readonly number[] | null): Value {
  if (list === null || list.length < 2) return null;
  const average = list.reduce((a, b) => a + b) / list.length;
  return exact(Math.sqrt(list.reduce((total, item) => total + (item - average) ** 2, 0) / (list.length - 1)));
}

function mode(list: readonly number[] | null): Value {
  if (list === null) return null;
  const counts = new Map<number, number>();
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([item]) => item)
    .sort((a, b) => a - b);
}

function truthOf(value: Value, name: string): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw new ExpressionError('WRONG_ARGUMENT', { function: name });
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function sublist(list: List, start: number, length?: number): List {
  const from = indexIn(list, start, 0);
  return list.slice(from, length === undefined ? undefined : from + Math.max(0, Math.trunc(length)));
}

function spliced(list: List, index: number, removed: number, ...added: List): List {
  return [...list.slice(0, index), ...added, ...list.slice(index + removed)];
}

/** Positions count from 1, from the end if negative. @throws ExpressionError WRONG_ARGUMENT where the list has no such place */
function indexIn(list: List, position: number, beyond: number): number {
  const index = position < 0 ? list.length + position : position - 1;
  if (Number.isInteger(index) && index >= 0 && index < list.length + beyond) return index;
  throw new ExpressionError('WRONG_ARGUMENT', { function: 'position' });
}

function joined(lists: readonly List[], frame: Frame): List {
  const length = lists.reduce((total, list) => total + list.length, 0);
  frame.spend(length);
  return frame.list(length > 100_000 ? new Array<Value>(length).fill(null) : lists.flat());
}

/** Numbers, texts and truth values are looked up; the rest is compared with all before it. */
function distinct(list: List, frame: Frame): List {
  frame.spend(2 * STEPS.item * list.length);
  const seen = new Set<Value>();
  const complex: Value[] = [];
  return frame.list(
    list.filter((item) => {
      if (typeof item === 'string') frame.spend(item.length >> 5);
      if (item === null || typeof item !== 'object') return !seen.has(item) && seen.add(item);
      if (complex.some((other) => isSame(item, other, frame))) return false;
      return complex.push(item) > 0;
    }),
  );
}

function flatten(list: List, flat: Value[], frame: Frame): void {
  frame.spend(list.length + 1);
  for (const item of list) {
    if (Array.isArray(item)) frame.deeper(() => flatten(item as List, flat, frame));
    else flat.push(item);
  }
}
