import { uptime } from 'node:os';

import type { Instant } from '../engine/index.js';
import type { Clock } from './application/ports.js';

/** The only reader of the real clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** The clock of the machine, and what passes beside it. */
export const systemTime = {
  wall: systemClock,
  elapsed: () => performance.now(),
  sinceBoot: () => uptime() * 1000,
} as const;

export interface SettableClock extends Clock {
  /** Later than or equal to now; the caller sees to that. */
  set(instant: Instant): void;
}

/** A clock that stands still until it is set: what a demo world has. */
export function settableClock(begins: Instant): SettableClock {
  let now = begins;
  return {
    now: () => now,
    set(instant) {
      now = instant;
    },
  };
}
