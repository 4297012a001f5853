import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parseKey, partKey } from '../keys.js';
import type { KeptDelivery, KeptMessage, MessageFilter, OpenSubscription, PageRequest } from '../ports.js';
import type { Services } from '../services.js';

/** Messages that are kept, or were thrown away by an operator. Their content is not shown. */
export async function searchMessages({ store }: Services, filter: MessageFilter, page: PageRequest) {
  const found = await store.searchMessages(filter, page);
  return { items: found.items.map(messageAnswer), page: { endCursor: found.endCursor } };
}

/** @throws ApplicationError MESSAGE_NOT_FOUND */
export async function getMessage({ store }: Services, key: string) {
  const message = await store.message(parseKey(key, 'MESSAGE_NOT_FOUND'));
  if (!message) throw new ApplicationError('MESSAGE_NOT_FOUND');
  return messageAnswer(message);
}

export interface DeliveryQuery {
  readonly state?: KeptDelivery['state'];
  readonly signalName?: string;
  readonly processInstanceKey?: string;
}

/** Signals on their way to one receiver, those that it refused, and those that an operator has thrown away. */
export async function searchDeliveries({ store }: Services, query: DeliveryQuery, page: PageRequest) {
  const { state, signalName, processInstanceKey } = query;
  const filter = {
    ...(state !== undefined && { state }),
    ...(signalName !== undefined && { name: signalName }),
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
  };
  const found = await store.searchDeliveries(filter, page);
  return { items: found.items.map(deliveryAnswer), page: { endCursor: found.endCursor } };
}

export interface SubscriptionQuery {
  readonly processInstanceKey?: string;
  readonly processDefinitionId?: string;
  readonly elementId?: string;
  readonly messageName?: string;
  readonly correlationKey?: string;
}

/** Who waits for which message. */
export async function searchSubscriptions({ store }: Services, query: SubscriptionQuery, page: PageRequest) {
  const { processInstanceKey, processDefinitionId, elementId, messageName, correlationKey } = query;
  const filter = {
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
    ...(elementId !== undefined && { element: elementId }),
    ...(messageName !== undefined && { name: messageName }),
    ...(correlationKey !== undefined && { correlationKey }),
  };
  const found = await store.searchSubscriptions(filter, page);
  return { items: found.items.map(subscriptionAnswer), page: { endCursor: found.endCursor } };
}

const messageAnswer = (row: KeptMessage) => ({
  messageKey: String(row.messageKey),
  name: row.name,
  ...(row.correlationKey && { correlationKey: row.correlationKey }),
  ...(row.messageId !== null && { messageId: row.messageId }),
  state: row.state,
  publishedDate: iso(row.publishedAt),
  ...(row.expiresAt !== null && { expiryDate: iso(row.expiresAt) }),
  ...handlingAnswer(row),
});

const deliveryAnswer = (row: KeptDelivery) => ({
  signalDeliveryKey: String(row.deliveryKey),
  signalName: row.name,
  state: row.state,
  ...(row.instanceKey !== null && { processInstanceKey: String(row.instanceKey) }),
  broadcastDate: iso(row.broadcastAt),
  ...handlingAnswer(row),
});

const handlingAnswer = (row: KeptMessage | KeptDelivery) => ({
  ...(row.attempts !== null && { attempts: row.attempts }),
  ...(row.nextAttemptAt !== null && { nextAttemptDate: iso(row.nextAttemptAt) }),
  ...(row.refusedAt !== null && { refusedDate: iso(row.refusedAt) }),
  ...(row.processId && { processDefinitionId: row.processId }),
  ...(row.code !== null && { errorType: row.code }),
  ...(row.discardedAt !== null && { discardedDate: iso(row.discardedAt) }),
  ...(row.discardedBy !== null && { discardedBy: row.discardedBy }),
  ...(row.reason !== null && { discardReason: row.reason }),
});

const subscriptionAnswer = (row: OpenSubscription) => ({
  messageSubscriptionKey: partKey(row),
  messageSubscriptionState: 'CREATED',
  messageName: row.name,
  ...(row.correlationKey && { correlationKey: row.correlationKey }),
  elementId: row.element,
  processInstanceKey: String(row.instanceKey),
  processDefinitionKey: String(row.definitionKey),
  processDefinitionId: row.processId,
  lastUpdatedDate: iso(row.openedAt),
});
