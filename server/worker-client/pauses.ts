import { Unanswered } from './job-errors.js';

const FIRST = 200;
const LONGEST = 30_000;

/** Waits, unless and until the signal is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

/** Ever longer with every failure in a row, half a minute at most, and not in step with other workers. */
export function pauseAfter(failures: number, error: unknown): number {
  const asked = error instanceof Unanswered ? (error.retryAfter ?? 0) : 0;
  return Math.max(asked, Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 20))) * (0.75 + Math.random() / 2);
}
