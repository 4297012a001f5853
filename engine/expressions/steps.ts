/**
 * What work costs, in steps. A step is some 10 ns of an ordinary expression, and nothing that an expression can ask for
 * takes more than about 50 ns for each step that it is charged (`decisions/0002-steps-bound-the-time.md`). What may be found
 * in a memory or not (an offset, a pattern) costs what it does when it is not.
 */
export const STEPS = {
  /** Beginning an evaluation. */
  evaluation: 5,
  /** An argument of a function. */
  argument: 5,
  /** An operation on numbers, which are rounded after each. */
  arithmetic: 6,
  /** An operation on a date, a time or a duration, and reading one of their properties. */
  temporal: 20,
  /** Adding months, and what is counted in weeks. */
  calendar: 100,
  /** Reading or writing the text of a date, time, duration or decimal. */
  text: 30,
  /** The offset of a named zone on a day that was asked for before. */
  zone: 10,
  /** On a day that the command asks for the first time. */
  newDay: 100,
  /** A zone that the command names the first time. */
  newZone: 2_000,
  /** An operation on decimals, without what long ones cost more. */
  decimal: 15,
  /** An element of a list that is gone through or copied. */
  item: 1,
  /** A rule of a decision table, without its cells. */
  rule: 4,
  /** An error: of an evaluation that fails, a stack is kept. */
  failure: 300,
} as const;

/**
 * Steps of going through the keys of a context once, or of copying it: objects of the host with many keys are kept in another
 * way, in which each key takes ten times as long.
 */
export function stepsOfKeys(count: number): number {
  return count <= 200 ? count : count <= 1_000 ? 3 * count : 10 * count;
}

/** Whoever pays for the work that values cost. */
export interface Payer {
  /** @throws ExpressionError LIMIT_EXCEEDED, BudgetSpent */
  spend(steps: number): void;
  /**
   * Pays for the offset of a zone around a time.
   * @param zone IANA name, fixed offset, or null for none
   * @param time milliseconds since 1970, in any zone
   */
  spendOnZone(zone: string | null, time: number): void;
}

/** Constants are worked out when a model is compiled, and nobody counts them. */
export const NOBODY: Payer = { spend: () => undefined, spendOnZone: () => undefined };
