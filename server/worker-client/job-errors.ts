import type { Variables } from './worker-options.js';

/** Thrown by a handler: the job ends by a BPMN error that the model may catch. */
export class BpmnError extends Error {
  override readonly name = 'BpmnError';
  constructor(
    readonly errorCode: string,
    /** What the catcher gets. */
    readonly variables?: Variables,
  ) {
    super(errorCode);
  }
}

export interface FailureOptions {
  /** Attempts left; 0 raises an incident. One less than before where absent. */
  readonly retries?: number;
  /** Milliseconds until the next attempt. */
  readonly retryBackOff?: number;
}

/** Thrown by a handler that knows how the job is to be tried again. The message is what operators see. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  constructor(
    message: string,
    readonly options: FailureOptions = {},
  ) {
    super(message);
  }
}

/** The server refused a request, and would again. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** The server did not answer, or not now. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  constructor(
    readonly code: string,
    /** Milliseconds that the server asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(code);
  }
}

export const codeOf = (error: unknown): string => {
  if (error instanceof Refused || error instanceof Unanswered) return error.code;
  return error instanceof Error ? error.name : 'unknown';
};
