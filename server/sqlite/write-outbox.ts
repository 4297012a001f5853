import type { Change, NewMessage, NewSignal, Taken } from '../application/ports.js';
import { signalForgetter } from './forget-signal.js';
import { messageLanes } from './message-lanes.js';
import type { Db } from './open-database.js';
import { signalSpreader } from './spread-signals.js';
import { Undone } from './undone.js';
import { batchItemWriter } from './write-batch.js';

/** Writes what leaves an instance, and ticks off the delivery that a change carries out. */
export function outboxWriter(db: Db, region: number) {
  const message = messageWriter(db, region);
  const signal = signalWriter(db, region);
  const take = takenWriter(db, region);
  return {
    take,
    send(change: Change): void {
      for (const one of change.messages ?? []) message(one, change.at);
      for (const one of change.signals ?? []) signal(one, change.at);
    },
  };
}

function messageWriter(db: Db, region: number): (message: NewMessage, at: number) => void {
  const lanes = messageLanes(db);
  const claimId = identityWriter(db, region);
  const insert = db.prepare(
    `INSERT INTO message (message_key, region, name, correlation_key, message_id, variables, source_instance, published_at,
                          expires_at, state, queued, attempt_at, chain)
     VALUES (@messageKey, @region, @name, @correlationKey, @messageId, @variables, @sourceInstance, @at,
             @expiresAt, 'pending', @queued, @at, @chain)`,
  );
  const taker = db.prepare(
    'INSERT INTO message_taker (message_key, process_id, region) VALUES (@messageKey, @takenBy, @region)',
  );
  return (one, at) => {
    const { messageKey, messageId = null, takenBy, chain = 0 } = one;
    if (messageId !== null) claimId(one, messageId, at);
    const queued = lanes.queuedAt(one);
    insert.run({ ...one, messageId, chain, queued, variables: JSON.stringify(one.variables), at, region });
    if (queued === 1) lanes.order(one);
    if (takenBy !== undefined) taker.run({ messageKey, takenBy, region });
  };
}

/** A publisher's id is free again when its message is gone and the time to live is over. */
function identityWriter(db: Db, region: number) {
  const holder = db.prepare<object, { messageKey: number }>(
    `SELECT message_key AS messageKey FROM message_identity i
     WHERE name = @name AND correlation_key = @correlationKey AND message_id = @messageId
     AND (expires_at > @at OR EXISTS (SELECT 1 FROM message m WHERE m.message_key = i.message_key)
          OR EXISTS (SELECT 1 FROM refused_message r WHERE r.message_key = i.message_key))`,
  );
  const claim = db.prepare(
    `INSERT OR REPLACE INTO message_identity (name, correlation_key, message_id, region, message_key, expires_at)
     VALUES (@name, @correlationKey, @messageId, @region, @messageKey, @expiresAt)`,
  );
  return ({ name, correlationKey, messageKey, expiresAt }: NewMessage, messageId: string, at: number): void => {
    const id = { name, correlationKey: correlationKey ?? '', messageId };
    const held = holder.get({ ...id, at });
    if (held) throw new Undone({ kind: 'published', messageKey: held.messageKey });
    claim.run({ ...id, region, messageKey, expiresAt });
  };
}

/**
 * A signal reaches those that listen when it is broadcast (BPMN 2.0.2, 10.5.1): they are written down with it, or where
 * they are many, the first of them.
 */
function signalWriter(db: Db, region: number): (signal: NewSignal, at: number) => void {
  const insert = db.prepare(
    `INSERT INTO signal (signal_key, region, name, variables, source_instance, broadcast_at, chain, broadcast_number,
                         spread_after)
     VALUES (@signalKey, @region, @name, @variables, @sourceInstance, @at, @chain, @broadcast, 0)`,
  );
  const number = db
    .prepare<object, number>(
      `INSERT INTO sequence (region, name, next) VALUES (@region, 'broadcast', 1)
       ON CONFLICT (region, name) DO UPDATE SET next = next + 1 RETURNING next`,
    )
    .pluck();
  const spreader = signalSpreader(db);
  const toStarts = db.prepare(
    `INSERT INTO signal_delivery (region, signal_key, process_id, attempt_at)
     SELECT DISTINCT @region, @signalKey, d.process_id, @at FROM event_start s JOIN definition d USING (definition_key)
     WHERE s.kind = 'signal' AND s.name = @name ORDER BY d.process_id`,
  );
  const forget = signalForgetter(db);
  return ({ signalKey, name, variables, sourceInstance, chain = 0 }, at) => {
    const broadcast = number.get({ region });
    insert.run({ signalKey, region, name, variables: JSON.stringify(variables), sourceInstance, at, chain, broadcast });
    spreader.begin(signalKey);
    toStarts.run({ region, signalKey, name, at });
    forget(signalKey);
  };
}

/** Ticks off a delivery; false, and nothing written, when it has been carried out before. */
function takenWriter(db: Db, region: number): (taken: Taken, at: number) => boolean {
  const tickItem = batchItemWriter(db);
  const byProcess = db.prepare(
    `INSERT OR IGNORE INTO message_taker (message_key, process_id, region)
     SELECT message_key, @processId, @region FROM message
     WHERE message_key = @messageKey AND state = 'pending' AND queued = 0`,
  );
  const delivery = db.prepare<object, { signalKey: number }>(
    `DELETE FROM signal_delivery WHERE delivery_key = @deliveryKey AND refused_at IS NULL
     RETURNING signal_key AS signalKey`,
  );
  const forgetSignal = signalForgetter(db);
  const started = db.prepare(
    'DELETE FROM timer_start WHERE definition_key = @definitionKey AND element = @element AND due_at = @dueAt',
  );
  const next = db.prepare(
    `INSERT INTO timer_start (definition_key, element, region, due_at, cycle, attempt_at)
     VALUES (@definitionKey, @element, @region, @dueAt, @cycle, @dueAt)`,
  );
  return (taken, at) => {
    if (taken.kind === 'message') {
      const { messageKey, processId } = taken;
      return byProcess.run({ messageKey, processId, region }).changes > 0;
    }
    if (taken.kind === 'batchItem') return tickItem(taken, at);
    if (taken.kind === 'signal') {
      const row = delivery.get({ deliveryKey: taken.deliveryKey });
      if (row) forgetSignal(row.signalKey);
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
