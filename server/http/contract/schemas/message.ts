import { count, described, key, named, object, oneOf, string, timestamp } from '../schema.js';
import { processDefinitionId, processDefinitionKey } from './process-definition.js';
import { processInstanceKey } from './process-instance.js';

export const messageState = oneOf('PENDING', 'BUFFERED', 'REFUSED', 'DISCARDED');
export const deliveryState = oneOf('PENDING', 'REFUSED', 'DISCARDED');
export const subscriptionState = oneOf('CREATED');
const messageKey = key('Key of the message.', '17');

export const publishedMessage = named('PublishedMessage', object({ messageKey }));
export const correlatedMessage = named('CorrelatedMessage', object({ messageKey, processInstanceKey }));
export const broadcastedSignal = named('BroadcastSignal', object({ signalKey: key('Key of the signal.', '5') }));

/** How it goes with something that is to be delivered, and what an operator has done about it. */
const handling = {
  'attempts?': described(count, 'How often delivering has failed.'),
  'nextAttemptDate?': timestamp,
  'refusedDate?': timestamp,
  'processDefinitionId?': processDefinitionId,
  'errorType?': described(string, 'Code of the refusal.'),
  'discardedDate?': timestamp,
  'discardedBy?': string,
  'discardReason?': string,
};

export const keptMessage = named(
  'Message',
  object({
    messageKey,
    name: string,
    'correlationKey?': string,
    'messageId?': string,
    state: messageState,
    publishedDate: timestamp,
    'expiryDate?': timestamp,
    ...handling,
  }),
);

export const signalDelivery = named(
  'SignalDelivery',
  object({
    signalDeliveryKey: key('Key of the delivery.', '6'),
    signalName: string,
    state: deliveryState,
    'processInstanceKey?': processInstanceKey,
    broadcastDate: timestamp,
    ...handling,
  }),
);

export const messageSubscription = named(
  'MessageSubscription',
  object({
    messageSubscriptionKey: key('Key of the subscription.', '42:5'),
    messageSubscriptionState: subscriptionState,
    messageName: string,
    'correlationKey?': string,
    elementId: string,
    processInstanceKey,
    processDefinitionKey,
    processDefinitionId,
    lastUpdatedDate: timestamp,
  }),
);
