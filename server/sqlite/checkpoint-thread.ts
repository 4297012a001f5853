import { parentPort, workerData } from 'node:worker_threads';

import Database from 'better-sqlite3';

/** Copies what has been committed, as far as no reader still needs the file as it is; it makes nobody wait. */
const db = new Database((workerData as { file: string }).file, { fileMustExist: true });
db.pragma('synchronous = FULL');
db.pragma('cache_size = -512');

parentPort?.on('message', () => parentPort?.postMessage(copy()));

/** @returns whether all of the log is in the file; trouble is left to the thread that commits, which tells of it */
function copy(): boolean {
  try {
    const [row] = db.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[];
    return row !== undefined && row.busy === 0 && row.log === row.checkpointed;
  } catch {
    return false;
  }
}
