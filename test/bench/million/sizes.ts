import Database from 'better-sqlite3';

export interface Sizes {
  /** Bytes on disk of each table with its indexes. */
  readonly bytes: Readonly<Record<string, number>>;
  readonly instances: number;
  readonly events: number;
}

const PART_OF_EVENTS = new Set(['history', 'history_value']);
const AUDIT = new Set(['audit', 'feed']);

/** Pages that each table and its indexes take. */
export function sizesOf(file: string): Sizes {
  const db = new Database(file, { readonly: true });
  try {
    const rows = db
      .prepare(
        `SELECT s.tbl_name AS name, sum(d.pgsize) AS bytes FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
         WHERE d.aggregate = TRUE GROUP BY s.tbl_name`,
      )
      .all() as { name: string; bytes: number }[];
    const one = (sql: string): number => db.prepare(sql).pluck().get() as number;
    return {
      bytes: Object.fromEntries(rows.sort((a, b) => b.bytes - a.bytes).map(({ name, bytes }) => [name, bytes])),
      instances: one('SELECT count(*) FROM instance'),
      events: one('SELECT sum(event_count) FROM instance'),
    };
  } finally {
    db.close();
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Bytes of a waiting instance: its row, tasks, timers and what else waits; without its history and the audit. */
export const bytesOfInstance = ({ bytes, instances }: Sizes): number =>
  sum(Object.entries(bytes).flatMap(([name, size]) => (PART_OF_EVENTS.has(name) || AUDIT.has(name) ? [] : [size]))) /
  instances;

/** Bytes of an event, with the values it carries. */
export const bytesOfEvent = ({ bytes, events }: Sizes): number =>
  sum(Object.entries(bytes).flatMap(([name, size]) => (PART_OF_EVENTS.has(name) ? [size] : []))) / events;
