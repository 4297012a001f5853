import type { Change, Store } from '../../server/application/ports.js';
import { openSqlite, type SqliteOptions } from '../../server/sqlite/sqlite-store.js';
import { pause } from './check.js';

export type OpenStore = (options: SqliteOptions) => Store;

/**
 * Stores that are wrong on purpose, each in one way that costs a patient's state: the checks have to find it.
 * `answerBeforeCommit` and `noIdempotencyRow` widen the moment in which a kill shows them, as a slow disk would.
 */
export const faults = {
  /** The answer leaves, and the commit comes later. */
  answerBeforeCommit: (options) => {
    const store = openSqlite(options);
    const commit = async (change: Change) => {
      void pause(150).then(() => store.commit(change).catch(() => undefined));
      return { kind: 'committed' } as const;
    };
    return { ...store, commit };
  },
  /** A command is not remembered under its key: a repeat takes effect again. */
  noIdempotencyRow: (options) => {
    const store = openSqlite(options);
    const commit = async ({ idempotency: _, ...change }: Change) => {
      const outcome = await store.commit(change);
      await pause(100);
      return outcome;
    };
    return { ...store, commit };
  },
  /** A change overwrites whatever it finds: it is written as if it had been decided on the newest revision. */
  noRevisionCheck: (options) => {
    const store = openSqlite(options);
    const commit = async (change: Change) => {
      const { instance } = change;
      if (!instance || instance.created) return store.commit(change);
      const found = await store.loadInstance(instance.instanceKey);
      return store.commit({ ...change, instance: { ...instance, expectedRevision: found?.revision ?? 0 } });
    };
    return { ...store, commit };
  },
  /** SQLite never waits for the disk. */
  synchronousOff: (options) => openSqlite({ ...options, durable: false }),
  /** SQLite waits for the disk at checkpoints only: a commit may be lost, the file stays whole. */
  synchronousNormal: (options) =>
    openSqlite({
      ...options,
      onOpen(db) {
        db.pragma('synchronous = NORMAL');
        options.onOpen?.(db);
      },
    }),
  /** Nothing is wrong with the store; the clock is believed whatever it says. */
  unguardedClock: openSqlite,
} as const satisfies Record<string, OpenStore>;

export type FaultName = keyof typeof faults;

export const isFault = (name: string | undefined): name is FaultName =>
  name !== undefined && Object.hasOwn(faults, name);
