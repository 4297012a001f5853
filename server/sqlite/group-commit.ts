import Database from 'better-sqlite3';

import type { Db } from './open-database.js';

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommit {
  /**
   * Carries out writes in the next shared transaction; the promise settles when that one is on disk.
   * @param work writes that can be run again from the start; what it throws rolls back its own writes only
   */
  run<T>(work: () => T): Promise<T>;
  /** Writes what waits now, before the database is closed. */
  flush(): void;
}

/** Writes in one transaction: enough to share one sync, few enough to let requests in between. */
const MOST_TOGETHER = 256;

/**
 * Writes that come in the same turn of the event loop share one transaction, and so one sync to disk. A batch of which a part
 * fails is rolled back and run again, each part behind a savepoint of its own, so that nobody is refused for another's failure.
 */
export function groupCommit(db: Db, onBatch?: (size: number, milliseconds: number) => void): GroupCommit {
  let waiting: Waiting[] = [];
  let scheduled = false;
  const together = db.transaction((batch: readonly Waiting[]) => batch.map(({ work }) => work()));
  const alone = db.transaction((work: () => unknown) => work());
  const apart = db.transaction((batch: readonly Waiting[]) =>
    batch.map(({ work, resolve, reject }) => {
      try {
        const result = alone(work);
        return () => resolve(result as never);
      } catch (error) {
        if (!db.inTransaction) throw error; // the whole of it has been rolled back
        return () => reject(error);
      }
    }),
  );

  function flush(): void {
    scheduled = false;
    const batch = waiting.slice(0, MOST_TOGETHER);
    waiting = waiting.slice(MOST_TOGETHER);
    if (waiting.length > 0) schedule();
    if (batch.length > 0) write(batch);
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }

  function write(batch: readonly Waiting[]): void {
    let results: readonly unknown[];
    const began = onBatch ? performance.now() : 0;
    try {
      results = together.immediate(batch);
      onBatch?.(batch.length, performance.now() - began);
    } catch (error) {
      if (batch.length === 1 || isLocked(error)) batch.forEach(({ reject }) => reject(error));
      else writeApart(batch);
      return;
    }
    batch.forEach(({ resolve }, index) => resolve(results[index] as never));
  }

  /** Still one sync, but each part can be taken back by itself; where even that fails, as on a full disk, one by one. */
  function writeApart(batch: readonly Waiting[]): void {
    let settled: readonly (() => void)[];
    try {
      settled = apart.immediate(batch);
    } catch {
      batch.forEach(writeAlone);
      return;
    }
    settled.forEach((settle) => settle());
  }

  function writeAlone({ work, resolve, reject }: Waiting): void {
    try {
      resolve(alone.immediate(work) as never);
    } catch (error) {
      reject(error);
    }
  }

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        schedule();
      }),
    flush() {
      while (waiting.length > 0) flush();
    },
  };
}

/** Another process holds the file: each part would only wait as long again. */
const isLocked = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
