import { parentPort, workerData } from 'node:worker_threads';

import Database from 'better-sqlite3';

/** Copies what has been committed, as far as no reader still needs the file as it is; it makes nobody wait. */
const { file, longLog } = workerData as { file: string; longLog: number };
const db = new Database(file, { fileMustExist: true });
db.pragma('synchronous = FULL');
db.pragma('cache_size = -512');

parentPort?.on('message', () => parentPort?.postMessage(copy()));

/** Pages that are few enough to leave to the thread that commits, and passes after which it is left to it anyhow. */
const FEW = 300;
const MOST_PASSES = 6;

/**
 * While it copies, more is committed: where the log is long it goes on until hardly any of that is left.
 * @returns whether the log is so long that the thread that commits is to copy the rest of it, and nothing holds that up;
 * trouble is left to that thread, which tells of it
 */
function copy(): boolean {
  try {
    let before = 0;
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const [row] = db.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[];
      if (row === undefined || row.busy !== 0 || row.log !== row.checkpointed || row.log < longLog) return false;
      if (row.log - before < FEW) return true;
      before = row.log;
    }
    return true;
  } catch {
    return false;
  }
}
