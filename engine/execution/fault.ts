import type { IncidentCode } from './state.js';

/** Thrown while a token is at work; becomes an incident on that token, and what the token had done since is undone. */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly code: IncidentCode,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

/** Thrown when a step as a whole is too large; the step is rolled back and becomes an incident. */
export class StepTooLarge extends Error {
  override readonly name = 'StepTooLarge';
  constructor(readonly code: 'STEP_BUDGET_EXHAUSTED' | 'WORK_BUDGET_EXHAUSTED' | 'LIMIT_EXCEEDED') {
    super(code);
  }
}
