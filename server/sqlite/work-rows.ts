import type { DueTimer, DueTimerStart, Postponed } from '../application/ports.js';
import { deliveryRows } from './delivery-rows.js';
import { signalForgetter } from './forget-signal.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

/** What waits to be done: due timers, deliveries, and the buffer of messages. */
export function workRows(db: Db) {
  const next = db.prepare<[], { at: number | null }>(
    `SELECT min(at) AS at FROM (
       SELECT min(attempt_at) AS at FROM timer
       UNION ALL SELECT min(attempt_at) FROM timer_start
       UNION ALL SELECT min(attempt_at) FROM message WHERE state = 'pending' AND queued = 0
       UNION ALL SELECT min(expires_at) FROM message WHERE state = 'buffered'
       UNION ALL SELECT min(attempt_at) FROM signal_delivery WHERE refused_at IS NULL
       UNION ALL SELECT * FROM (
         SELECT broadcast_at FROM signal WHERE spread_after IS NOT NULL ORDER BY broadcast_number LIMIT 1))`,
  );
  const timers = db.prepare<[number, number], DueTimer>(
    `SELECT instance_key AS instanceKey, number, element, due_at AS dueAt, attempts, chain FROM timer
     WHERE attempt_at <= ? ORDER BY attempt_at, due_at, instance_key, number LIMIT ?`,
  );
  const starts = db.prepare<[number, number], Omit<DueTimerStart, 'cycle'> & { cycle: string | null }>(
    `SELECT definition_key AS definitionKey, element, due_at AS dueAt, cycle, attempts FROM timer_start
     WHERE attempt_at <= ? ORDER BY attempt_at, definition_key LIMIT ?`,
  );
  return {
    ...deliveryRows(db),
    ...postponing(db),
    nextAttemptAt: (): number | null => next.get()?.at ?? null,
    dueTimers: (at: number, limit: number): readonly DueTimer[] => timers.all(at, limit),
    dueTimerStarts: (at: number, limit: number): readonly DueTimerStart[] =>
      starts
        .all(at, limit)
        .map(({ cycle, ...row }) => ({ ...row, ...(cycle === null ? {} : { cycle: parseJson(cycle) }) })),
  };
}

function postponing(db: Db) {
  const postpone = (table: string, key: string) =>
    db.prepare(`UPDATE ${table} SET attempt_at = @until, attempts = attempts + 1 WHERE ${key}`);
  const remove = (table: string, key: string) => db.prepare(`DELETE FROM ${table} WHERE ${key}`);
  const tables = {
    timer: ['timer', 'instance_key = @instanceKey AND number = @number AND due_at = @dueAt'],
    timerStart: ['timer_start', 'definition_key = @definitionKey AND element = @element AND due_at = @dueAt'],
    message: ['message', 'message_key = @messageKey'],
    signal: ['signal_delivery', 'delivery_key = @deliveryKey'],
  } as const satisfies Record<Postponed['kind'], readonly [string, string]>;
  const forAll = <T>(make: (table: string, key: string) => T) => ({
    timer: make(...tables.timer),
    timerStart: make(...tables.timerStart),
    message: make(...tables.message),
    signal: make(...tables.signal),
  });
  const later = forAll(postpone);
  const never = forAll(remove);
  const signalOf = db
    .prepare<object, number>('SELECT signal_key FROM signal_delivery WHERE delivery_key = @deliveryKey')
    .pluck();
  const forgetSignal = signalForgetter(db);
  return {
    postpone: (what: Postponed, until: number): void => void later[what.kind].run({ ...what, until }),
    removeStale: db.transaction((what: Postponed): void => {
      const signalKey = what.kind === 'signal' ? signalOf.get({ deliveryKey: what.deliveryKey }) : undefined;
      never[what.kind].run({ ...what });
      if (signalKey !== undefined) forgetSignal(signalKey);
    }),
  };
}
