import type { ExpressionClock, FeelType, Lookup } from '../expressions/compiled-expression.js';
import type { Json } from '../execution/json.js';

/** One decision of a DMN text with the decisions it requires, checked and compiled once, at deployment. */
export interface CompiledDecision {
  readonly id: string;
  readonly name: string;
  /** Variables it reads. */
  readonly reads: readonly string[];
  /** Name and type of each output column (one entry for a single output or a literal expression). */
  readonly outputs: Readonly<Record<string, FeelType>>;
  /** Type of the whole result: that of the one output, a context for several, a list where rules are collected. */
  readonly resultType: FeelType;
  /**
   * Result by hit policy (DMN 1.3, 8.2.11): one output gives its value, several give a context; collecting policies give lists.
   * @throws ExpressionError, or DecisionError when rules overlap under UNIQUE, disagree under ANY, or an input is not allowed
   */
  evaluate(lookup: Lookup, clock: ExpressionClock): Json;
}
