import type { ProblemCode } from '../../application/application-error.js';

/** Every route, because of where it stands: behind the guards, and in demo worlds too. */
export const everywhere = [
  'REQUEST_NOT_VALID',
  'QUERY_NOT_VALID',
  'HOST_NOT_ALLOWED',
  'ORIGIN_NOT_ALLOWED',
  'WORLD_NOT_FOUND',
  'INTERNAL',
  'STORE_UNAVAILABLE',
  'OVERLOADED',
  'NOT_READY',
  'DRAINING',
] as const satisfies readonly ProblemCode[];

/** A route that reads a body. */
export const ofBody = [
  'BODY_NOT_VALID',
  'JSON_NOT_VALID',
  'BODY_TOO_DEEP',
  'BODY_TOO_LARGE',
  'MEDIA_TYPE_NOT_SUPPORTED',
] as const satisfies readonly ProblemCode[];

/** A route that gives out pages. */
export const ofPages = ['CURSOR_NOT_VALID'] as const satisfies readonly ProblemCode[];

/** A command: somebody gives it, and it may be a repeat. */
export const ofCommand = [
  'PERSON_MISSING',
  'PERSON_NOT_KNOWN',
  'HEADER_NOT_VALID',
  'IDEMPOTENCY_KEY_REUSED',
] as const satisfies readonly ProblemCode[];

/** A command by which an instance takes a step. */
export const ofStep = [
  'INSTANCE_NOT_FOUND',
  'INSTANCE_ENDED',
  'INSTANCE_SUSPENDED',
  'INSTANCE_BUSY',
  'VALUE_NOT_ALLOWED',
  'LIMIT_EXCEEDED',
  'ACTION_NOT_POSSIBLE',
  'STATE_TOO_NEW',
  'ENVIRONMENT_MISMATCH',
  'STEP_FAILED',
] as const satisfies readonly ProblemCode[];

/** A command on an open user task. */
export const ofTask = [
  'TASK_NOT_FOUND',
  'TASK_ALREADY_COMPLETED',
  'TASK_CANCELLED',
  'TASK_HAS_INCIDENT',
  ...ofStep,
] as const satisfies readonly ProblemCode[];

/** What needs the lock of a job. */
export const ofLock = [
  'JOB_NOT_FOUND',
  'JOB_LOCK_LOST',
  'JOB_ALREADY_COMPLETED',
  'JOB_CANCELLED',
] as const satisfies readonly ProblemCode[];

/** A worker's answer to a job that it holds. */
export const ofJob = [...ofLock, ...ofStep] as const satisfies readonly ProblemCode[];
