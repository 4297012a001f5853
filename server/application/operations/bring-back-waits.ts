import { LONGEST_WAITS } from '../longest-waits.js';
import type { Wait } from '../ports.js';
import type { Services } from '../services.js';

const KINDS: readonly Wait[] = ['timer', 'timerStart', 'message', 'signal', 'quarantine', 'webhook', 'job'];
const ROWS = 500;

/**
 * After a clock was set back: what was put off while it was ahead would wait for as long as it had been wrong. It waits
 * no longer than it could have been put off from now; due times of timers stay. In small slices, with room for commands
 * between.
 * @returns how much was brought back
 * @throws StoreUnavailable
 */
export async function bringBackWaits(services: Services): Promise<number> {
  const at = services.clock.now();
  let all = 0;
  for (const kind of KINDS) all += await bringBack(services, kind, at);
  return all;
}

async function bringBack({ store, log, webhooks, handout }: Services, kind: Wait, at: number): Promise<number> {
  let moved = 0;
  for (let from: string | null = null, isFirst = true; isFirst || from !== null; isFirst = false) {
    const slice = await store.bringBackWaits({ kind, at, longest: LONGEST_WAITS, from, limit: ROWS });
    moved += slice.moved;
    from = slice.next;
  }
  if (moved === 0) return 0;
  log.warn({ kind, moved, code: 'WAITS_BROUGHT_BACK' }, 'what waited by a clock that was ahead was brought back');
  if (kind === 'webhook') for (const { webhookKey } of await store.webhooks()) webhooks.changed(webhookKey);
  if (kind === 'job') handout.wake();
  return moved;
}
