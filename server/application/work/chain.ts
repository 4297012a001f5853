import type { Caller } from '../services.js';

/**
 * How many deliveries and timers may follow, one at once upon the other, from what somebody has done or a time that has
 * come: processes that start each other for ever end here. As many as in the engine's own try-out.
 */
export const LONGEST_CHAIN = 500;
/** What is due sooner than this counts as following at once. */
const AT_ONCE = 1000;
/** A timer behind a chain that is too long does not fire sooner than this, again and again. */
const SLOWED_DOWN = 60_000;

export const CHAIN_TOO_LONG = 'CHAIN_TOO_LONG';

export const isTooLong = (chain: number): boolean => chain > LONGEST_CHAIN;

/** Place in the chain of what a command leads to. */
export const chainAfter = ({ chain = 0 }: Pick<Caller, 'chain'>): number => chain + 1;

/** What a timer that is set at `at` gets of the chain that leads to it; a time of waiting ends the chain. */
export function timerInChain(
  chain: number,
  at: number,
  dueAt: number,
): { readonly chain?: number; readonly notBefore?: number } {
  if (dueAt >= at + AT_ONCE) return {};
  return { chain, ...(isTooLong(chain) && { notBefore: at + SLOWED_DOWN }) };
}
