import type { Services } from '../services.js';

/** How long ended instances are kept; null: for ever. */
export interface Retention {
  /** Milliseconds after their end until they are put away. */
  readonly archiveAfter: number | null;
  /** Milliseconds after that until they are removed. */
  readonly purgeAfter: number | null;
}

export const keepForEver: Retention = { archiveAfter: null, purgeAfter: null };

const INSTANCES = 50;
const ROWS = 500;
const BETWEEN_LOOKS = 60_000;

/**
 * Close → archive → purge, a small slice a call, so that nobody waits for it; what is under a legal hold stays.
 * @returns makes a slice; it answers how many rows or instances it came to, 0 when there is nothing (more) to do for now
 */
export function retireInstances(): (services: Services) => Promise<number> {
  let restUntil = 0;
  return async ({ store, clock, retention: { archiveAfter, purgeAfter } }) => {
    const at = clock.now();
    if (archiveAfter === null || (at < restUntil && restUntil - at <= BETWEEN_LOOKS)) return 0;
    const archived = await store.archiveEnded({ before: at - archiveAfter, at, limit: INSTANCES });
    const purged = purgeAfter === null ? 0 : await store.purgeArchived({ before: at - purgeAfter, limit: ROWS });
    if (archived + purged === 0) restUntil = at + BETWEEN_LOOKS;
    return archived + purged;
  };
}
