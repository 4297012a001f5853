import { parentPort, workerData } from 'node:worker_threads';

import Database from 'better-sqlite3';

import { ApplicationError, StoreUnavailable } from '../application/application-error.js';
import { longReads, type LongRead } from './long-reads.js';
import type { ReadAnswer } from './reader-pool.js';
import { asUnavailable } from './unavailable.js';

/**
 * A thread that only reads, on a connection of its own: in write-ahead mode it neither waits for the connection that
 * commits nor holds it up, and each read sees every commit that was answered before it was asked.
 */
const db = new Database((workerData as { file: string }).file, { readonly: true, fileMustExist: true });
db.pragma('busy_timeout = 5000');
const reads = longReads(db);

parentPort?.on('message', ({ name, args }: { name: LongRead; args: readonly unknown[] }) => {
  parentPort?.postMessage(answerTo(() => (reads[name] as (...args: readonly unknown[]) => unknown)(...args)));
});

function answerTo(read: () => unknown): ReadAnswer {
  try {
    return { value: read() };
  } catch (thrown) {
    const error = asUnavailable(thrown);
    if (error instanceof ApplicationError) return { refused: error.code };
    if (error instanceof StoreUnavailable) return { unavailable: error.reason };
    return { failed: error instanceof Error ? error.message : 'unknown' };
  }
}
