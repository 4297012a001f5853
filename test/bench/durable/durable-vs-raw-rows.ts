import type { Db } from '../../../server/sqlite/open-database.js';
import { median, seconds, type Benchmark } from '../row.js';
import { CLIENTS, openDurableWorld } from './durable-world.js';
import { copyOfDatabase, replay, settingsOf, writeRecorder } from './recorded-writes.js';

const INSTANCES = 2000;
const ROUNDS = 9;

/** Completions that are on disk, beside the same rows written by prepared statements in groups of the same size. */
export const durableVsRawRows: Benchmark = {
  name: 'durable-completions-vs-raw-rows',
  async run() {
    const recorder = writeRecorder();
    let db: Db | undefined;
    const world = await openDurableWorld({
      onOpen: (opened) => {
        db = opened;
        recorder.watch(opened);
      },
    });
    try {
      const instances = await world.start(INSTANCES);
      await world.complete(instances, 1);
      const copy = `${world.file}.copy`;
      if (!db) throw new Error('the database was not opened');
      await copyOfDatabase(db, copy);
      const writes = await recorder.record(() => world.complete(instances, 2));
      const settings = settingsOf(db);
      replay(copy, settings, writes, INSTANCES, CLIENTS);
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        ours.push(await seconds(() => world.complete(instances, 3 + round)));
        theirs.push(replay(copy, settings, writes, INSTANCES, CLIENTS));
      }
      const ratio = median(ours.map((time, index) => (theirs[index] ?? NaN) / time));
      return {
        name: this.name,
        value: Math.round(INSTANCES / median(ours)),
        unit: 'completions/s',
        ratio: Math.round(ratio * 100) / 100,
        bar: `at least 0.45 of raw rows (${Math.round(writes.length / INSTANCES)} statements each)`,
        holds: ratio >= 0.45,
      };
    } finally {
      await world.close();
    }
  },
};
