import { EVENT_ID } from '../../../application/feed/feed-event.js';
import { SECRET } from '../../../application/webhooks/sign-webhook.js';
import {
  count,
  described,
  key,
  list,
  named,
  object,
  oneOf,
  reason,
  string,
  text,
  timestamp,
  truth,
} from '../schema.js';
import { eventType } from './event.js';

const url = described(
  text(2000),
  'Where events are sent to: this machine only, as long as the server is in demo mode.',
);
const types = described(
  { ...list(eventType, 50), minItems: 1, uniqueItems: true },
  'All of them where it is left out.',
);
const filter = named(
  'WebhookFilter',
  object({
    'processInstanceKey?': text(),
    'processDefinitionId?': text(),
    'candidateGroup?': text(),
    'assignee?': described(text(), 'Person who has the task, or had it until the event.'),
  }),
);
const secret = {
  ...text(100),
  pattern: SECRET,
  description: '`whsec_` and 24 to 64 random bytes as Base64, as Standard Webhooks writes it.',
  examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
};
const settings = { url, 'types?': types, 'filter?': filter, 'enabled?': truth };

export const newWebhook = object({
  ...settings,
  'secret?': described(secret, 'The server makes one where it is left out.'),
});
export const webhookSettings = object(settings);
export const newSecret = object({ 'secret?': described(secret, 'The server makes one where it is left out.') });

export const webhookKey = key('Key of the webhook.', '3');
/** The one answer with a secret. */
export const madeSecret = object({
  webhookKey,
  'secret?': described(string, 'Where the server has made it: keep it, it is shown this once.'),
});

const failure = described(string, '`TIMEOUT`, `CONNECTION_FAILED`, `TARGET_NOT_ALLOWED`, or `HTTP_` and the status.');

export const webhook = named(
  'Webhook',
  object({
    webhookKey,
    url: string,
    'types?': list(eventType),
    filter,
    enabled: truth,
    state: described(oneOf('ACTIVE', 'FAILING', 'DISABLED'), '`FAILING` after 5 failures in a row; it is tried on.'),
    creationDate: timestamp,
    createdBy: string,
    lastEventId: described(string, 'How far the receiver has been told, at most a second ago.'),
    'lastDeliveryDate?': timestamp,
    attempts: described(count, 'How often in a row the next event was not taken.'),
    'nextAttemptDate?': timestamp,
    'refusedEventId?': described(string, 'The next event, where it was not taken.'),
    'lastFailure?': failure,
    'lastFailureDate?': timestamp,
  }),
);
export const webhooks = object({ items: list(webhook) });

export const skipRequest = object({
  eventId: { ...text(50), pattern: EVENT_ID, description: '`refusedEventId` of the webhook.' },
  reason,
});
export const skippedEvents = object({
  items: list(
    object({
      eventId: string,
      reason: string,
      skippedDate: timestamp,
      skippedBy: string,
      attempts: described(count, 'How often it had been refused.'),
      'lastFailure?': failure,
    }),
  ),
});
