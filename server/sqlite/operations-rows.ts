import type { StoreVitals } from '../application/ports.js';
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
  const doubt = db.prepare(
    `INSERT INTO sequence (region, name, next) VALUES (@region, 'clock-doubt', @jumpMs)
     ON CONFLICT (region, name) DO UPDATE SET next = excluded.next`,
  );
  const noDoubt = db.prepare("DELETE FROM sequence WHERE region = @region AND name = 'clock-doubt'");
  const doubted = db
    .prepare<object, number>("SELECT next FROM sequence WHERE region = @region AND name = 'clock-doubt'")
    .pluck();
  const count = vitalCounts(db);
  return {
    keepTime: (at: number): void => void keep.run({ region, at }),
    lastTime: (): number | null => last.get({ region })?.at ?? null,
    keepClockDoubt: (jumpMs: number | null): void =>
      void (jumpMs === null ? noDoubt.run({ region }) : doubt.run({ region, jumpMs })),
    clockDoubt: (): number | null => doubted.get({ region }) ?? null,
    vitals: (at: number): StoreVitals => ({
      schemaVersion: db.pragma('user_version', { simple: true }) as number,
      databaseBytes:
        (db.pragma('page_count', { simple: true }) as number) * (db.pragma('page_size', { simple: true }) as number),
      ...count.get({ at, most: MOST_COUNTED }),
    }),
  };
}

const MOST_COUNTED = 10_000;
type Counts = Omit<StoreVitals, 'schemaVersion' | 'databaseBytes'>;

/** Each count ends at a bound, so that a scrape costs the same at a million instances. */
function vitalCounts(db: Db): { readonly get: (bound: { at: number; most: number }) => Counts } {
  const statement = db.prepare<object, Counts>(
    `SELECT (SELECT count(*) FROM (SELECT 1 FROM timer WHERE attempt_at <= @at LIMIT @most)) AS timersDue,
            (SELECT min(attempt_at) FROM timer) AS nextTimerAt,
            (SELECT count(*) FROM (SELECT 1 FROM message WHERE state = 'pending' LIMIT @most)) AS messagesPending,
            (SELECT count(*) FROM (SELECT 1 FROM signal_delivery WHERE refused_at IS NULL
                                   UNION ALL SELECT 1 FROM signal WHERE spread_after IS NOT NULL LIMIT @most))
              AS signalsPending,
            (SELECT count(*) FROM (SELECT 1 FROM refused_message LIMIT @most)) AS messagesRefused,
            (SELECT count(*) FROM (SELECT 1 FROM signal_delivery WHERE refused_at IS NOT NULL LIMIT @most)) AS signalsRefused,
            (SELECT count(*) FROM (SELECT 1 FROM job LIMIT @most)) AS jobsOpen,
            (SELECT count(*) FROM (SELECT 1 FROM incident WHERE resolved_at IS NULL LIMIT @most)) AS incidentsOpen,
            (SELECT count(*) FROM (SELECT 1 FROM quarantine LIMIT @most)) AS quarantined`,
  );
  return { get: (bound) => statement.get(bound) as Counts };
}
