import type { ExpressionProblem, ExpressionProblemCode } from '../expression-problem.js';

/** Ends reading at the first thing that is not FEEL. Caught by `compileExpression`, never seen outside. */
export class SyntaxFailure extends Error {
  override readonly name = 'SyntaxFailure';
  constructor(readonly problem: ExpressionProblem) {
    super(problem.code);
  }
}

/** @returns never; throws the failure with its place and sentence. */
export function fail(code: ExpressionProblemCode, from: number, to: number, message: string, name?: string): never {
  throw new SyntaxFailure({ code, position: { from, to }, message, ...(name === undefined ? {} : { name }) });
}
