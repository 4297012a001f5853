import type {
  DeliveryFilter,
  KeptDelivery,
  KeptMessage,
  MessageFilter,
  OpenSubscription,
  Page,
  PageRequest,
  SubscriptionFilter,
} from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';

const KEPT_MESSAGES = `
  SELECT * FROM (
    SELECT message_key AS messageKey, name, correlation_key AS correlationKey, message_id AS messageId,
           upper(state) AS state, published_at AS publishedAt, expires_at AS expiresAt,
           CASE state WHEN 'pending' THEN attempts END AS attempts,
           CASE state WHEN 'pending' THEN attempt_at END AS nextAttemptAt,
           NULL AS refusedAt, NULL AS processId, NULL AS code, NULL AS discardedAt, NULL AS discardedBy, NULL AS reason
    FROM message
    UNION ALL
    SELECT message_key, name, correlation_key, message_id, 'REFUSED', published_at, NULL, NULL, NULL,
           refused_at, process_id, code, NULL, NULL, NULL
    FROM refused_message
    UNION ALL
    SELECT delivery_key, name, correlation_key, message_id, 'DISCARDED', published_at, NULL, NULL, NULL,
           NULL, process_id, code, discarded_at, discarded_by, reason
    FROM discarded_delivery WHERE kind = 'message')`;

const KEPT_DELIVERIES = `
  SELECT * FROM (
    SELECT d.delivery_key AS deliveryKey, s.name, CASE WHEN d.refused_at IS NULL THEN 'PENDING' ELSE 'REFUSED' END AS state,
           d.instance_key AS instanceKey, d.process_id AS processId, s.broadcast_at AS broadcastAt,
           CASE WHEN d.refused_at IS NULL THEN d.attempts END AS attempts,
           CASE WHEN d.refused_at IS NULL THEN d.attempt_at END AS nextAttemptAt,
           d.refused_at AS refusedAt, d.code, NULL AS discardedAt, NULL AS discardedBy, NULL AS reason
    FROM signal_delivery d JOIN signal s USING (signal_key)
    UNION ALL
    SELECT delivery_key, name, 'DISCARDED', instance_key, process_id, published_at, NULL, NULL, NULL,
           code, discarded_at, discarded_by, reason
    FROM discarded_delivery WHERE kind = 'signal')`;

const SUBSCRIPTIONS = `
  SELECT s.instance_key AS instanceKey, s.number, s.kind, s.name, s.correlation_key AS correlationKey, s.element,
         s.opened_at AS openedAt, i.process_id AS processId, i.definition_key AS definitionKey
  FROM subscription s JOIN instance i USING (instance_key)`;

/** Reads what is kept of messages and signals, and who waits for messages. */
export function messageRows(db: Db) {
  const message = db.prepare<[number], KeptMessage>(`${KEPT_MESSAGES} WHERE messageKey = ?`);
  const delivery = db.prepare<[number], KeptDelivery>(`${KEPT_DELIVERIES} WHERE deliveryKey = ?`);
  return {
    message: (messageKey: number): KeptMessage | null => message.get(messageKey) ?? null,
    signalDelivery: (deliveryKey: number): KeptDelivery | null => delivery.get(deliveryKey) ?? null,
    searchMessages(filter: MessageFilter, page: PageRequest): Page<KeptMessage> {
      const [after] = page.after === undefined ? [] : decodeCursor(page.after, 1);
      const rows = db
        .prepare<object, KeptMessage>(
          `${KEPT_MESSAGES} ${where([
            filter.state !== undefined && 'state = @state',
            filter.name !== undefined && 'name = @name',
            filter.correlationKey !== undefined && 'correlationKey = @correlationKey',
            filter.messageId !== undefined && 'messageId = @messageId',
            after !== undefined && 'messageKey > @after',
          ])} ORDER BY messageKey LIMIT @limit`,
        )
        .all({ ...filter, after, limit: page.limit + 1 });
      return toPage(rows, page.limit, itself, (row) => [row.messageKey]);
    },
    searchDeliveries(filter: DeliveryFilter, page: PageRequest): Page<KeptDelivery> {
      const [after] = page.after === undefined ? [] : decodeCursor(page.after, 1);
      const rows = db
        .prepare<object, KeptDelivery>(
          `${KEPT_DELIVERIES} ${where([
            filter.state !== undefined && 'state = @state',
            filter.name !== undefined && 'name = @name',
            filter.instanceKey !== undefined && 'instanceKey = @instanceKey',
            after !== undefined && 'deliveryKey > @after',
          ])} ORDER BY deliveryKey LIMIT @limit`,
        )
        .all({ ...filter, after, limit: page.limit + 1 });
      return toPage(rows, page.limit, itself, (row) => [row.deliveryKey]);
    },
    searchSubscriptions(filter: SubscriptionFilter, page: PageRequest): Page<OpenSubscription> {
      const [afterInstance, afterNumber] = page.after === undefined ? [] : decodeCursor(page.after, 2);
      const rows = db
        .prepare<object, OpenSubscription>(
          `${SUBSCRIPTIONS} ${where([
            "s.kind = 'message'",
            filter.instanceKey !== undefined && 's.instance_key = @instanceKey',
            filter.processId !== undefined && 'i.process_id = @processId',
            filter.element !== undefined && 's.element = @element',
            filter.name !== undefined && 's.name = @name',
            filter.correlationKey !== undefined && 's.correlation_key = @correlationKey',
            afterInstance !== undefined && '(s.instance_key, s.number) > (@afterInstance, @afterNumber)',
          ])} ORDER BY s.instance_key, s.number LIMIT @limit`,
        )
        .all({ ...filter, afterInstance, afterNumber, limit: page.limit + 1 });
      return toPage(rows, page.limit, itself, (row) => [row.instanceKey, row.number]);
    },
  };
}

const itself = <T>(row: T): T => row;
