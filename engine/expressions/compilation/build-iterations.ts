import { includes } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { EXPRESSION_LIMITS } from '../limits.js';
import { stepsOf } from '../syntax/children.js';
import type { IterationClause, NodeOf, SyntaxNode } from '../syntax/syntax-node.js';
import { Range } from '../values/range.js';
import type { Value } from '../values/value.js';
import { requireBoolean, truth } from './build-operators.js';
import type { Builder, Built, Run } from './builder.js';
import { within, type Scope } from './scope.js';
import { TYPES, describeType, isNumeric, type StaticType } from './static-type.js';

interface Loop {
  readonly slot: number;
  readonly source: Run;
}
/** What happens in each round; true ends the iteration. */
type Round = (frame: Frame) => boolean;

export function buildFor(node: NodeOf<'for'>, scope: Scope, builder: Builder): Built {
  const results = builder.slot();
  const { loops, inside } = buildClauses(node.clauses, scope, builder);
  let usesPartial = false;
  const body = builder.build(
    node.body,
    within(inside, [['partial', { slot: results, type: TYPES.list, onUse: () => (usesPartial = true) }]]),
  );
  const cost = stepsOf(node.body);
  return {
    type: { base: 'list', element: body.type },
    run: (frame) => {
      const values: Value[] = [];
      const finished = iterate(frame, loops, cost, () => {
        if (usesPartial) frame.slots[results] = frame.list(values.slice());
        if (values.length >= EXPRESSION_LIMITS.listSize)
          throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'listSize' });
        values.push(body.run(frame));
        return false;
      });
      return finished === null ? null : values;
    },
  };
}

/** `some` and `every` are "or" and "and" over all rounds, with three values (DMN 1.3, 10.3.2.14, tables 39 and 40). */
export function buildQuantified(node: NodeOf<'quantified'>, scope: Scope, builder: Builder): Built {
  const { loops, inside } = buildClauses(node.clauses, scope, builder);
  const body = builder.build(node.body, inside);
  requireBoolean(body.type, '"satisfies"', node.body, builder);
  const cost = stepsOf(node.body);
  const decisive = node.quantifier === 'some';
  return {
    type: TYPES.boolean,
    run: (frame) => {
      let result: boolean | null = !decisive;
      const finished = iterate(frame, loops, cost, () => {
        const holds = truth(body.run(frame), 'satisfies');
        if (holds !== !decisive) result = holds;
        return holds === decisive;
      });
      return finished === null ? null : result;
    },
  };
}

/** A level of iteration further in. */
function enter(scope: Scope, node: SyntaxNode, builder: Builder): number {
  const iterations = scope.iterations + 1;
  if (iterations === EXPRESSION_LIMITS.iterationDepth + 1) {
    const message = `At most ${EXPRESSION_LIMITS.iterationDepth} iterations may stand inside each other.`;
    builder.problem('ITERATION_TOO_DEEP', node, message);
  }
  return iterations;
}

function buildClauses(
  clauses: readonly IterationClause[],
  scope: Scope,
  builder: Builder,
): { loops: Loop[]; inside: Scope } {
  let inside = scope;
  const loops: Loop[] = [];
  for (const { name, source } of clauses) {
    const built = builder.build(source, inside);
    checkSource(source, built.type, builder);
    const slot = builder.slot();
    const binding = { slot, type: elementOf(built.type) };
    inside = within(inside, [[name, binding]], { iterations: enter(inside, source, builder) });
    loops.push({ slot, source: built.run });
  }
  return { loops, inside };
}

function elementOf(type: StaticType): StaticType {
  if (type.base === 'range') return type.element ?? TYPES.any;
  return type.base === 'list' ? (type.element ?? TYPES.any) : TYPES.any;
}

function checkSource(source: SyntaxNode, type: StaticType, builder: Builder): void {
  if (source.kind === 'range') checkBounds(source, builder);
  else if (!['list', 'Any', 'null'].includes(type.base)) {
    builder.problem('IMPOSSIBLE_OPERATION', source, `An iteration needs a list, not ${describeType(type)}.`);
  }
}

function checkBounds(range: NodeOf<'range'>, builder: Builder): void {
  const [low, high] = [integer(range.low), integer(range.high)];
  if (low !== undefined && high !== undefined && Math.abs(high - low) < EXPRESSION_LIMITS.rangeSize) return;
  const message = `An iteration over a range needs whole numbers as bounds, at most ${EXPRESSION_LIMITS.rangeSize} apart.`;
  builder.problem('RANGE_NOT_BOUNDED', range, message);
}

