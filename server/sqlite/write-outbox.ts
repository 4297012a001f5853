import type { Change, NewSignal, Taken } from '../application/ports.js';
import type { Db } from './open-database.js';

/** Writes what leaves an instance, and ticks off the delivery that a change carries out. */
export function outboxWriter(db: Db, region: number) {
  const message = db.prepare(
    `INSERT INTO message (message_key, region, name, correlation_key, variables, source_instance, published_at, expires_at, state, attempt_at)
     VALUES (@messageKey, @region, @name, @correlationKey, @variables, @sourceInstance, @at, @expiresAt, 'pending', @at)`,
  );
  const signal = signalWriter(db, region);
  const take = takenWriter(db, region);
  return {
    take,
    send(change: Change): void {
      for (const one of change.messages ?? []) {
        message.run({ ...one, variables: JSON.stringify(one.variables), at: change.at, region });
      }
      for (const one of change.signals ?? []) signal(one, change.at);
    },
  };
}

/** A signal reaches those that listen when it is broadcast (BPMN 2.0.2, 10.5.1): they are written down with it. */
function signalWriter(db: Db, region: number): (signal: NewSignal, at: number) => void {
  const insert = db.prepare(
    `INSERT INTO signal (signal_key, region, name, variables, source_instance, broadcast_at)
     VALUES (@signalKey, @region, @name, @variables, @sourceInstance, @at)`,
  );
  const toInstances = db.prepare(
    `INSERT INTO signal_delivery (region, signal_key, instance_key, attempt_at)
     SELECT DISTINCT @region, @signalKey, instance_key, @at FROM subscription
     WHERE name = @name AND kind = 'signal' AND instance_key IS NOT @sourceInstance ORDER BY instance_key`,
  );
  const toStarts = db.prepare(
    `INSERT INTO signal_delivery (region, signal_key, process_id, attempt_at)
     SELECT DISTINCT @region, @signalKey, d.process_id, @at FROM event_start s JOIN definition d USING (definition_key)
     WHERE s.kind = 'signal' AND s.name = @name ORDER BY d.process_id`,
  );
  const forget = db.prepare('DELETE FROM signal WHERE signal_key = ?');
  return ({ signalKey, name, variables, sourceInstance }, at) => {
    insert.run({ signalKey, region, name, variables: JSON.stringify(variables), sourceInstance, at });
    const listeners =
      toInstances.run({ region, signalKey, name, sourceInstance, at }).changes +
      toStarts.run({ region, signalKey, name, at }).changes;
    if (listeners === 0) forget.run(signalKey);
  };
}

/** Ticks off a delivery; false, and nothing written, when it has been carried out before. */
function takenWriter(db: Db, region: number): (taken: Taken) => boolean {
  const byProcess = db.prepare(
    `INSERT OR IGNORE INTO message_taker (message_key, process_id, region)
     SELECT message_key, @processId, @region FROM message WHERE message_key = @messageKey`,
  );
  const delivery = db.prepare<object, { signalKey: number }>(
    'DELETE FROM signal_delivery WHERE delivery_key = @deliveryKey RETURNING signal_key AS signalKey',
  );
  const delivered = db.prepare(
    `DELETE FROM signal WHERE signal_key = @signalKey
     AND NOT EXISTS (SELECT 1 FROM signal_delivery WHERE signal_key = @signalKey)`,
  );
  const started = db.prepare(
    'DELETE FROM timer_start WHERE definition_key = @definitionKey AND element = @element AND due_at = @dueAt',
  );
  const next = db.prepare(
    `INSERT INTO timer_start (definition_key, element, region, due_at, cycle, attempt_at)
     VALUES (@definitionKey, @element, @region, @dueAt, @cycle, @dueAt)`,
  );
  return (taken) => {
    if (taken.kind === 'message') {
      const { messageKey, processId } = taken;
      return byProcess.run({ messageKey, processId, region }).changes > 0;
    }
    if (taken.kind === 'signal') {
      const row = delivery.get({ deliveryKey: taken.deliveryKey });
      if (row) delivered.run(row);
      return row !== undefined;
    }
    const { definitionKey, element, dueAt } = taken;
    if (started.run({ definitionKey, element, dueAt }).changes === 0) return false;
    if (taken.next) {
      next.run({ definitionKey, element, region, dueAt: taken.next.dueAt, cycle: JSON.stringify(taken.next.cycle) });
    }
    return true;
  };
}
