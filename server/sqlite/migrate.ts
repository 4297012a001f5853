import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Db } from './open-database.js';

const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Numbered migrations in order: `0001-first.sql` is version 1. They expand, and only a later one contracts. */
export function migrationsIn(folder: string): readonly { readonly version: number; readonly sql: string }[] {
  return readdirSync(folder)
    .flatMap((file) => {
      const match = FILE.exec(file);
      return match ? [{ version: Number(match[1]), sql: readFileSync(join(folder, file), 'utf8') }] : [];
    })
    .sort((a, b) => a.version - b.version);
}

/**
 * Brings the schema to the newest version, each migration in a transaction of its own. They may use `nfc(text)`, Unicode's
 * normal form C.
 * @throws Error when the database is newer than this program
 */
export function migrate(db: Db, folder: string): void {
  const all = migrationsIn(folder);
  const newest = all.at(-1)?.version ?? 0;
  const current = db.pragma('user_version', { simple: true }) as number;
  db.function('nfc', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? text.normalize('NFC') : null,
  );
  if (current > newest) throw new Error(`the database has schema version ${current}, this program knows ${newest}`);
  for (const { version, sql } of all.filter((migration) => migration.version > current)) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

/** The schema as SQLite knows it, one statement per object in the order of their names: `schema.sql` is its check. */
export function dumpSchema(db: Db): string {
  const rows = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
       ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, name`,
    )
    .all() as { sql: string }[];
  return rows.map(({ sql }) => `${sql};\n`).join('\n');
}
