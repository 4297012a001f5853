import { LONGEST_WAITS } from '../longest-waits.js';

const SECOND = 1000;

/**
 * Pause after a failure for which the worker names none: 5 seconds, doubled with every further failure, at most an hour.
 * @param failures how often the job has failed before
 * @returns milliseconds
 */
export const defaultBackOff = (failures: number): number =>
  Math.min(LONGEST_WAITS.putOff, 5 * SECOND * 2 ** Math.min(failures, 20));
