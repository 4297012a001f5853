import type { Change, Quarantine } from '../application/ports.js';
import type { Db } from './open-database.js';

/** Instances whose own work waits because a step of them failed. */
export function quarantineRows(db: Db, region: number) {
  const find = db.prepare<object, Quarantine>(
    `SELECT instance_key AS instanceKey, since, until, attempts, failure, command FROM quarantine
     WHERE instance_key = @instanceKey`,
  );
  const put = db.prepare(
    `INSERT INTO quarantine (instance_key, region, since, until, attempts, failure, command)
     VALUES (@instanceKey, @region, @since, @until, @attempts, @failure, @command)
     ON CONFLICT (instance_key) DO UPDATE SET until = excluded.until, attempts = excluded.attempts,
       failure = excluded.failure, command = excluded.command`,
  );
  const putOff = db.prepare('UPDATE timer SET attempt_at = max(attempt_at, @until) WHERE instance_key = @instanceKey');
  return {
    quarantineOf: (instanceKey: number): Quarantine | null => find.get({ instanceKey }) ?? null,
    quarantine(row: Quarantine): void {
      put.run({ ...row, region });
      putOff.run({ instanceKey: row.instanceKey, until: row.until });
    },
  };
}

/** Ends the quarantine of an instance that an operator lets go on. */
export function quarantineEnder(db: Db) {
  const end = db.prepare('DELETE FROM quarantine WHERE instance_key = @instanceKey');
  const bringBack = db.prepare(
    'UPDATE timer SET attempt_at = max(due_at, @at) WHERE instance_key = @instanceKey AND attempt_at > due_at',
  );
  return ({ quarantineReleased: instanceKey, at }: Change): void => {
    if (instanceKey === undefined) return;
    bringBack.run({ instanceKey, at });
    end.run({ instanceKey });
  };
}
