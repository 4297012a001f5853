const SECOND = 1000;
const HOUR = 3_600_000;

/**
 * Pause after a failure for which the worker names none: 5 seconds, doubled with every further failure, at most an hour.
 * @param failures how often the job has failed before
 * @returns milliseconds
 */
export const defaultBackOff = (failures: number): number => Math.min(HOUR, 5 * SECOND * 2 ** Math.min(failures, 20));
