import type { Db } from './open-database.js';

/** What running a server needs beside the commands. */
export function operationsRows(db: Db, region: number) {
  const probe = db.prepare(
    `INSERT INTO sequence (region, name, next) VALUES (@region, 'probe', 1)
     ON CONFLICT (region, name) DO UPDATE SET next = 1 - next`,
  );
  return {
    probe: (): void => void probe.run({ region }),
  };
}
