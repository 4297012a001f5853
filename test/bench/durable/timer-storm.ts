import Database from 'better-sqlite3';

import type { Benchmark } from '../row.js';
import { openDurableWorld, type DurableWorld } from './durable-world.js';

/** Fewer are enough to try it out: `SAMLOP_BENCH_TIMERS=10000`. */
const TIMERS = Number(process.env['SAMLOP_BENCH_TIMERS'] ?? 100_000);
const DAY = 24 * 3_600_000;
/** People's completions while the storm lasts, begun at even distances whatever becomes of those before. */
const COMPLETIONS_PER_SECOND = 100;

/** Timers that are all due at once, each on disk when it has fired, while people go on completing tasks. */
export const timerStorm: Benchmark = {
  name: 'timer-storm',
  async run() {
    let now = Date.now();
    const world = await openDurableWorld({ clock: { now: () => now } });
    try {
      const people = await world.start(COMPLETIONS_PER_SECOND * 60);
      await world.complete(people, 1); // their own timers are gone with the first task
      await world.start(TIMERS);
      now += 3 * DAY;
      const began = performance.now();
      world.services.work.wake();
      const latencies = await completeUntil(world, people, world.services.work.settle());
      const took = (performance.now() - began) / 1000;
      const fired = firedIn(world.file);
      if (fired.rows !== TIMERS || fired.instances !== TIMERS || fired.left !== 0)
        throw new Error(`not each exactly once: ${JSON.stringify(fired)}`);
      const rate = TIMERS / took;
      const p99 = percentile(latencies, 0.99);
      return {
        name: this.name,
        value: Math.round(rate),
        unit: 'timers/s',
        ratio: null,
        bar: `at least 5,000 a second, each exactly once; p99 of ${latencies.length} completions meanwhile ${Math.round(p99)} ms, at most 200`,
        holds: rate >= 5000 && p99 <= 200,
      };
    } finally {
      await world.close();
    }
  },
};

/** @returns milliseconds that each completion took */
async function completeUntil(
  world: DurableWorld,
  people: readonly string[],
  storm: Promise<void>,
): Promise<readonly number[]> {
  const latencies: number[] = [];
  const open: Promise<void>[] = [];
  let over = false;
  const ended = storm.then(() => void (over = true));
  const began = performance.now();
  for (let next = 0; !over && next < people.length;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (; next < people.length; next++) {
      const due = began + (next * 1000) / COMPLETIONS_PER_SECOND;
      if (due > performance.now()) break;
      open.push(world.complete([people[next] ?? ''], 2).then(() => void latencies.push(performance.now() - due)));
    }
  }
  await ended;
  await Promise.all(open);
  return latencies;
}

function firedIn(file: string): { readonly rows: number; readonly instances: number; readonly left: number } {
  const db = new Database(file, { readonly: true });
  try {
    return db
      .prepare<[], { rows: number; instances: number; left: number }>(
        `SELECT count(*) AS rows, count(DISTINCT instance_key) AS instances, (SELECT count(*) FROM timer) AS left
         FROM history, json_each(events) WHERE json_extract(value, '$.type') = 'TimerFired'`,
      )
      .get()!;
  } finally {
    db.close();
  }
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? NaN;
