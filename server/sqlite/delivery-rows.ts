import type { NewMessage, PendingMessage, SignalDelivery } from '../application/ports.js';
import { identityForgetter } from './forget-identities.js';
import { messageLanes, type Lane } from './message-lanes.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';
import { signalSpreader } from './spread-signals.js';
import { waitingRows } from './waiting-rows.js';

type Text<T extends { readonly variables: unknown }> = Omit<T, 'variables'> & { readonly variables: string };

const withVariables = <T extends { readonly variables: string }>(
  row: T,
): Omit<T, 'variables'> & Pick<NewMessage, 'variables'> => ({ ...row, variables: parseJson(row.variables) });

/** What the delivery of messages and signals reads and writes beside the commands that it gives. */
export function deliveryRows(db: Db) {
  const pending = db.prepare<[number, number], Text<PendingMessage>>(
    `SELECT message_key AS messageKey, name, correlation_key AS correlationKey, variables, expires_at AS expiresAt,
            attempts, chain
     FROM message WHERE state = 'pending' AND queued = 0 AND attempt_at <= ? ORDER BY attempt_at, message_key LIMIT ?`,
  );
  const signals = db.prepare<[number, number], Text<SignalDelivery>>(
    `SELECT d.delivery_key AS deliveryKey, s.name, s.variables, d.instance_key AS instanceKey, d.process_id AS processId,
            d.attempts, s.chain
     FROM signal_delivery d JOIN signal s USING (signal_key)
     WHERE d.refused_at IS NULL AND d.attempt_at <= ? ORDER BY d.attempt_at, d.delivery_key LIMIT ?`,
  );
  const takers = db.prepare<[number], { processId: string }>(
    'SELECT process_id AS processId FROM message_taker WHERE message_key = ?',
  );
  const refuseDelivery = db.prepare(
    'UPDATE signal_delivery SET refused_at = @at, code = @code WHERE delivery_key = @deliveryKey',
  );
  const lanes = messageLanes(db);
  return {
    ...messageEnds(db),
    ...waitingRows(db),
    spreadSignals: signalSpreader(db).spreadSignals,
    pendingMessages: (at: number, limit: number): readonly PendingMessage[] =>
      pending.all(at, limit).map(withVariables),
    signalDeliveries: (at: number, limit: number): readonly SignalDelivery[] =>
      signals.all(at, limit).map(withVariables),
    takersOf: (messageKey: number): readonly string[] => takers.all(messageKey).map(({ processId }) => processId),
    hasPending: (name: string, correlationKey: string | null): boolean => lanes.hasPending({ name, correlationKey }),
    refuseDelivery: (deliveryKey: number, at: number, code: string): void =>
      void refuseDelivery.run({ deliveryKey, at, code }),
  };
}

/** How a message's turn ends. */
function messageEnds(db: Db) {
  const lanes = messageLanes(db);
  const remove = db.prepare<[number], Lane>(
    'DELETE FROM message WHERE message_key = ? RETURNING name, correlation_key AS correlationKey',
  );
  const removeTakers = db.prepare('DELETE FROM message_taker WHERE message_key = ?');
  const refuse = db.prepare(
    `INSERT INTO refused_message (message_key, region, name, correlation_key, message_id, variables, source_instance,
                                  published_at, refused_at, process_id, code)
     SELECT message_key, region, name, correlation_key, message_id, variables, source_instance, published_at, @at,
            @processId, @code
     FROM message WHERE message_key = @messageKey`,
  );
  // both in one statement, so that a subscription opened meanwhile is never missed
  const buffer = db.prepare<[number], Lane & { expiresAt: number }>(
    `UPDATE message SET state = 'buffered' WHERE message_key = ? AND state = 'pending' AND queued = 0
     AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.kind = 'message' AND s.name = message.name
                     AND s.correlation_key IS message.correlation_key)
     RETURNING name, correlation_key AS correlationKey, expires_at AS expiresAt`,
  );
  const expired = db.prepare<[number, number], { messageKey: number }>(
    `SELECT message_key AS messageKey FROM message WHERE state = 'buffered' AND expires_at <= ?
     ORDER BY expires_at LIMIT ?`,
  );
  const forgetIds = identityForgetter(db);
  const end = (messageKey: number, at: number): void => {
    const lane = remove.get(messageKey);
    if (lane) lanes.left(lane, at);
  };
  return {
    removeMessage: db.transaction((messageKey: number, at: number): void => {
      removeTakers.run(messageKey);
      end(messageKey, at);
    }),
    bufferMessage: db.transaction((messageKey: number, at: number): 'buffered' | 'expired' | 'again' => {
      const kept = buffer.get(messageKey);
      if (!kept) return 'again';
      if (kept.expiresAt <= at) end(messageKey, at);
      else lanes.left(kept, at);
      return kept.expiresAt <= at ? 'expired' : 'buffered';
    }),
    expireMessages: db.transaction((at: number, limit: number): readonly number[] => {
      const keys = expired.all(at, limit).map(({ messageKey }) => messageKey);
      lanes.expired(
        keys.flatMap((key) => remove.get(key) ?? []),
        at,
      );
      forgetIds(at, limit);
      return keys;
    }),
    refuseMessage: db.transaction(
      (messageKey: number, at: number, why: { readonly processId: string; readonly code: string }): void => {
        refuse.run({ messageKey, at, processId: why.processId, code: why.code });
        end(messageKey, at);
      },
    ),
  };
}
