import type { Instant } from '../calendar/instant.js';
import type { Json } from '../execution/json.js';
import type { WorkBudget } from './work-budget.js';

/** FEEL type of a variable or result, as far as it is known before run time. `Any` is compatible with all. */
export type FeelType =
  | 'Any'
  | 'boolean'
  | 'number'
  | 'decimal'
  | 'string'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'duration'
  | 'list'
  | 'context'
  | 'null';

/** Where an expression finds its variables: undefined means unset, which FEEL reads as null. */
export type Lookup = (name: string) => Json | undefined;

/** The time of the command and the pathway's zone: what `now()` and `today()` mean; and what the command may still compute. */
export interface ExpressionClock {
  readonly now: Instant;
  /** IANA name. */
  readonly zone: string;
  /** Shared by all evaluations of one command; absent: each has its own limit only. */
  readonly budget?: WorkBudget;
}

/** A FEEL expression that was checked and compiled once, at deployment. */
export interface CompiledExpression {
  readonly source: string;
  /** Names of the variables it reads, in order of first use; what conditional events listen to. */
  readonly reads: readonly string[];
  /** Static type of the result. */
  readonly type: FeelType;
  /** The value where the expression is a literal constant. */
  readonly constant?: Json;
  /**
   * Gives plain JSON with tagged values (see `Json`).
   * @throws ExpressionError when the expression fails on these values (division by zero, wrong types, bounds)
   * @throws BudgetSpent when the clock's budget ends
   */
  evaluate(lookup: Lookup, clock: ExpressionClock): Json;
}
