import { join } from 'node:path';

import Database from 'better-sqlite3';

type Row = Readonly<Record<string, unknown>>;

/** How many rows of each table are of an instance, or hold a text: of those tables that have any. */
export function tracesIn(
  data: string,
  { instance, marker }: { readonly instance?: string; readonly marker: string },
): Readonly<Record<string, number>> {
  const db = new Database(join(data, 'samlop.db'), { readonly: true });
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    const isOwn = (row: Row): boolean =>
      (instance !== undefined && [row['instance_key'], row['source_instance']].includes(Number(instance))) ||
      Object.values(row).some((value) => String(value).includes(marker));
    const counts = tables.map((name) => [
      name,
      db.prepare<[], Row>(`SELECT * FROM ${name}`).all().filter(isOwn).length,
    ]);
    return Object.fromEntries(counts.filter(([, count]) => count !== 0)) as Record<string, number>;
  } finally {
    db.close();
  }
}
