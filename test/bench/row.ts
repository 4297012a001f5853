/** One line of the bench: what was measured, beside what, and whether it holds. */
export interface Row {
  readonly name: string;
  /** Median of our own figure. */
  readonly value: number;
  readonly unit: string;
  /** Ours beside the other, measured in the same run; null where the row has no other. */
  readonly ratio: number | null;
  readonly bar: string;
  readonly holds: boolean;
}

export interface Benchmark {
  readonly name: string;
  run(): Promise<Row>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Seconds that some work takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/**
 * Runs two pieces of work in turn, so that a slow moment of the machine meets both; gives the medians of both and of the ratios.
 * @param prepare what ours needs before each round; it is not timed
 */
export async function sideBySide(
  rounds: number,
  ours: () => unknown,
  theirs: () => unknown,
  prepare: () => unknown = () => undefined,
): Promise<{ readonly ours: number; readonly theirs: number; readonly ratio: number }> {
  const a: number[] = [];
  const b: number[] = [];
  await prepare();
  await ours();
  await theirs();
  for (let round = 0; round < rounds; round++) {
    await prepare();
    a.push(await seconds(ours));
    b.push(await seconds(theirs));
  }
  return { ours: median(a), theirs: median(b), ratio: median(a.map((value, index) => value / (b[index] ?? NaN))) };
}
