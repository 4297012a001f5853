import type { Leftover } from '../ports.js';
import type { Services } from '../services.js';

const KINDS: readonly Leftover[] = ['refusedMessage', 'refusedDelivery', 'discarded', 'batchOperation', 'quarantine'];
const ROWS = 500;
const BETWEEN_LOOKS = 3_600_000;

/**
 * Removes what is kept beside instances when it is as old as an instance that would be removed, had it ended then; a small
 * slice a call, one kind after the other.
 * @returns makes a slice; it answers 0 when there is nothing (more) to do for now
 */
export function purgeLeftovers(): (services: Services) => Promise<number> {
  let restUntil = 0;
  let turn = 0;
  let from: string | null = null;
  return async ({ store, clock, log, retention: { archiveAfter, purgeAfter } }) => {
    const at = clock.now();
    if (archiveAfter === null || purgeAfter === null || (at < restUntil && restUntil - at <= BETWEEN_LOOKS)) return 0;
    const kind = KINDS[turn] ?? 'refusedMessage';
    const before = at - archiveAfter - purgeAfter;
    const { removed, next } = await store.purgeLeftovers({ kind, before, from, limit: ROWS });
    if (removed > 0) log.info({ kind, removed, code: 'LEFTOVERS_REMOVED' }, 'what was kept for its time was removed');
    from = next;
    if (next === null) turn = (turn + 1) % KINDS.length;
    const isRound = next === null && turn === 0;
    if (isRound) restUntil = at + BETWEEN_LOOKS;
    return isRound ? 0 : Math.max(1, removed);
  };
}
