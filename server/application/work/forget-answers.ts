import type { Services } from '../services.js';

/** Milliseconds for which a repeat of a command gets its first answer. */
export const ANSWERS_KEPT = 7 * 24 * 3_600_000;
const AT_ONCE = 500;
const BETWEEN_LOOKS = 3_600_000;

/**
 * Forgets answers that are old enough, a small slice a call, so that nobody waits for it.
 * @returns makes a slice; it answers how many were forgotten, 0 when there is nothing (more) to do for now
 */
export function forgetAnswers(): (services: Pick<Services, 'store' | 'clock'>) => Promise<number> {
  let restUntil = 0;
  return async ({ store, clock }) => {
    const at = clock.now();
    if (at < restUntil && restUntil - at <= BETWEEN_LOOKS) return 0;
    const forgotten = await store.removeAnswersBefore(at - ANSWERS_KEPT, AT_ONCE);
    if (forgotten === 0) restUntil = at + BETWEEN_LOOKS;
    return forgotten;
  };
}
