import { feedTypes } from '../../../application/feed/feed-event.js';
import { described, named, object, oneOf, string, timestamp } from '../schema.js';

export const eventType = named('EventType', oneOf(...feedTypes));

/** What streams and webhooks tell: ids and codes, never values. */
export const event = named(
  'Event',
  object({
    type: described(
      oneOf(...feedTypes, 'reset'),
      'What has happened; `reset`: what was missed is not kept, load anew.',
    ),
    timestamp: described(timestamp, 'When it happened.'),
    data: object({
      'processInstanceKey?': string,
      'processDefinitionId?': string,
      'userTaskKey?': string,
      'incidentKey?': string,
      'elementId?': string,
      'candidateGroup?': string,
      'assignee?': string,
      'previousAssignee?': string,
      'errorType?': string,
    }),
  }),
);
