import type { WorkBudget } from '../work-budget.js';
import type { ExpressionProblemCode } from '../expression-problem.js';
import type { Span, SyntaxNode } from '../syntax/syntax-node.js';
import type { Frame } from '../evaluation/frame.js';
import type { Value } from '../values/value.js';
import type { Binding, Scope } from './scope.js';
import type { StaticType } from './static-type.js';

/** Gives the value of a part of an expression in one evaluation. */
export type Run = (frame: Frame) => Value;

/** A part of an expression that was checked and can be run. */
export interface Built {
  readonly run: Run;
  readonly type: StaticType;
  /** Only for literals. */
  readonly constant?: Value;
}

/** What building the parts of one expression share. */
export interface Builder {
  build(node: SyntaxNode, scope: Scope): Built;
  problem(code: ExpressionProblemCode, at: Span, message: string, name?: string): void;
  /** A place in the frame for a name that the expression binds. */
  slot(): number;
  /** The place of a declared variable, which is then one that the expression reads; undefined if it is not declared. */
  variable(name: string): Binding | undefined;
  /** Steps for what is worked out once, when the expression is compiled. */
  readonly budget: WorkBudget;
  /** IANA name of the pathway's zone. */
  readonly zone: string;
  /** What `?` stands for in the cell of a decision table; undefined elsewhere. */
  readonly input: Binding | undefined;
}
