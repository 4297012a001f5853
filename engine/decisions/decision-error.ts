export type DecisionErrorCode =
  /** Hit policy UNIQUE, and several rules match. */
  | 'RULES_OVERLAP'
  /** Hit policy ANY, and matching rules give different results. */
  | 'RULES_DISAGREE'
  /** An input is not among the values that its column allows. */
  | 'INPUT_NOT_ALLOWED'
  | 'OUTPUT_NOT_ALLOWED';

/** Thrown when a decision table cannot decide. Carries ids, never values. */
export class DecisionError extends Error {
  override readonly name = 'DecisionError';
  constructor(
    readonly code: DecisionErrorCode,
    /** `decision`, and the `rules` or the `column` that it is about. */
    readonly details: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}
