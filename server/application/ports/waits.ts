import type { Instant } from '../../../engine/index.js';

/** What is tried again at a time that is written down. */
export type Wait = 'timer' | 'timerStart' | 'message' | 'signal' | 'quarantine' | 'webhook' | 'job';

/** Milliseconds. */
export interface LongestWaits {
  readonly putOff: number;
  readonly lock: number;
  readonly backOff: number;
}

export interface WaitSlice {
  readonly kind: Wait;
  readonly at: Instant;
  readonly longest: LongestWaits;
  /** Where the slice before stopped; null: at the beginning. */
  readonly from: string | null;
  /** Most rows that are looked at. */
  readonly limit: number;
}

/** Waits that were written down by a clock that was ahead. */
export interface WaitStore {
  /**
   * Brings back what waits for longer than its kind can have been put off, as seen from `at`, to the longest that it can
   * have been; what was never put off is tried at once, and a job after the pause that it was given. When a timer is due
   * never changes.
   * @returns how many were brought back, and where the next slice begins: null after the last
   */
  bringBackWaits(slice: WaitSlice): Promise<{ readonly moved: number; readonly next: string | null }>;
}
