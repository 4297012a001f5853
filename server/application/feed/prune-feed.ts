import { setImmediate as breathe } from 'node:timers/promises';

import type { Clock, FeedStore } from '../ports.js';
import { StoreUnavailable } from '../application-error.js';

const MINUTE = 60_000;
/** Rows in one transaction: small, for commands wait for it. */
const SLICE = 1000;

/** Removes the feed's old rows every minute, a slice at a time with room for commands between. */
export function feedPruning(
  store: FeedStore,
  clock: Clock,
  { keepFor, keepRows }: { readonly keepFor: number; readonly keepRows: number },
) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  async function prune(): Promise<void> {
    const before = clock.now() - keepFor;
    try {
      while (!stopped && (await store.pruneFeed({ before, most: keepRows, limit: SLICE })) === SLICE) await breathe();
    } catch (error) {
      // what cannot be written now is old in a minute too
      if (!(error instanceof StoreUnavailable)) throw error;
    } finally {
      running = undefined;
    }
  }
  return {
    start(): void {
      if (!stopped) timer ??= setInterval(() => void (running ??= prune()), MINUTE).unref();
    },
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
