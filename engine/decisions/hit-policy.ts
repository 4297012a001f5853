import type { ExpressionClock, FeelType } from '../expressions/compiled-expression.js';
import { compileExpression } from '../expressions/compile-expression.js';
import { STEPS } from '../expressions/steps.js';
import type { Json, JsonObject } from '../execution/json.js';
import { DecisionError } from './decision-error.js';

/** A rule that matched, with its outputs in the order of the columns. */
export interface Hit {
  readonly ruleId: string;
  readonly outputs: readonly Json[];
}

/** The table that the hits are of. */
export interface HitContext {
  readonly decisionId: string;
  readonly columns: readonly string[];
  /** Ranks of the output values of each column by their JSON, 0 for the highest priority; undefined for columns without. */
  readonly priorities: readonly (ReadonlyMap<string, number> | undefined)[];
  readonly clock: ExpressionClock;
  /** Result where no rule matches. */
  readonly otherwise: () => Json;
}

/** How the rules that match become one result (DMN 1.3, 8.2.11). */
export interface HitPolicy {
  /** Whether the first rule that matches decides, so that no other is looked at. */
  readonly stopsAtFirst: boolean;
  /** Whether output values are needed, in their order. */
  readonly needsPriorities: boolean;
  /** Type of the result, by the type of one rule's result. */
  type(single: FeelType): FeelType;
  decide(hits: readonly Hit[], context: HitContext): Json;
}

/** @returns undefined for a hit policy that DMN does not have */
export function hitPolicyOf(name: string, aggregation: string | undefined): HitPolicy | undefined {
  if (name === 'COLLECT' && aggregation !== undefined) return AGGREGATIONS[aggregation];
  return POLICIES[name];
}

const single = { stopsAtFirst: false, needsPriorities: false, type: (type: FeelType) => type };
const several = { stopsAtFirst: false, needsPriorities: false, type: () => 'list' as const };

const POLICIES: Readonly<Record<string, HitPolicy>> = {
  UNIQUE: { ...single, decide: decideUnique },
  FIRST: { ...single, stopsAtFirst: true, decide: (hits, context) => first(hits, context) },
  ANY: { ...single, decide: decideAny },
  PRIORITY: { ...single, needsPriorities: true, decide: (hits, context) => first(byPriority(hits, context), context) },
  COLLECT: { ...several, decide: all },
  'RULE ORDER': { ...several, decide: all },
  'OUTPUT ORDER': {
    ...several,
    needsPriorities: true,
    decide: (hits, context) => all(byPriority(hits, context), context),
  },
};

const AGGREGATIONS: Readonly<Record<string, HitPolicy>> = {
  COUNT: { ...single, type: () => 'number', decide: (hits) => hits.length },
  SUM: { ...single, decide: aggregate('sum(values)') },
  MIN: { ...single, decide: aggregate('min(values)') },
  MAX: { ...single, decide: aggregate('max(values)') },
};

function decideUnique(hits: readonly Hit[], context: HitContext): Json {
  if (hits.length > 1) throw rulesError('RULES_OVERLAP', hits, context);
  return first(hits, context);
}

function decideAny(hits: readonly Hit[], context: HitContext): Json {
  const results = new Set(hits.map(({ outputs }) => written(outputs, context)));
  if (results.size > 1) throw rulesError('RULES_DISAGREE', hits, context);
  return first(hits, context);
}

function rulesError(
  code: 'RULES_OVERLAP' | 'RULES_DISAGREE',
  hits: readonly Hit[],
  context: HitContext,
): DecisionError {
  return new DecisionError(code, { decision: context.decisionId, rules: hits.map(({ ruleId }) => ruleId).join(' ') });
}

function first([hit]: readonly Hit[], context: HitContext): Json {
  return hit === undefined ? context.otherwise() : resultOf(hit.outputs, context.columns);
}

function all(hits: readonly Hit[], context: HitContext): Json {
  return hits.map(({ outputs }) => resultOf(outputs, context.columns));
}

/** One output is its value, several are a context with an entry for each column. */
export function resultOf(outputs: readonly Json[], columns: readonly string[]): Json {
  if (columns.length === 1) return outputs[0] ?? null;
  const result: JsonObject = Object.fromEntries(columns.map((column, index) => [column, outputs[index] ?? null]));
  return result;
}

/** Rules whose first output has the higher priority come first; the next columns decide between equals. */
function byPriority(hits: readonly Hit[], context: HitContext): readonly Hit[] {
  const ranked = hits.map((hit) => ({
    hit,
    ranks: context.priorities.map((ranks, column) =>
      ranks === undefined ? 0 : (ranks.get(written(hit.outputs[column] ?? null, context)) ?? Number.MAX_SAFE_INTEGER),
    ),
  }));
  ranked.sort((a, b) => difference(a.ranks, b.ranks));
  return ranked.map(({ hit }) => hit);
}

function difference(a: readonly number[], b: readonly number[]): number {
  const column = a.findIndex((rank, index) => rank !== b[index]);
  return (a[column] ?? 0) - (b[column] ?? 0);
}

/** Outputs as JSON, by which they are compared, paid for. */
function written(outputs: Json | readonly Json[], { clock }: HitContext): string {
  const text = JSON.stringify(outputs);
  clock.budget?.spend(STEPS.text + (text.length >> 2));
  return text;
}

/** Null where no rule matches (DMN 1.3, 10.3.4.4: of an empty list). */
function aggregate(source: string): HitPolicy['decide'] {
  const { expression } = compileExpression(source, { declared: new Map([['values', 'list']]) });
  return (hits, { clock }) => {
    const values = hits.map(({ outputs }) => outputs[0] ?? null);
    return expression?.evaluate(() => values, clock) ?? null;
  };
}
