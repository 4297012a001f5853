import type { PlainVariables } from '../../../engine/index.js';
import { broadcastSignal, publishMessage, type Publication } from '../../application/messages/publish.js';
import { searchMessages } from '../../application/messages/search-messages.js';
import type { MessageFilter } from '../../application/ports.js';
import { described, integer, object, paged, search as searchSchema, text, variables } from '../contract/schema.js';
import { broadcastedSignal, keptMessage, messageState, publishedMessage } from '../contract/schemas/message.js';
import { filterOf, pageOf, post, search, type Route, type SearchBody } from '../route.js';

const DAY = 24 * 3_600_000;

export const messageRoutes: readonly Route[] = [
  post<Publication>('/v2/messages/publication', {
    operationId: 'publishMessage',
    tag: 'Message',
    summary: 'Publish a message',
    description:
      'Goes to at most one waiting subscription per process with that name and key (no key is a key of its own, never any key); a process where none waits is started by it, if it has such a start event, with the key as business key. Delivered after the answer, exactly once. Where it starts a process, the start form of that process is the contract of its name.',
    answer: publishedMessage,
    problems: [
      ...(['FORM_NOT_VALID', 'VALUE_NOT_ALLOWED', 'LIMIT_EXCEEDED', 'START_NOT_FOUND'] as const),
      ...(['ACTION_NOT_POSSIBLE', 'STEP_FAILED', 'INSTANCE_BUSY'] as const),
    ],
    example: {
      body: { name: 'Patient admitted', correlationKey: 'patient-1001', timeToLive: 3_600_000, variables: {} },
      answer: { messageKey: '17' },
    },
    body: object({
      name: text(),
      'correlationKey?': text(200, 0),
      'timeToLive?': described(
        integer(0, 366 * DAY),
        'Milliseconds for which it is kept when nobody takes it; 0 where it is left out.',
      ),
      'variables?': variables,
    }),
    handle: ({ services, caller, body }) => publishMessage(services, caller, body),
  }),
  search<SearchBody<MessageFilter>>('/v2/messages/search', {
    operationId: 'searchMessages',
    tag: 'Message',
    summary: 'Search messages that are kept',
    description:
      '`BUFFERED`: nobody has taken it yet. `REFUSED`: a process refuses its content; it is set aside, with the process and the code. What a message holds is not shown.',
    answer: paged(keptMessage),
    problems: [],
    example: { body: { filter: { state: 'REFUSED' } } },
    body: searchSchema({ 'state?': messageState, 'name?': text(), 'correlationKey?': text(200, 0) }),
    handle: ({ services, body }) => searchMessages(services, filterOf(body), pageOf(body)),
  }),
  post<{ signalName: string; variables?: PlainVariables }>('/v2/signals/broadcast', {
    operationId: 'broadcastSignal',
    tag: 'Signal',
    summary: 'Broadcast a signal',
    description: 'To everything that listens to it now. Delivered after the answer, exactly once.',
    answer: broadcastedSignal,
    problems: ['INSTANCE_BUSY'],
    example: { body: { signalName: 'Ward closed' }, answer: { signalKey: '5' } },
    body: object({ signalName: text(), 'variables?': variables }),
    handle: ({ services, caller, body }) => broadcastSignal(services, caller, body.signalName, body.variables),
  }),
];
