import type { Change } from '../application/ports.js';
import type { Db } from './open-database.js';

/** Writes what a command does to the jobs of its instance, and what was said of failures. */
export function jobWriter(db: Db, region: number) {
  const write = statements(db);
  const say = (instanceKey: number, number: number, text: string | null | undefined): void => {
    if (text) write.sayFailure.run({ instanceKey, number, region, text });
    else write.forgetFailure.run({ instanceKey, number });
  };
  return {
    write({ at, jobsOpened, jobsFailed, jobsClosed, incidentsRaised }: Change, instanceKey: number): void {
      for (const row of jobsOpened ?? []) write.open.run({ ...row, region });
      for (const { reason, ...row } of jobsFailed ?? []) {
        write.fail.run({ ...row, instanceKey, at });
        say(instanceKey, row.number, reason);
      }
      for (const number of jobsClosed ?? []) {
        const { changes } = write.close.run({ instanceKey, number });
        if (changes > 0) say(instanceKey, number, null);
      }
      for (const { number, errorMessage } of incidentsRaised ?? []) {
        if (errorMessage !== null) say(instanceKey, number, errorMessage);
      }
    },
    /** What was said of incidents stays with them. */
    endAll(instanceKey: number): void {
      write.forgetFailures.run({ instanceKey });
      write.closeAll.run({ instanceKey });
    },
  };
}

const statements = (db: Db) => ({
  open: db.prepare(
    `INSERT INTO job (instance_key, number, region, element, topic, retries, created_at, available_at)
     VALUES (@instanceKey, @number, @region, @element, @topic, @retries, @createdAt, @availableAt)
     ON CONFLICT (instance_key, number) DO UPDATE
     SET retries = excluded.retries, available_at = excluded.available_at, lock_token = NULL, locked_until = NULL,
         worker = NULL, failures = 0`,
  ),
  fail: db.prepare(
    `UPDATE job SET retries = @retries, available_at = @availableAt, lock_token = NULL, locked_until = NULL,
            worker = NULL, failures = failures + 1, failed_at = @at
     WHERE instance_key = @instanceKey AND number = @number`,
  ),
  close: db.prepare('DELETE FROM job WHERE instance_key = @instanceKey AND number = @number'),
  closeAll: db.prepare('DELETE FROM job WHERE instance_key = @instanceKey'),
  sayFailure: db.prepare(
    `INSERT INTO failure_text (instance_key, number, region, text) VALUES (@instanceKey, @number, @region, @text)
     ON CONFLICT (instance_key, number) DO UPDATE SET text = excluded.text`,
  ),
  forgetFailure: db.prepare('DELETE FROM failure_text WHERE instance_key = @instanceKey AND number = @number'),
  forgetFailures: db.prepare(
    `DELETE FROM failure_text WHERE instance_key = @instanceKey
     AND number IN (SELECT number FROM job WHERE instance_key = @instanceKey)`,
  ),
});

/** Whether the worker who answers a job holds it still, where somebody answers one. */
export function jobHeldCheck(db: Db): (change: Change) => boolean {
  const held = db.prepare(
    `SELECT 1 FROM job WHERE instance_key = @instanceKey AND number = @number AND lock_token = @lockToken
     AND locked_until > @at`,
  );
  return ({ at, jobHeld, instance }) =>
    !jobHeld || held.get({ instanceKey: instance?.instanceKey, at, ...jobHeld }) !== undefined;
}
