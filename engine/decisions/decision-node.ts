import type { ExpressionClock, Lookup } from '../expressions/compiled-expression.js';
import { madeBy } from '../expressions/recipe.js';
import type { Json } from '../execution/json.js';
import type { CompiledDecision } from './compiled-decision.js';
import type { Logic } from './decision-builder.js';

/** One evaluation of a decision with all that it requires: each decision is made when first read, and once. */
interface Evaluation {
  readonly lookup: Lookup;
  readonly clock: ExpressionClock;
  readonly made: Map<string, Json>;
}

/** A decision in the requirements graph. */
export interface DecisionNode {
  readonly decision: CompiledDecision;
  make(evaluation: Evaluation): Json;
}

export interface DecisionParts {
  readonly id: string;
  readonly name: string;
  readonly logic: Logic;
  /** Decisions that it requires, with the names of their variables. */
  readonly requires: readonly (readonly [string, DecisionNode])[];
}

export function decisionNode(parts: DecisionParts): DecisionNode {
  const { id, name, logic } = parts;
  const required = new Map(parts.requires);
  const make = (evaluation: Evaluation): Json => {
    if (evaluation.made.has(id)) return evaluation.made.get(id) ?? null;
    const lookup: Lookup = (variable) => {
      const node = required.get(variable);
      return node === undefined ? evaluation.lookup(variable) : node.make(evaluation);
    };
    const result = logic.evaluate(required.size === 0 ? evaluation.lookup : lookup, evaluation.clock);
    evaluation.made.set(id, result);
    return result;
  };
  const decision: CompiledDecision = Object.freeze({
    id,
    name,
    reads: readsOf(logic, required),
    outputs: Object.freeze(logic.outputs ?? { [name]: logic.type }),
    resultType: logic.type,
    evaluate: (lookup: Lookup, clock: ExpressionClock) => make({ lookup, clock, made: new Map() }),
  });
  const node = madeBy({ decision, make }, 'decisionNode', parts);
  madeBy(decision, 'decision', { node });
  return node;
}

/** Variables of its own, and of the decisions whose results it reads. */
function readsOf({ reads }: Logic, required: ReadonlyMap<string, DecisionNode>): readonly string[] {
  return [...new Set(reads.flatMap((read) => required.get(read)?.decision.reads ?? [read]))];
}
