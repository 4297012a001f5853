import { correlateMessage, type Correlation } from '../../application/messages/correlate-message.js';
import { handleMessage, type Handling } from '../../application/messages/handle-kept.js';
import { publishMessage, type Publication } from '../../application/messages/publish.js';
import {
  getMessage,
  searchMessages,
  searchSubscriptions,
  type SubscriptionQuery,
} from '../../application/messages/search-messages.js';
import type { MessageFilter } from '../../application/ports.js';
import { ofStep } from '../contract/problem-groups.js';
import {
  described,
  integer,
  object,
  oneOf,
  paged,
  reason,
  search as searchSchema,
  text,
  typed,
  variables,
} from '../contract/schema.js';
import {
  correlatedMessage,
  keptMessage,
  messageState,
  messageSubscription,
  publishedMessage,
} from '../contract/schemas/message.js';
import { filterOf, pageOf, post, read, search, type Route, type SearchBody } from '../route.js';

const DAY = 24 * 3_600_000;
const messageKey = (params: Readonly<Record<string, string>>): string => params['messageKey'] ?? '';

/** Where a message starts a process, it may be refused as the start is. */
const ofStart = ['FORM_NOT_VALID', 'VALUE_NOT_ALLOWED', 'LIMIT_EXCEEDED', 'START_NOT_FOUND'] as const;

/** What an operator does with something that is set aside. */
export const handlingBody = object({
  action: described(oneOf('retry', 'discard'), 'Try it again now, or throw it away.'),
  'reason?': described(reason, 'Needed to throw it away: why.'),
});

export const messageRoutes: readonly Route[] = [
  post<Publication>('/v2/messages/publication', {
    operationId: 'publishMessage',
    tag: 'Message',
    summary: 'Publish a message',
    description:
      'Goes to at most one waiting subscription per process with that name and key (no key is a key of its own, never any key); a process where none waits is started by it, if it has such a start event, with the key as business key. Delivered after the answer, exactly once; messages of one name and key in the order of publication. Where it starts a process, the start form of that process is the contract of its name.',
    answer: publishedMessage,
    problems: [
      ...ofStart,
      ...(['ACTION_NOT_POSSIBLE', 'STEP_FAILED', 'INSTANCE_BUSY', 'MESSAGE_ALREADY_PUBLISHED'] as const),
    ],
    example: {
      body: { name: 'Patient admitted', correlationKey: 'patient-1001', timeToLive: 3_600_000, variables: {} },
      answer: { messageKey: '17' },
    },
    body: object({
      name: typed(),
      'correlationKey?': typed(200, 0),
      'timeToLive?': described(
        integer(0, 366 * DAY),
        'Milliseconds for which it is kept when nobody takes it; 0 where it is left out.',
      ),
      'messageId?': described(
        typed(),
        'Your own: a second message with this name, key and id is refused while the first is kept, and for its time to live.',
      ),
      'variables?': variables,
    }),
    handle: ({ services, caller, body }) => publishMessage(services, caller, body),
  }),
  post<Correlation>('/v2/messages/correlation', {
    operationId: 'correlateMessage',
    tag: 'Message',
    summary: 'Correlate a message now',
    description:
      'Gives it to who waits for it now, by the rules of a publication, and answers with the instance that took it. It is kept for nobody. Where several processes want it, the others have it after the answer.',
    answer: correlatedMessage,
    problems: [
      ...(['MESSAGE_NOT_AWAITED', 'MESSAGE_OUT_OF_TURN', 'FORM_NOT_VALID', 'START_NOT_FOUND'] as const),
      ...(['INSTANCE_ALREADY_RUNNING', ...ofStep] as const),
    ],
    example: {
      body: { name: 'Answer', correlationKey: 'patient-1001', variables: {} },
      answer: { messageKey: '18', processInstanceKey: '42' },
    },
    body: object({ name: typed(), 'correlationKey?': typed(200, 0), 'variables?': variables }),
    handle: ({ services, caller, body }) => correlateMessage(services, caller, body),
  }),
  search<SearchBody<MessageFilter>>('/v2/messages/search', {
    operationId: 'searchMessages',
    tag: 'Message',
    summary: 'Search messages that are kept',
    description:
      '`PENDING`: to be delivered, or put off. `BUFFERED`: nobody has taken it yet. `REFUSED`: a process refuses its content; it is set aside, with the process and the code. `DISCARDED`: an operator has thrown it away. What a message holds is not shown.',
    answer: paged(keptMessage),
    problems: [],
    example: { body: { filter: { state: 'REFUSED' } } },
    body: searchSchema({
      'state?': messageState,
      'name?': typed(),
      'correlationKey?': typed(200, 0),
      'messageId?': typed(),
    }),
    handle: ({ services, body }) => searchMessages(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/messages/:messageKey', {
    operationId: 'getMessage',
    tag: 'Message',
    summary: 'Get a message that is kept',
    answer: keptMessage,
    problems: ['MESSAGE_NOT_FOUND'],
    handle: ({ services, params }) => getMessage(services, messageKey(params)),
  }),
  post<Handling>('/v2/messages/:messageKey/resolution', {
    operationId: 'resolveMessage',
    tag: 'Message',
    summary: 'Try a message again, or throw it away',
    description:
      '`retry`: one that was refused or put off is delivered now, in its place in the order; who has taken it does not get it again. `discard`: one that is kept is thrown away, with a reason.',
    answer: null,
    problems: ['MESSAGE_NOT_FOUND', 'NOT_SET_ASIDE', 'REASON_MISSING'],
    example: { body: { action: 'discard', reason: 'Sent twice by the laboratory' } },
    body: handlingBody,
    handle: ({ services, caller, params, body }) => handleMessage(services, caller, messageKey(params), body),
  }),
  search<SearchBody<SubscriptionQuery>>('/v2/message-subscriptions/search', {
    operationId: 'searchMessageSubscriptions',
    tag: 'Message',
    summary: 'Search who waits for messages',
    answer: paged(messageSubscription),
    problems: ['INSTANCE_NOT_FOUND'],
    example: { body: { filter: { messageName: 'Answer' } } },
    body: searchSchema({
      'processInstanceKey?': text(),
      'processDefinitionId?': text(),
      'elementId?': text(),
      'messageName?': typed(),
      'correlationKey?': typed(200, 0),
    }),
    handle: ({ services, body }) => searchSubscriptions(services, filterOf(body), pageOf(body)),
  }),
];
