import { EngineError, type RefusalCode } from '../../../engine/index.js';

/** What can never become right, however often it is tried. */
const NEVER_RIGHT: ReadonlySet<RefusalCode> = new Set(['VALUE_NOT_ALLOWED', 'LIMIT_EXCEEDED']);

/** Code of a refusal that trying again cannot change. @throws the error itself where it is none */
export function refusalOf(error: unknown): RefusalCode {
  if (error instanceof EngineError && NEVER_RIGHT.has(error.code)) return error.code;
  throw error;
}
