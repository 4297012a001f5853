import type { LongestWaits } from './ports.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Milliseconds that each kind of work can be put off at most, from when that is decided. */
export const LONGEST_WAITS = {
  /** Timers, messages and signals that failed, instances in quarantine, and webhooks; jobs whose worker names no pause. */
  putOff: HOUR,
  /** A worker's lock on its job. */
  lock: DAY,
  /** A pause that a worker names for a job that failed. */
  backOff: 366 * DAY,
} as const satisfies LongestWaits;
