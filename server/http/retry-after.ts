import { ApplicationError, StoreUnavailable } from '../application/application-error.js';

/** Seconds. */
const MOST = 30;

/**
 * Seconds after which it is worth trying again (RFC 9110, 10.2.3): as long as what waits takes, from 1 to 30, and up to
 * twice as long, so that those who were refused together do not come back together.
 * @param wait milliseconds that are expected
 * @param random from 0 to 1, 1 excluded
 */
export function retryAfter(wait: number, random: () => number = Math.random): number {
  const least = Math.min(MOST / 2, Math.max(1, Math.ceil(wait / 1000)));
  return least + Math.floor(random() * (least + 1));
}

/** What a refusal expects; nothing where it does not know. */
export const waitOf = (error: unknown): number =>
  error instanceof ApplicationError || error instanceof StoreUnavailable ? error.wait : 0;
