import { EVENT_ID, feedTypes } from '../../application/feed/feed-event.js';
import { followFeed } from '../../application/feed/follow-feed.js';
import { parseKey } from '../../application/keys.js';
import type { FeedFilter, FeedType } from '../../application/ports.js';
import { content, described, object, text } from '../contract/schema.js';
import { read, type Route } from '../route.js';

interface EventQuery {
  readonly types?: string;
  readonly processInstanceKey?: string;
  readonly processDefinitionId?: string;
  readonly candidateGroup?: string;
  readonly assignee?: string;
  readonly lastEventId?: string;
}

const oneType = `(${feedTypes.map((type) => type.replace('.', '\\.')).join('|')})`;

export const eventRoutes: readonly Route[] = [
  read<undefined, EventQuery>('/v2/events', {
    operationId: 'streamEvents',
    tag: 'Event',
    summary: 'Listen to events',
    description:
      'Server-sent events. Each block has the `id` of its event, `event:` (its type) and `data:` (an `Event`). A client ' +
      'that comes again with `Last-Event-ID` goes on behind it, without gap or repeat; `reset` tells it that what it ' +
      'has missed is not kept any more: load anew. A block with an id alone only moves the last id forward. Without a ' +
      'last id the stream begins now; `lastEventId=0` begins with the oldest event that is kept.',
    answer: content,
    problems: ['TOO_MANY_LISTENERS', 'INSTANCE_NOT_FOUND'],
    type: 'text/event-stream',
    query: object({
      'types?': { ...text(500), description: 'Types, with commas between.', pattern: `^${oneType}(,${oneType})*$` },
      'processInstanceKey?': text(),
      'processDefinitionId?': text(),
      'candidateGroup?': text(),
      'assignee?': described(text(), 'Person who has the task, or had it until the event.'),
      'lastEventId?': { ...text(50), description: 'For clients that cannot set `Last-Event-ID`.', pattern: EVENT_ID },
    }),
    handle: ({ services, query, header }) =>
      followFeed(services, filterOf(query), header('Last-Event-ID') ?? query.lastEventId),
  }),
];

function filterOf({
  types,
  processInstanceKey,
  processDefinitionId,
  candidateGroup,
  assignee,
}: EventQuery): FeedFilter {
  return {
    ...(types !== undefined && { types: types.split(',') as FeedType[] }),
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
    ...(candidateGroup !== undefined && { candidateGroup }),
    ...(assignee !== undefined && { assignee }),
  };
}
