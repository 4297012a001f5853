import type { Instant } from '../../../engine/index.js';

/** The clock as the application sees it. Only `server/clock.ts` reads the real one. */
export interface Clock {
  now(): Instant;
  /** Absent where nobody doubts it: a demo world's own clock. */
  readonly guard?: ClockGuard;
}

/** Why a clock is not believed: it went another way than the time that has passed. */
export interface ClockDoubt {
  readonly code: 'CLOCK_JUMPED_BACK' | 'CLOCK_JUMPED_FORWARD';
  /** Milliseconds, negative for a jump back. */
  readonly jumpMs: number;
}

/**
 * Watches a clock. While it is in doubt, `now` goes on from the last moment that was believed, by the time that passes,
 * and timers wait; only an operator ends that.
 */
export interface ClockGuard {
  /** Looks at the clock; null while it is believed. */
  doubt(): ClockDoubt | null;
  /** Somebody has looked at the clock and found it right, or has set it right. */
  confirm(): void;
}
