import { EngineError } from '../../../engine/index.js';
import { ApplicationError, type ProblemCode } from '../application-error.js';

/** What can never become right, however often it is tried; and a start beside an instance that runs: people have to look. */
const NEVER_RIGHT: ReadonlySet<ProblemCode> = new Set([
  'VALUE_NOT_ALLOWED',
  'LIMIT_EXCEEDED',
  'INSTANCE_ALREADY_RUNNING',
]);

/** Code of a refusal that trying again cannot change. @throws the error itself where it is none */
export function refusalOf(error: unknown): ProblemCode {
  const isRefusal = error instanceof EngineError || error instanceof ApplicationError;
  if (isRefusal && NEVER_RIGHT.has(error.code)) return error.code;
  throw error;
}
