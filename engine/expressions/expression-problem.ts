/** What can be wrong with an expression before it has ever run. One closed list: the modeller and the linter translate it. */
export type ExpressionProblemCode =
  /** Not FEEL at all; `position` is where reading stopped. */
  | 'SYNTAX'
  | 'EMPTY'
  /** `${…}` and `#{…}`: expression languages of other engines. */
  | 'FOREIGN_EXPRESSION'
  | 'TOO_LONG'
  | 'TOO_DEEP'
  | 'UNDECLARED_NAME'
  | 'UNKNOWN_FUNCTION'
  | 'UNKNOWN_PROPERTY'
  | 'WRONG_ARGUMENTS'
  /** A comparison of two types that can never be true or false, as a number with a text. */
  | 'IMPOSSIBLE_COMPARISON'
  /** An operator on types that it does not exist for, as a text minus a number. */
  | 'IMPOSSIBLE_OPERATION'
  /** The whole expression gives another type than its place in the model needs. */
  | 'WRONG_RESULT_TYPE'
  | 'FUNCTION_DEFINITION'
  | 'RANGE_NOT_BOUNDED'
  | 'ITERATION_TOO_DEEP'
  | 'INVALID_LITERAL'
  | 'INVALID_PATTERN'
  /** `__proto__`, `constructor`, `prototype`. */
  | 'NAME_NOT_ALLOWED';

/** One finding. Carries names of the model, never values of a patient. */
export interface ExpressionProblem {
  readonly code: ExpressionProblemCode;
  /** Offsets in the source text, from inclusive, to exclusive. */
  readonly position: { readonly from: number; readonly to: number };
  /** The variable, function or property that it is about. */
  readonly name?: string;
  /** An English sentence for the designer of the model. */
  readonly message: string;
}
