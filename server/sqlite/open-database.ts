import Database from 'better-sqlite3';

import { migrate } from './migrate.js';

export type Db = Database.Database;

/** How long opening waits for another process that holds the file, and how long a command does: it holds up everybody. */
const OPENING_MS = 5000;
const WAITING_MS = 250;

/**
 * Memory for pages: the upper levels of the trees of a million instances, and what is being worked on. It counts against
 * what the server may take; no difference to 64 MB was seen (decisions/0001), since the system keeps pages too.
 */
const CACHE_KIB = 32_768;

/**
 * Pages that the log may hold before they are copied into the file. Commits change the same pages again and again: copied
 * at every thousandth, as SQLite would, they cost as much as the commits themselves; copying these takes some 15 ms.
 */
const CHECKPOINT_PAGES = 4000;

export interface Opening {
  /** False for a database that is thrown away with the process. */
  readonly durable?: boolean;
  /** Pages of the log at which this connection copies it; more where a thread copies it before. */
  readonly checkpointPages?: number;
}

/**
 * Opens (or creates) a database file, sets what durability needs and brings its schema up to date.
 * Write-ahead log with full sync: a commit that has returned survives a power loss.
 */
export function openDatabase(file: string, migrations: string, opening: Opening = {}): Db {
  const { durable = true, checkpointPages = CHECKPOINT_PAGES } = opening;
  const db = new Database(file);
  try {
    db.pragma(`busy_timeout = ${OPENING_MS}`);
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`);
    db.pragma('foreign_keys = ON');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    migrate(db, migrations);
    db.pragma(`busy_timeout = ${WAITING_MS}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
