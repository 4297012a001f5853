/** Why an expression failed on the values it was given. One closed list: incidents show it in three languages. */
export type ExpressionErrorCode =
  | 'DIVISION_BY_ZERO'
  /** A result beyond the numbers that FEEL can hold. */
  | 'NUMBER_OUT_OF_RANGE'
  /** An operator got a value of a type that it does not work on. */
  | 'WRONG_TYPE'
  | 'WRONG_ARGUMENT'
  /** A text is not the date, number or duration that it should be. */
  | 'INVALID_TEXT'
  | 'INVALID_PATTERN'
  /** The evaluation asked for more steps, longer texts or longer lists than one expression may use. */
  | 'LIMIT_EXCEEDED'
  | 'NAME_NOT_ALLOWED'
  /** A stored value is not one that expressions know. */
  | 'VALUE_NOT_ALLOWED';

/**
 * Thrown by `CompiledExpression.evaluate`; becomes an incident on the token.
 * Says what failed and where in the source, never with which values.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  constructor(
    readonly code: ExpressionErrorCode,
    /** Function, operator or variable, and the position in the source where it is known. */
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}
