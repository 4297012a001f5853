import { ExpressionError } from '../expression-error.js';
import { kindOf, type Value } from '../values/value.js';
import { Range } from '../values/range.js';
import { readDate, readDateTime, readDuration, readTime } from '../values/read-temporal.js';
import type { NodeOf, SyntaxNode } from '../syntax/syntax-node.js';
import { checkComparison } from './build-operators.js';
import type { Builder, Built, Run } from './builder.js';
import { within, type Scope } from './scope.js';
import { TYPES, either, typeOf, type StaticType } from './static-type.js';

export function buildLiteral(node: NodeOf<'literal'>, builder: Builder): Built {
  if (node.type !== 'temporal') return constant(node.value);
  const value = readTemporal(String(node.value));
  if (value !== undefined) return constant(value);
  const message = 'This is not a date, a time, a date and time or a duration as ISO 8601 writes them.';
  builder.problem('INVALID_LITERAL', node, message);
  return constant(null);
}

/** The value of `@"…"` (DMN 1.3, 10.3.2.12). */
export function readTemporal(text: string): Value | undefined {
  return readDate(text) ?? readDateTime(text) ?? readTime(text) ?? readDuration(text);
}

function constant(value: Value): Built {
  const kind = kindOf(value);
  return { run: () => value, type: kind === 'range' ? TYPES.range : typeOf(kind), constant: value };
}

export function buildList(node: NodeOf<'list'>, scope: Scope, builder: Builder): Built {
  const items = node.items.map((item) => builder.build(item, scope));
  const element = items.map((item) => item.type).reduce(either, TYPES.nothing);
  const runs = items.map((item) => item.run);
  return { run: (frame) => frame.list(runs.map((run) => run(frame))), type: { base: 'list', element: known(element) } };
}

function known(element: StaticType): StaticType {
  return element.base === 'null' ? TYPES.any : element;
}

/** Later entries see earlier ones by name (DMN 1.3, 10.3.2.6). */
export function buildContext(node: NodeOf<'context'>, scope: Scope, builder: Builder): Built {
  const entries = new Map<string, StaticType>();
  const steps: { readonly key: string; readonly slot: number; readonly run: Run }[] = [];
  let inside = scope;
  for (const { key, value } of node.entries) {
    const built = builder.build(value, inside);
    const slot = builder.slot();
    entries.set(key, built.type);
    steps.push({ key, slot, run: built.run });
    inside = within(inside, [[key, { slot, type: built.type }]]);
  }
  return {
    type: { base: 'context', entries },
    run: (frame) => {
      frame.spend(steps.length);
      const context: Record<string, Value> = {};
      for (const { key, slot, run } of steps) context[key] = frame.slots[slot] = run(frame);
      return context;
    },
  };
}

export function buildRange(node: NodeOf<'range'>, scope: Scope, builder: Builder): Built {
  const low = buildBound(node.low, scope, builder);
  const high = buildBound(node.high, scope, builder);
  checkComparison(low.type, high.type, true, node, builder);
  const { lowIncluded, highIncluded } = node;
  const needsLow = node.low !== null;
  return {
    type: { base: 'range', element: either(low.type, high.type) },
    run: (frame) => {
      const [from, to] = [low.run(frame), high.run(frame)];
      // A range of which a bound is not known says nothing of any value (DMN 1.3, 10.3.2.7).
      const unknown = needsLow ? from === null || (node.high !== null && to === null) : to === null;
      if (unknown) return null;
      if ([from, to].some((bound) => WITHOUT_ORDER.has(kindOf(bound)))) {
        throw new ExpressionError('WRONG_TYPE', { operator: 'range' });
      }
      return new Range(from, to, lowIncluded, highIncluded);
    },
  };
}

const WITHOUT_ORDER: ReadonlySet<string> = new Set(['boolean', 'list', 'context', 'range']);

function buildBound(bound: SyntaxNode | null, scope: Scope, builder: Builder): Built {
  return bound === null ? { run: () => null, type: TYPES.nothing } : builder.build(bound, scope);
}
