import { join } from 'node:path';

import Database from 'better-sqlite3';

import type { Db } from '../../../server/sqlite/open-database.js';
import { openSqlite, type SqliteOptions } from '../../../server/sqlite/sqlite-store.js';
import type { Fault, OpenedStore } from '../store-contract/given-store.js';

const migrations = 'server/sqlite/migrations';

/**
 * SQLite on a folder, with the faults of its disk.
 * @param look sees the database
 */
export async function openSqliteIn(
  folder: string,
  look: (db: Db) => void = () => undefined,
  more: Partial<SqliteOptions> = {},
): Promise<OpenedStore> {
  const file = join(folder, 'a.db');
  let db: Db | undefined;
  const store = openSqlite({ ...more, file, migrations, onOpen: (opened) => look((db = opened)) });
  const pragma = (text: string): void => void db?.pragma(text);
  pragma('busy_timeout = 20');
  return {
    store,
    faults: {
      full: {
        begin: () => pragma(`max_page_count = ${String(db?.pragma('page_count', { simple: true }))}`),
        end: () => pragma('max_page_count = 1000000'),
      },
      readOnly: { begin: () => pragma('query_only = ON'), end: () => pragma('query_only = OFF') },
      locked: lockedByAnother(file),
    },
  };
}

function lockedByAnother(file: string): Fault {
  let other: Db | undefined;
  return {
    begin: () => {
      other = new Database(file);
      other.exec('BEGIN IMMEDIATE');
    },
    end: () => void other?.close(),
  };
}
