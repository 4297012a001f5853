import type { FaultName } from './faults.js';

/** One thing that the server must survive. */
export interface Check {
  /** What `--only` calls it. */
  readonly name: string;
  /** What is held, as a sentence. */
  readonly title: string;
  run(setup: Setup): Promise<Outcome>;
}

export interface Setup {
  /** The form that `npm test` runs: the same, fewer times. */
  readonly short: boolean;
  /** Arguments for node that run the server process: from the sources, or compiled. */
  readonly entry: readonly string[];
  /** What is made wrong on purpose, to see that the check fails then. */
  readonly fault?: FaultName;
  /** How often, where the check lets it be chosen. */
  readonly times?: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export interface Outcome {
  /** What did not hold, in words with ids; none where all held. */
  readonly failures: readonly string[];
  /** How much was tried, for the reader of the table. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** Collects what does not hold: the first of each kind in words, all of them counted. */
export function failureList(
  tell: (line: string) => void,
  most = 20,
): { add(failure: string): void; readonly all: readonly string[] } {
  const found: string[] = [];
  let left = 0;
  return {
    add(failure) {
      if (found.length === 0) tell(`does not hold: ${failure}`);
      if (found.length < most) found.push(failure);
      else left += 1;
    },
    get all() {
      return left > 0 ? [...found, `… and ${left} more`] : found;
    },
  };
}

/** Random numbers from 0 to 1 that a seed repeats (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
