import type {
  DueTimer,
  DueTimerStart,
  NewMessage,
  PendingMessage,
  Postponed,
  SignalDelivery,
  SubscriptionRow,
} from '../application/ports.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

const variables = (text: string): NewMessage['variables'] => parseJson(text);

/** What waits to be done: due timers, deliveries, and the buffer of messages. */
export function workRows(db: Db) {
  const next = db.prepare<[], { at: number | null }>(
    `SELECT min(at) AS at FROM (
       SELECT min(attempt_at) AS at FROM timer
       UNION ALL SELECT min(attempt_at) FROM timer_start
       UNION ALL SELECT min(attempt_at) FROM message WHERE state = 'pending'
       UNION ALL SELECT min(attempt_at) FROM signal_delivery)`,
  );
  const timers = db.prepare<[number, number], DueTimer>(
    `SELECT instance_key AS instanceKey, number, element, due_at AS dueAt, attempts FROM timer
     WHERE attempt_at <= ? ORDER BY attempt_at, due_at, instance_key, number LIMIT ?`,
  );
  const starts = db.prepare<[number, number], Omit<DueTimerStart, 'cycle'> & { cycle: string | null }>(
    `SELECT definition_key AS definitionKey, element, due_at AS dueAt, cycle, attempts FROM timer_start
     WHERE attempt_at <= ? ORDER BY attempt_at, definition_key LIMIT ?`,
  );
  const signals = db.prepare<[number, number], Omit<SignalDelivery, 'variables'> & { variables: string }>(
    `SELECT d.delivery_key AS deliveryKey, s.name, s.variables, d.instance_key AS instanceKey, d.process_id AS processId,
            d.attempts
     FROM signal_delivery d JOIN signal s USING (signal_key)
     WHERE d.attempt_at <= ? ORDER BY d.attempt_at, d.delivery_key LIMIT ?`,
  );
  return {
    ...messageRows(db),
    ...postponing(db),
    nextAttemptAt: (): number | null => next.get()?.at ?? null,
    dueTimers: (at: number, limit: number): readonly DueTimer[] => timers.all(at, limit),
    dueTimerStarts: (at: number, limit: number): readonly DueTimerStart[] =>
      starts
        .all(at, limit)
        .map(({ cycle, ...row }) => ({ ...row, ...(cycle === null ? {} : { cycle: parseJson(cycle) }) })),
    signalDeliveries: (at: number, limit: number): readonly SignalDelivery[] =>
      signals.all(at, limit).map((row) => ({ ...row, variables: variables(row.variables) })),
  };
}

function messageRows(db: Db) {
  const pending = db.prepare<[number, number], Omit<PendingMessage, 'variables'> & { variables: string }>(
    `SELECT message_key AS messageKey, name, correlation_key AS correlationKey, variables, expires_at AS expiresAt,
            attempts
     FROM message WHERE state = 'pending' AND attempt_at <= ? ORDER BY message_key LIMIT ?`,
  );
  const takers = db.prepare<[number], { processId: string }>(
    'SELECT process_id AS processId FROM message_taker WHERE message_key = ?',
  );
  const subscriptions = db.prepare<object, SubscriptionRow & { processId: string }>(
    `SELECT s.instance_key AS instanceKey, s.number, s.kind, s.name, s.correlation_key AS correlationKey, s.element,
            i.process_id AS processId
     FROM subscription s JOIN instance i USING (instance_key)
     WHERE s.name = @name AND s.correlation_key IS @correlationKey AND s.kind = 'message'
     ORDER BY s.opened_at, s.instance_key, s.number`,
  );
  const remove = [
    db.prepare('DELETE FROM message WHERE message_key = ?'),
    db.prepare('DELETE FROM message_taker WHERE message_key = ?'),
  ];
  const expired = db.prepare('DELETE FROM message WHERE message_key = ? AND expires_at <= ?');
  // both in one statement, so that a subscription opened meanwhile is never missed
  const buffer = db.prepare(
    `UPDATE message SET state = 'buffered' WHERE message_key = ?
     AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.kind = 'message' AND s.name = message.name
                     AND s.correlation_key IS message.correlation_key)`,
  );
  const sweep = db.prepare("DELETE FROM message WHERE state = 'buffered' AND expires_at <= ?");
  return {
    pendingMessages: (at: number, limit: number): readonly PendingMessage[] =>
      pending.all(at, limit).map((row) => ({ ...row, variables: variables(row.variables) })),
    takersOf: (messageKey: number): readonly string[] => takers.all(messageKey).map(({ processId }) => processId),
    subscriptions: (name: string, correlationKey: string | null) => subscriptions.all({ name, correlationKey }),
    removeMessage: db.transaction((messageKey: number): void =>
      remove.forEach((statement) => statement.run(messageKey)),
    ),
    bufferMessage: db.transaction((messageKey: number, at: number): 'buffered' | 'expired' | 'again' => {
      sweep.run(at);
      if (buffer.run(messageKey).changes === 0) return 'again';
      return expired.run(messageKey, at).changes > 0 ? 'expired' : 'buffered';
    }),
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
  const deliveredSignals = db.prepare(
    'DELETE FROM signal WHERE NOT EXISTS (SELECT 1 FROM signal_delivery d WHERE d.signal_key = signal.signal_key)',
  );
  return {
    postpone: (what: Postponed, until: number): void => void later[what.kind].run({ ...what, until }),
    removeStale: db.transaction((what: Postponed): void => {
      never[what.kind].run({ ...what });
      if (what.kind === 'signal') deliveredSignals.run();
    }),
  };
}
