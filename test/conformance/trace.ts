/** What both engines show of one run: after each completion the open tasks, and at the end all flows taken. */
export interface Trace {
  /** Element ids of the open tasks, sorted, at the start and after each completion. */
  readonly open: readonly (readonly string[])[];
  /** Flow ids, sorted, as often as taken. */
  readonly flows: readonly string[];
}

/** An engine that runs one case step by step. */
export interface Runner {
  open(): readonly string[];
  complete(element: string, values: readonly boolean[]): void;
  flows(): readonly string[];
}

const LONGEST = 60;

/**
 * Drives a runner through a case. The n-th completion is of the open task that the case picks; when the case has no more
 * completions, all truth values are false, so that every loop ends.
 */
export function traceOf(
  runner: Runner,
  completions: readonly { readonly values: readonly boolean[]; readonly pick: number }[],
): Trace {
  const open = [[...runner.open()].sort()];
  for (let count = 0; count < LONGEST; count++) {
    const tasks = open.at(-1) ?? [];
    const { values, pick } = completions[count] ?? { values: [], pick: 0 };
    const element = tasks[pick % tasks.length];
    if (element === undefined) break;
    runner.complete(element, values);
    open.push([...runner.open()].sort());
  }
  return { open, flows: [...runner.flows()].sort() };
}

export function named(values: readonly boolean[], count: number): Record<string, boolean> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, values[index] ?? false]));
}
