import {
  createWebhook,
  getWebhook,
  listSkippedEvents,
  listWebhooks,
  removeWebhook,
  replaceSecret,
  retryWebhook,
  skipEvent,
  updateWebhook,
} from '../../application/webhooks/change-webhook.js';
import type { WebhookRequest } from '../../application/webhooks/webhook-answer.js';
import { object } from '../contract/schema.js';
import {
  madeSecret,
  newSecret,
  newWebhook,
  skippedEvents,
  skipRequest,
  webhook,
  webhooks,
  webhookSettings,
} from '../contract/schemas/webhook.js';
import { post, put, read, remove, type Route } from '../route.js';

const key = (params: Readonly<Record<string, string>>): string => params['webhookKey'] ?? '';
const url = 'http://localhost:4000/samlop-events';
const shown = {
  webhookKey: '3',
  url,
  types: ['task.created', 'task.completed'],
  filter: { candidateGroup: 'ward' },
  enabled: true,
  state: 'ACTIVE',
  creationDate: '2026-11-02T09:00:00.000Z',
  createdBy: 'coordinator',
  lastEventId: '17-2',
  attempts: 0,
};

export const webhookRoutes: readonly Route[] = [
  post<WebhookRequest & { secret?: string }>('/v2/webhooks', {
    operationId: 'createWebhook',
    tag: 'Webhook',
    summary: 'Create a webhook',
    description:
      'Its receiver is told of what happens from now on: one signed POST with an `Event` at a time, in order, each ' +
      'until it is answered by 2xx (see Standard Webhooks 1.0.0).',
    status: 201,
    body: newWebhook,
    answer: madeSecret,
    problems: ['WEBHOOK_URL_NOT_ALLOWED', 'TOO_MANY_WEBHOOKS', 'INSTANCE_NOT_FOUND'],
    example: {
      body: { url, types: ['task.created', 'task.completed'], filter: { candidateGroup: 'ward' } },
      answer: { webhookKey: '3', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    },
    handle: ({ services, caller, body }) => createWebhook(services, caller, body),
  }),
  read('/v2/webhooks', {
    operationId: 'getWebhooks',
    tag: 'Webhook',
    summary: 'Get the webhooks',
    answer: webhooks,
    problems: [],
    example: { answer: { items: [shown] } },
    handle: ({ services }) => listWebhooks(services),
  }),
  read('/v2/webhooks/:webhookKey', {
    operationId: 'getWebhook',
    tag: 'Webhook',
    summary: 'Get a webhook',
    answer: webhook,
    problems: ['WEBHOOK_NOT_FOUND'],
    example: { answer: shown },
    handle: ({ services, params }) => getWebhook(services, key(params)),
  }),
  put<WebhookRequest>('/v2/webhooks/:webhookKey', {
    operationId: 'updateWebhook',
    tag: 'Webhook',
    summary: 'Replace what a webhook is for',
    description: 'One that is enabled by this goes on from the event that it came to, and is tried at once.',
    body: webhookSettings,
    answer: null,
    problems: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_URL_NOT_ALLOWED', 'INSTANCE_NOT_FOUND'],
    example: { body: { url, enabled: false } },
    handle: ({ services, caller, params, body }) => updateWebhook(services, caller, key(params), body),
  }),
  remove('/v2/webhooks/:webhookKey', {
    operationId: 'deleteWebhook',
    tag: 'Webhook',
    summary: 'Delete a webhook',
    answer: null,
    problems: ['WEBHOOK_NOT_FOUND'],
    handle: ({ services, caller, params }) => removeWebhook(services, caller, key(params)),
  }),
  post<{ secret?: string }>('/v2/webhooks/:webhookKey/secret', {
    operationId: 'replaceWebhookSecret',
    tag: 'Webhook',
    summary: 'Replace the secret of a webhook',
    description: 'For 24 hours requests are signed with the old and the new one.',
    body: newSecret,
    answer: madeSecret,
    problems: ['WEBHOOK_NOT_FOUND'],
    example: { body: {}, answer: { webhookKey: '3', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } },
    handle: ({ services, caller, params, body }) => replaceSecret(services, caller, key(params), body.secret),
  }),
  post('/v2/webhooks/:webhookKey/retry', {
    operationId: 'retryWebhook',
    tag: 'Webhook',
    summary: 'Try a failing webhook now',
    body: object({}),
    answer: null,
    problems: ['WEBHOOK_NOT_FOUND'],
    example: { body: {} },
    handle: ({ services, caller, params }) => retryWebhook(services, caller, key(params)),
  }),
  post<{ eventId: string; reason: string }>('/v2/webhooks/:webhookKey/skip', {
    operationId: 'skipWebhookEvent',
    tag: 'Webhook',
    summary: 'Skip the event that the receiver refuses',
    description:
      'The receiver is never told of it, and of what comes after it at once. One that 410 has disabled stays so until ' +
      'a person enables it.',
    body: skipRequest,
    answer: null,
    problems: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_NOT_STUCK'],
    example: { body: { eventId: '17-3', reason: 'The receiver cannot store it; told by telephone' } },
    handle: ({ services, caller, params, body }) => skipEvent(services, caller, key(params), body.eventId, body.reason),
  }),
  read('/v2/webhooks/:webhookKey/skipped-events', {
    operationId: 'getSkippedWebhookEvents',
    tag: 'Webhook',
    summary: 'Get the events that were skipped, the last first',
    answer: skippedEvents,
    problems: ['WEBHOOK_NOT_FOUND'],
    handle: ({ services, params }) => listSkippedEvents(services, key(params)),
  }),
];
