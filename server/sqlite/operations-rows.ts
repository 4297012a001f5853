import type { Db } from './open-database.js';

/** What running a server needs beside the commands. */
export function operationsRows(db: Db, region: number) {
  const keep = db.prepare(
    `INSERT INTO sequence (region, name, next) VALUES (@region, 'time', @at)
     ON CONFLICT (region, name) DO UPDATE SET next = excluded.next`,
  );
  const last = db.prepare<object, { at: number }>(
    "SELECT next AS at FROM sequence WHERE region = @region AND name = 'time'",
  );
  return {
    keepTime: (at: number): void => void keep.run({ region, at }),
    lastTime: (): number | null => last.get({ region })?.at ?? null,
  };
}
