import Database from 'better-sqlite3';

import { StoreUnavailable } from '../application/application-error.js';
import type { Store } from '../application/ports.js';
import { commitWriter } from './commit.js';
import { definitionRows } from './definition-rows.js';
import { incidentRows } from './incident-rows.js';
import { instanceRows } from './instance-rows.js';
import { keyBlocks } from './key-blocks.js';
import { messageRows } from './message-rows.js';
import { openDatabase, type Db } from './open-database.js';
import { operationsRows } from './operations-rows.js';
import { taskRows } from './task-rows.js';
import { jobRows, workRows } from './work-rows.js';

export interface SqliteOptions {
  /** Database file; created when absent. */
  readonly file: string;
  /** Folder of the numbered migrations. */
  readonly migrations: string;
  /** False for a database that is thrown away with the process. */
  readonly durable?: boolean;
  /** Region that new rows belong to. */
  readonly region?: number;
  /** Is given the connection that commits, when it is open. Tests take room or the right to write from it. */
  readonly onOpen?: (db: Db) => void;
}

/** Opens the embedded store on one file. */
export function openSqlite({ file, migrations, durable = true, region = 1, onOpen }: SqliteOptions): Store {
  const db = openDatabase(file, migrations, durable);
  onOpen?.(db);
  const rows = {
    ...definitionRows(db, region),
    ...instanceRows(db),
    ...keyBlocks(db, region),
    ...taskRows(db),
    ...incidentRows(db),
    ...workRows(db),
    ...messageRows(db),
    ...jobRows(db),
    ...commitWriter(db, region),
    ...operationsRows(db, region),
  };
  return { ...asynchronous(rows), close: async () => closeDatabase(db) };
}

function closeDatabase(db: Db): void {
  if (!db.open) return;
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

type Synchronous = Record<string, (...args: never[]) => unknown>;
type Asynchronous<T extends Synchronous> = {
  readonly [K in keyof T]: (...args: Parameters<T[K]>) => Promise<ReturnType<T[K]>>;
};

/** The port is asynchronous: every call answers with a promise, and trouble with the file has one name. */
function asynchronous<T extends Synchronous>(rows: T): Asynchronous<T> {
  const wrap =
    (call: (...args: never[]) => unknown) =>
    async (...args: never[]) => {
      try {
        return call(...args);
      } catch (error) {
        throw asUnavailable(error);
      }
    };
  return Object.fromEntries(
    Object.entries(rows).map(([name, call]) => [name, wrap(call)]),
  ) as unknown as Asynchronous<T>;
}

const UNAVAILABLE = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/;

function asUnavailable(error: unknown): unknown {
  if (error instanceof Database.SqliteError && UNAVAILABLE.test(error.code)) return new StoreUnavailable(error.code);
  if (error instanceof TypeError && error.message.includes('database connection is not open'))
    return new StoreUnavailable('CLOSED');
  return error;
}
