import { expect } from 'chai';

import { compileExpression, type ExpressionContext } from '../../../engine/expressions/compile-expression.js';
import type { CompiledExpression, ExpressionClock, FeelType } from '../../../engine/expressions/compiled-expression.js';
import { ExpressionError } from '../../../engine/expressions/expression-error.js';
import type { ExpressionProblem } from '../../../engine/expressions/expression-problem.js';
import type { Json } from '../../../engine/execution/json.js';

/** Christmas Eve 2026, one o'clock in Oslo. */
export const CLOCK: ExpressionClock = { now: Date.UTC(2026, 11, 24, 12), zone: 'Europe/Oslo' };

export type Types = Readonly<Record<string, FeelType>>;
export type Values = Readonly<Record<string, Json>>;

export function declaring(types: Types): ExpressionContext {
  return { declared: new Map(Object.entries(types)) };
}

/** A compiled expression; fails the test if it has problems. */
export function compiled(source: string, types: Types = {}): CompiledExpression {
  const { expression, problems } = compileExpression(source, declaring(types));
  expect(problems, source).to.deep.equal([]);
  return expression as CompiledExpression;
}

/** Variables whose types are not declared have any type. */
export function evaluate(source: string, values: Values = {}, types: Types = {}, clock = CLOCK): Json {
  const open = Object.fromEntries(Object.keys(values).map((name) => [name, 'Any' as const]));
  return compiled(source, { ...open, ...types }).evaluate((name) => values[name], clock);
}

export function problemsOf(
  source: string,
  types: Types = {},
  more: Partial<ExpressionContext> = {},
): readonly ExpressionProblem[] {
  return compileExpression(source, { ...declaring(types), ...more }).problems;
}

export function codesOf(source: string, types: Types = {}, more: Partial<ExpressionContext> = {}): readonly string[] {
  return problemsOf(source, types, more).map(({ code }) => code);
}

/** Code of the error that the evaluation ends with. */
export function failureOf(source: string, values: Values = {}, types: Types = {}): string {
  try {
    evaluate(source, values, types);
  } catch (error) {
    if (error instanceof ExpressionError) return error.code;
    throw error;
  }
  return 'no error';
}
