/** Bounds of one expression. Deployment refuses what is past the first four; evaluation stops at the others. */
export const EXPRESSION_LIMITS = {
  /** Characters of source. */
  sourceLength: 10_000,
  /** Levels of nesting, operators included. */
  depth: 200,
  /** Iterations (`for`, `some`, `every`, filters) inside each other. */
  iterationDepth: 2,
  /** Elements of a range that is iterated over. */
  rangeSize: 10_000,
  /** Steps of one evaluation (`steps.ts`): half of what a command may do in all, so that one that fails is not the end of it. */
  steps: 500_000,
  /** Steps of what is worked out of literals when an expression is compiled; the rest is left for each evaluation. */
  literalSteps: 30_000,
  /** Elements of a list, on entry and of every list that an expression builds. */
  listSize: 10_000,
  /** Characters of a text that an expression builds, and of its whole result as JSON. */
  textLength: 1_000_000,
  /** Levels of nested lists and contexts in a value. */
  valueDepth: 50,
  /** Characters of a pattern of `matches`, `replace` and `split`. */
  patternLength: 500,
} as const;

/** Names that lead to the host's objects in JavaScript: never a variable, a key or a property here. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
