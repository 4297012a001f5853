import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which others wait at most, but for one step that takes longer. */
const SLICE = 2;

/** Carries out small steps, and lets whatever else is due have its turn every few milliseconds. Gives their result. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (let until = performance.now() + SLICE; ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + SLICE;
  }
}
