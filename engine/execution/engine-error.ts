/** Why a command is refused. One closed list: servers map it to HTTP statuses and sentences. */
export type RefusalCode =
  | 'INSTANCE_EXISTS'
  | 'INSTANCE_ENDED'
  | 'INSTANCE_NOT_STARTED'
  | 'INSTANCE_SUSPENDED'
  | 'INSTANCE_NOT_SUSPENDED'
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
  | 'INSTRUCTION_NOT_VALID'
  | 'TOKEN_NOT_FOUND'
  | 'TOKEN_NOT_CHANGEABLE'
  | 'SCOPE_NOT_FOUND'
  | 'SCOPE_AMBIGUOUS'
  | 'ELEMENT_NOT_FOUND'
  | 'ELEMENT_NOT_PLACEABLE'
  | 'NOTHING_LEFT'
  | 'VALUE_NOT_ALLOWED'
  | 'LIMIT_EXCEEDED'
  | 'ENVIRONMENT_MISMATCH'
  | 'STATE_TOO_NEW'
  | 'ACTION_NOT_POSSIBLE'
  | 'COMMAND_NOT_KNOWN'
  | 'TIME_NOT_VALID';

/** Why a token cannot be placed at an element, or the token there not be changed: `why` in the details of the refusal. */
export type Obstacle =
  /** It starts by its event alone. */
  | 'START_EVENT'
  | 'BOUNDARY_EVENT'
  | 'EVENT_SUB_PROCESS'
  /** It starts by compensation alone, or is being compensated. */
  | 'COMPENSATION'
  /** Its conditions are about the tokens that came by each flow. */
  | 'COMPLEX_GATEWAY'
  /** One of several instances of an activity: the activity as a whole can be changed. */
  | 'LOOP'
  /** A called process that is not running. */
  | 'CALL_ACTIVITY'
  /** Of another process of the model. */
  | 'OTHER_PROCESS'
  /** The scope named is not around the element. */
  | 'OUTSIDE_SCOPE'
  /** An interrupting event sub-process has taken over the scope, or it takes nothing more. */
  | 'INTERRUPTED'
  /** Only activities are opened again. */
  | 'NOT_AN_ACTIVITY'
  /** It is held on its flow and has not started. */
  | 'NOT_STARTED'
  /** It cannot choose among its flows: they have to be named. */
  | 'FLOWS_NEEDED';

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
