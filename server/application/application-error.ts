import type { ErrorObject } from 'ajv';

import type { Diagnostic, RefusalCode } from '../../engine/index.js';
import type { StoredAnswer } from './ports.js';

/** Refusals of the server's own; together with the engine's they are one closed list. */
export type OwnCode =
  | 'INSTANCE_NOT_FOUND'
  | 'FORM_NOT_FOUND'
  | 'WORLD_NOT_FOUND'
  | 'ROUTE_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'TASK_ALREADY_COMPLETED'
  | 'TASK_CANCELLED'
  | 'TASK_ASSIGNED_TO_ANOTHER'
  | 'JOB_LOCK_LOST'
  | 'JOB_ALREADY_COMPLETED'
  | 'JOB_CANCELLED'
  | 'TOO_MANY_WAITING'
  | 'PRECONDITION_FAILED'
  | 'MESSAGE_NOT_FOUND'
  | 'MESSAGE_NOT_AWAITED'
  | 'MESSAGE_ALREADY_PUBLISHED'
  | 'MESSAGE_OUT_OF_TURN'
  | 'DELIVERY_NOT_FOUND'
  | 'NOT_SET_ASIDE'
  | 'REASON_MISSING'
  | 'BATCH_NOT_FOUND'
  | 'BATCH_STATE_NOT_ALLOWED'
  | 'BATCH_SELECTION_NOT_VALID'
  | 'INSTANCE_BUSY'
  | 'NOT_IN_QUARANTINE'
  | 'LEGAL_HOLD_NOT_FOUND'
  | 'OVERLOADED'
  | 'INSTANCE_ALREADY_RUNNING'
  | 'INCIDENT_ALREADY_RESOLVED'
  | 'CLOCK_NOT_FORWARD'
  | 'WORK_NOT_FINISHED'
  | 'TOO_MANY_WORLDS'
  | 'FORM_NOT_VALID'
  | 'MODEL_NOT_VALID'
  | 'MODEL_TOO_COSTLY'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'BODY_NOT_VALID'
  | 'QUERY_NOT_VALID'
  | 'HEADER_NOT_VALID'
  | 'JSON_NOT_VALID'
  | 'BODY_TOO_DEEP'
  | 'CURSOR_NOT_VALID'
  | 'REQUEST_NOT_VALID'
  | 'BODY_TOO_LARGE'
  | 'HEADERS_TOO_LARGE'
  | 'REQUEST_TOO_SLOW'
  | 'MEDIA_TYPE_NOT_SUPPORTED'
  | 'PERSON_MISSING'
  | 'PERSON_NOT_KNOWN'
  | 'ASSIGNEE_NOT_KNOWN'
  | 'HOST_NOT_ALLOWED'
  | 'ORIGIN_NOT_ALLOWED'
  | 'WEBHOOK_NOT_FOUND'
  | 'WEBHOOK_URL_NOT_ALLOWED'
  | 'WEBHOOK_NOT_STUCK'
  | 'TOO_MANY_WEBHOOKS'
  | 'TOO_MANY_LISTENERS'
  | 'STEP_FAILED'
  | 'INTERNAL'
  | 'STORE_UNAVAILABLE'
  | 'NOT_READY'
  | 'DRAINING';

export type ProblemCode = RefusalCode | OwnCode;

export interface ProblemDetails {
  /** Ids, codes and numbers; never values. */
  readonly details?: Readonly<Record<string, string | number>>;
  /** What changed when somebody else came first. */
  readonly current?: Readonly<Record<string, string | number | boolean | null>>;
  /** What ajv found, with paths from the root of what was validated. */
  readonly violations?: readonly ErrorObject[];
  readonly diagnostics?: readonly Diagnostic[];
  /** Of a process that nobody starts by hand: names of what starts it. */
  readonly startedBy?: { readonly messages: readonly string[]; readonly signals: readonly string[] };
}

/** Thrown by a use case that refuses: nothing has changed. One table in `http` turns the code into status and title. */
export class ApplicationError extends Error {
  override readonly name = 'ApplicationError';
  constructor(
    readonly code: ProblemCode,
    readonly more: ProblemDetails = {},
    /** Milliseconds after which it may be worth trying again, where that is known. */
    readonly wait = 0,
  ) {
    super(code);
  }
}

/** Thrown by a store that cannot read or write now: nothing has changed, and it may work again later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(
    readonly reason: string,
    /** Milliseconds after which it may be worth trying again, where that is known. */
    readonly wait = 0,
  ) {
    super(reason);
  }
}

/** Thrown when a command turns out to have been done before: carries the first answer. */
export class RepeatedCommand extends Error {
  override readonly name = 'RepeatedCommand';
  constructor(readonly answer: StoredAnswer) {
    super('repeated');
  }
}

/** Thrown when a delivery turns out to have been carried out before: nothing was written. */
export class DeliveryDone extends Error {
  override readonly name = 'DeliveryDone';
}
