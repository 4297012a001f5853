import type { PlainVariables } from '../../../engine/index.js';
import { handleDelivery, type Handling } from '../../application/messages/handle-kept.js';
import { broadcastSignal } from '../../application/messages/publish.js';
import { searchDeliveries, type DeliveryQuery } from '../../application/messages/search-messages.js';
import { object, paged, search as searchSchema, text, typed, variables } from '../contract/schema.js';
import { broadcastedSignal, deliveryState, signalDelivery } from '../contract/schemas/message.js';
import { filterOf, pageOf, post, search, type Route, type SearchBody } from '../route.js';
import { handlingBody } from './message-routes.js';

export const signalRoutes: readonly Route[] = [
  post<{ signalName: string; variables?: PlainVariables }>('/v2/signals/broadcast', {
    operationId: 'broadcastSignal',
    tag: 'Signal',
    summary: 'Broadcast a signal',
    description: 'To everything that listens to it now. Delivered after the answer, exactly once.',
    answer: broadcastedSignal,
    problems: ['INSTANCE_BUSY'],
    example: { body: { signalName: 'Ward closed' }, answer: { signalKey: '5' } },
    body: object({ signalName: typed(), 'variables?': variables }),
    handle: ({ services, caller, body }) => broadcastSignal(services, caller, body.signalName, body.variables),
  }),
  search<SearchBody<DeliveryQuery>>('/v2/signal-deliveries/search', {
    operationId: 'searchSignalDeliveries',
    tag: 'Signal',
    summary: 'Search signals on their way to a receiver',
    description:
      'One for each instance or process that listened when the signal was broadcast and has not had it; where they are more than a thousand they appear by and by. `PENDING`: to be delivered, or put off. `REFUSED`: its receiver refuses the content; it is set aside. `DISCARDED`: an operator has thrown it away.',
    answer: paged(signalDelivery),
    problems: ['INSTANCE_NOT_FOUND'],
    example: { body: { filter: { state: 'REFUSED' } } },
    body: searchSchema({ 'state?': deliveryState, 'signalName?': typed(), 'processInstanceKey?': text() }),
    handle: ({ services, body }) => searchDeliveries(services, filterOf(body), pageOf(body)),
  }),
  post<Handling>('/v2/signal-deliveries/:signalDeliveryKey/resolution', {
    operationId: 'resolveSignalDelivery',
    tag: 'Signal',
    summary: 'Try a delivery again, or throw it away',
    answer: null,
    problems: ['DELIVERY_NOT_FOUND', 'NOT_SET_ASIDE', 'REASON_MISSING'],
    example: { body: { action: 'retry' } },
    body: handlingBody,
    handle: ({ services, caller, params, body }) =>
      handleDelivery(services, caller, params['signalDeliveryKey'] ?? '', body),
  }),
];
