import type { Change, Handled } from '../application/ports.js';
import { signalForgetter } from './forget-signal.js';
import { messageLanes, type Lane } from './message-lanes.js';
import type { Db } from './open-database.js';
import { Undone } from './undone.js';

/** A message that an operator tries again is kept this long when nobody waits for it. */
const RETRIED_TIME_TO_LIVE = 7 * 24 * 3_600_000;

/**
 * What an operator does with a message or a delivery that is kept: in the transaction of the command.
 * @throws Undone (conflict) when it is not, or no longer, kept in a way that allows it
 */
export function handledWriter(db: Db) {
  const messages = messageWriter(db);
  const deliveries = deliveryWriter(db);
  return (change: Change, handled: Handled): void => {
    const write = handled.kind === 'message' ? messages : deliveries;
    const { at, by } = change;
    const done =
      handled.action === 'retry'
        ? write.retry(handled.key, at)
        : write.discard({ key: handled.key, at, by, reason: handled.reason });
    if (!done) throw new Undone({ kind: 'conflict' });
  };
}

interface Discard {
  readonly key: number;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

function messageWriter(db: Db) {
  const lanes = messageLanes(db);
  const again = db.prepare(
    "UPDATE message SET attempt_at = @at, attempts = 0, chain = 0 WHERE message_key = @key AND state = 'pending'",
  );
  const restore = db.prepare<object, Lane>(
    `INSERT INTO message (message_key, region, name, correlation_key, message_id, variables, source_instance, published_at,
                          expires_at, state, queued, attempt_at)
     SELECT message_key, region, name, correlation_key, message_id, variables, source_instance, published_at,
            @expiresAt, 'pending', 1, @at
     FROM refused_message WHERE message_key = @key RETURNING name, correlation_key AS correlationKey`,
  );
  const removeRefused = db.prepare('DELETE FROM refused_message WHERE message_key = ?');
  const remove = db.prepare<[number], Lane>(
    'DELETE FROM message WHERE message_key = ? RETURNING name, correlation_key AS correlationKey',
  );
  const removeTakers = db.prepare('DELETE FROM message_taker WHERE message_key = ?');
  const note = db.prepare(
    `INSERT INTO discarded_delivery (kind, delivery_key, region, name, correlation_key, instance_key, process_id, code,
                                     message_id, published_at, discarded_at, discarded_by, reason)
     SELECT 'message', message_key, region, name, correlation_key,
            (SELECT instance_key FROM instance WHERE instance_key = source_instance), process_id, code, message_id,
            published_at, @at, @by, @reason
     FROM (SELECT message_key, region, name, correlation_key, source_instance, process_id, code, message_id, published_at
           FROM refused_message WHERE message_key = @key
           UNION ALL
           SELECT message_key, region, name, correlation_key, source_instance, NULL, NULL, message_id, published_at
           FROM message WHERE message_key = @key)`,
  );
  return {
    retry(key: number, at: number): boolean {
      const lane = restore.get({ key, at, expiresAt: at + RETRIED_TIME_TO_LIVE });
      if (!lane) return again.run({ key, at }).changes > 0;
      removeRefused.run(key);
      lanes.order(lane);
      return true;
    },
    discard(discard: Discard): boolean {
      if (note.run({ ...discard }).changes === 0) return false;
      removeRefused.run(discard.key);
      removeTakers.run(discard.key);
      const lane = remove.get(discard.key);
      if (lane) lanes.left(lane, discard.at);
      return true;
    },
  };
}

function deliveryWriter(db: Db) {
  const unchain = db.prepare(
    'UPDATE signal SET chain = 0 WHERE signal_key = (SELECT signal_key FROM signal_delivery WHERE delivery_key = ?)',
  );
  const again = db.prepare(
    `UPDATE signal_delivery SET refused_at = NULL, code = NULL, attempt_at = @at, attempts = 0
     WHERE delivery_key = @key`,
  );
  const note = db.prepare(
    `INSERT INTO discarded_delivery (kind, delivery_key, region, name, instance_key, process_id, code, published_at,
                                     discarded_at, discarded_by, reason)
     SELECT 'signal', d.delivery_key, d.region, s.name, d.instance_key, d.process_id, d.code, s.broadcast_at, @at, @by,
            @reason
     FROM signal_delivery d JOIN signal s USING (signal_key) WHERE d.delivery_key = @key`,
  );
  const remove = db.prepare<[number], { signalKey: number }>(
    'DELETE FROM signal_delivery WHERE delivery_key = ? RETURNING signal_key AS signalKey',
  );
  const forgetSignal = signalForgetter(db);
  return {
    retry(key: number, at: number): boolean {
      unchain.run(key);
      return again.run({ key, at }).changes > 0;
    },
    discard(discard: Discard): boolean {
      if (note.run({ ...discard }).changes === 0) return false;
      const signal = remove.get(discard.key);
      if (signal) forgetSignal(signal.signalKey);
      return true;
    },
  };
}
