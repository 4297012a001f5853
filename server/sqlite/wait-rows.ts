import type { Wait, WaitSlice } from '../application/ports.js';
import { messageWaits, signalWaits } from './delivery-waits.js';
import { jobWaits, type BringBack } from './job-waits.js';
import type { Db } from './open-database.js';

/** Brings back what waits by a clock that was ahead. */
export function waitRows(db: Db) {
  const kinds: Readonly<Record<Wait, BringBack>> = {
    // a timer is put off beyond its due time by a failure, a quarantine, or a chain that is too long
    timer: moving(
      db,
      `UPDATE timer SET attempt_at = max(due_at, @latest) WHERE (instance_key, number) IN (
         SELECT instance_key, number FROM timer INDEXED BY timer_put_off
         WHERE attempt_at > due_at AND attempt_at > @latest LIMIT @limit)`,
    ),
    timerStart: moving(
      db,
      `UPDATE timer_start SET attempt_at = max(due_at, @latest) WHERE (definition_key, element) IN (
         SELECT definition_key, element FROM timer_start
         WHERE attempt_at > @latest AND attempt_at > due_at LIMIT @limit)`,
    ),
    message: messageWaits(db),
    signal: signalWaits(db),
    quarantine: moving(
      db,
      `UPDATE quarantine SET until = @latest WHERE instance_key IN (
         SELECT instance_key FROM quarantine WHERE until > @latest LIMIT @limit)`,
    ),
    webhook: moving(
      db,
      `UPDATE webhook SET attempt_at = @latest WHERE webhook_key IN (
         SELECT webhook_key FROM webhook WHERE attempt_at > @latest LIMIT @limit)`,
    ),
    job: jobWaits(db),
  };
  return {
    bringBackWaits: ({ kind, ...slice }: WaitSlice) => kinds[kind](slice),
  };
}

/** What was brought back is not found again, so that a slice needs no place to begin. */
function moving(db: Db, sql: string): BringBack {
  const move = db.prepare(sql);
  return ({ at, longest, limit }) => {
    const { changes } = move.run({ latest: at + longest.putOff, limit });
    return { moved: changes, next: changes === limit ? '' : null };
  };
}
