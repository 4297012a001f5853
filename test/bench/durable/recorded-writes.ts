import { copyFileSync, rmSync } from 'node:fs';

import Database from 'better-sqlite3';

import type { Db } from '../../../server/sqlite/open-database.js';

interface Write {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What a store writes, statement by statement with the values that it binds. */
export interface WriteRecorder {
  readonly watch: (db: Db) => void;
  /** Keeps what is written while some work is done. */
  record(work: () => Promise<void>): Promise<readonly Write[]>;
}

export function writeRecorder(): WriteRecorder {
  let kept: Write[] | undefined;
  return {
    watch(db) {
      const prepare = db.prepare.bind(db);
      db.prepare = ((sql: string) => {
        const statement = prepare(sql);
        if (statement.readonly) return statement;
        for (const method of ['run', 'get', 'all'] as const) {
          const plain: (...values: unknown[]) => unknown = statement[method].bind(statement);
          if (method !== 'run' && !statement.reader) continue;
          statement[method] = ((...values: unknown[]) => {
            kept?.push({ sql, values });
            return plain(...values);
          }) as never;
        }
        return statement;
      }) as typeof db.prepare;
    },
    async record(work) {
      kept = [];
      await work();
      const writes = kept;
      kept = undefined;
      return writes;
    },
  };
}

const SETTINGS = ['synchronous', 'foreign_keys', 'cache_size', 'wal_autocheckpoint', 'mmap_size'] as const;
export type Settings = readonly (readonly [string, number])[];

/** What makes a connection fast or safe, as the store has set it. */
export const settingsOf = (db: Db): Settings =>
  SETTINGS.map((name) => [name, Number(db.pragma(name, { simple: true }))]);

/** A copy of a database file as it is now: with all of its log, for which a thread that copies the log has to be through. */
export async function copyOfDatabase(db: Db, file: string): Promise<void> {
  while (!isLogEmpty(db)) await new Promise((resolve) => setTimeout(resolve, 5));
  copyFileSync(db.name, file);
}

function isLogEmpty(db: Db): boolean {
  const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number; log: number }[];
  return row?.busy === 0 && row.log === 0;
}

/**
 * The same rows again by nothing but prepared statements: on a copy of the database as it was before, in as many groups as
 * there would be with `commands` of them shared out `group` at a time, each group with one full sync.
 * @param settings of the store's own connection
 * @returns seconds
 */
export function replay(
  copy: string,
  settings: Settings,
  writes: readonly Write[],
  commands: number,
  group: number,
): number {
  const file = `${copy}.replayed`;
  copyFileSync(copy, file);
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    for (const [name, value] of settings) db.pragma(`${name} = ${value}`);
    const statements = new Map(writes.map(({ sql }) => [sql, db.prepare(sql)]));
    const bound = writes.map(({ sql, values }) => ({ statement: statements.get(sql)!, values }));
    const write = db.transaction((from: number, to: number) => {
      for (const { statement, values } of bound.slice(from, to))
        if (statement.reader) statement.all(...values);
        else statement.run(...values);
    });
    const size = Math.ceil((writes.length / commands) * group);
    const began = performance.now();
    for (let from = 0; from < bound.length; from += size) write.immediate(from, from + size);
    return (performance.now() - began) / 1000;
  } finally {
    db.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  }
}