function integer(node: SyntaxNode | null): number | undefined {
  return node?.kind === 'literal' && Number.isSafeInteger(node.value) ? (node.value as number) : undefined;
}

/** Every combination of the elements, the last list turning fastest. Null where one of the lists is null. */
function iterate(frame: Frame, loops: readonly Loop[], cost: number, round: Round, level = 0): boolean | null {
  const loop = loops[level];
  if (loop === undefined) return round(frame);
  const elements = elementsOf(loop.source(frame), frame);
  if (elements === null) return null;
  for (const element of elements) {
    frame.spend(cost + 1);
    frame.slots[loop.slot] = element;
    const ended = iterate(frame, loops, cost, round, level + 1);
    if (ended !== false) return ended;
  }
  return false;
}

function elementsOf(source: Value, frame: Frame): readonly Value[] | null {
  if (source === null) return null;
  if (source instanceof Range) return frame.list(numbersIn(source));
  return Array.isArray(source) ? (source as readonly Value[]) : [source];
}

/** The whole numbers of a range, downwards where it is written so (DMN 1.3, 10.3.2.14). */
function numbersIn({ low, high, lowIncluded, highIncluded }: Range): number[] {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high))
    throw new ExpressionError('WRONG_TYPE', { operator: 'for' });
  const [from, to] = [low as number, high as number];
  const step = from <= to ? 1 : -1;
  const size = Math.abs(to - from) + 1;
  if (size > EXPRESSION_LIMITS.rangeSize) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'rangeSize' });
  const numbers = Array.from({ length: size }, (_, index) => from + index * step);
  return numbers.slice(lowIncluded ? 0 : 1, highIncluded ? size : size - 1);
}

/** `list[3]`, `list[-1]`, `list[item > 3]`, `list[name = "x"]`, `list[> 3]` (DMN 1.3, 10.3.2.5). */
export function buildFilter(node: NodeOf<'filter'>, scope: Scope, builder: Builder): Built {
  const target = builder.build(node.target, scope);
  const list = target.type.base === 'list';
  const element = list ? (target.type.element ?? TYPES.any) : target.type;
  const slot = builder.slot();
  let usesItem = false;
  const item = { slot, type: element, onUse: () => (usesItem = true) };
  const inside = within(scope, [['item', item]], {
    item,
    iterations: isIndex(node.filter) ? scope.iterations : enter(scope, node, builder),
  });
  const filter = builder.build(node.filter, inside);
  checkFilter(filter.type, usesItem, node, builder);
  if (isNumeric(filter.type)) {
    return { type: element, run: (frame) => atIndex(asList(target.run(frame)), filter.run(frame)) };
  }
  const cost = stepsOf(node.filter);
  return {
    type: filter.type.base === 'Any' ? TYPES.any : { base: 'list', element },
    run: (frame) => {
      const elements = asList(target.run(frame));
      return elements === null ? null : select(elements, filter.run, slot, cost, usesItem, frame);
    },
  };
}

function isIndex(filter: SyntaxNode): boolean {
  return filter.kind === 'literal' || filter.kind === 'name';
}

function checkFilter(type: StaticType, usesItem: boolean, node: NodeOf<'filter'>, builder: Builder): void {
  const index = isNumeric(type) && !usesItem;
  if (index || ['boolean', 'Any', 'null', 'range'].includes(type.base)) return;
  builder.problem('IMPOSSIBLE_OPERATION', node, `A filter needs a condition or a position, not ${describeType(type)}.`);
}

function asList(value: Value): readonly Value[] | null {
  if (value === null) return null;
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

/** Positions count from 1, from the end if negative; null where there is none. */
function atIndex(list: readonly Value[] | null, position: Value): Value {
  if (list === null || position === null) return null;
  const index = Number(position);
  return list[index < 0 ? list.length + index : index - 1] ?? null;
}

function select(
  list: readonly Value[],
  filter: Run,
  slot: number,
  cost: number,
  usesItem: boolean,
  frame: Frame,
): Value {
  const chosen: Value[] = [];
  for (const element of list) {
    frame.spend(cost + 1);
    frame.slots[slot] = element;
    const result = filter(frame);
    if (typeof result === 'number' && !usesItem) return atIndex(list, result);
    const holds = result instanceof Range ? includes(result, element, frame) : truth(result, 'filter');
    if (holds === true) chosen.push(element);
  }
  return chosen;
}
