import { join } from 'node:path';

import Database from 'better-sqlite3';

export interface DataLock {
  release(): void;
}

/**
 * Holds a data folder for this process alone: an exclusive transaction on a small file beside the database,
 * which the operating system lets go when the process ends, however it ends.
 * @throws Error `DATA_IN_USE` when another process holds it
 */
export function lockDataFolder(folder: string): DataLock {
  const db = new Database(join(folder, 'samlop.lock'));
  try {
    db.pragma('busy_timeout = 3000');
    db.exec('BEGIN EXCLUSIVE');
  } catch {
    db.close();
    throw new Error('DATA_IN_USE');
  }
  return { release: () => db.close() };
}
