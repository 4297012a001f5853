/** Why a command is refused. One closed list: servers map it to HTTP statuses and sentences. */
export type RefusalCode =
  | 'INSTANCE_EXISTS'
  | 'INSTANCE_ENDED'
  | 'INSTANCE_NOT_STARTED'
  | 'PROCESS_NOT_FOUND'
  | 'START_NOT_FOUND'
  | 'TASK_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'TIMER_NOT_FOUND'
  | 'TIMER_NOT_DUE'
  | 'SUBSCRIPTION_NOT_FOUND'
  | 'INCIDENT_NOT_FOUND'
  | 'ADHOC_NOT_FOUND'
  | 'ADHOC_ACTIVITY_NOT_FOUND'
  | 'ADHOC_SEQUENTIAL_BUSY'
  | 'ADHOC_HAS_CONDITION'
  | 'TASK_HAS_INCIDENT'
  | 'VALUE_NOT_ALLOWED'
  | 'LIMIT_EXCEEDED'
  | 'ENVIRONMENT_MISMATCH'
  | 'STATE_TOO_NEW'
  | 'ACTION_NOT_POSSIBLE'
  | 'COMMAND_NOT_KNOWN'
  | 'TIME_NOT_VALID';

/** Thrown by `step` when it refuses a command: nothing has changed. Carries a code and ids, never values. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: RefusalCode,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}
