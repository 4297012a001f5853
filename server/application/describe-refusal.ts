import { EngineError } from '../../engine/index.js';
import { ApplicationError, StoreUnavailable, type ProblemCode, type ProblemDetails } from './application-error.js';

/** What a refusal says, whether the engine's, the server's or the store's; null for anything that nobody expected. */
export function describeRefusal(error: unknown): ({ readonly code: ProblemCode } & ProblemDetails) | null {
  if (error instanceof ApplicationError) return { code: error.code, ...error.more };
  if (error instanceof EngineError)
    return { code: error.code, ...(Object.keys(error.details).length > 0 && { details: error.details }) };
  if (error instanceof StoreUnavailable) return { code: 'STORE_UNAVAILABLE', details: { reason: error.reason } };
  return null;
}
