import type { CompiledDecision } from './compiled-decision.js';
import type { DecisionProblem } from './decision-problem.js';
import { readDecisionTexts } from './read-decision-texts.js';
import { RequirementGraph } from './requirement-graph.js';

export interface DecisionsResult {
  /** Decisions by id, without those that have problems. */
  readonly decisions: ReadonlyMap<string, CompiledDecision>;
  readonly problems: readonly DecisionProblem[];
}

/**
 * Compiles the decisions of DMN 1.3 texts, which may require each other across texts.
 * @param texts DMN XML, each at most 2 MB, without DOCTYPE
 */
export async function compileDecisions(texts: readonly string[]): Promise<DecisionsResult> {
  const problems: DecisionProblem[] = [];
  const definitions = await readDecisionTexts(texts, problems);
  return { decisions: new RequirementGraph(definitions, problems).compileAll(), problems };
}
