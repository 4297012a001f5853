import { randomBytes } from 'node:crypto';

import { ApplicationError } from '../application-error.js';
import { cursorOf } from '../feed/feed-event.js';
import { parseKey } from '../keys.js';
import type { Webhook, WebhookChange } from '../ports.js';
import { answerRow, settle } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { newSecret } from './sign-webhook.js';
import { feedFilterOf, skippedAnswer, webhookAnswer, type WebhookRequest } from './webhook-answer.js';
import { requireAllowedTarget } from './webhook-target.js';

const MOST_WEBHOOKS = 100;
/** Both secrets are signed with for so long after one was replaced. */
const BOTH_SECRETS = 24 * 3_600_000;

export async function listWebhooks({ store }: Services) {
  return { items: (await store.webhooks()).map(webhookAnswer) };
}

export const getWebhook = async (services: Services, key: string) => webhookAnswer(await findWebhook(services, key));

/**
 * Tells a receiver of what happens from now on. A secret that the server makes is in this answer and in no other, not
 * even in that to a repeat of the command.
 * @throws ApplicationError WEBHOOK_URL_NOT_ALLOWED, TOO_MANY_WEBHOOKS
 */
export async function createWebhook(services: Services, caller: Caller, request: WebhookRequest & { secret?: string }) {
  const { url, enabled = true } = request;
  requireAllowedTarget(url);
  const filter = feedFilterOf(request);
  if ((await services.store.webhooks()).length >= MOST_WEBHOOKS) {
    throw new ApplicationError('TOO_MANY_WEBHOOKS', { details: { most: MOST_WEBHOOKS } });
  }
  const webhookKey = await services.store.newKey('webhook');
  const secret = request.secret ?? newSecret();
  const token = randomBytes(9).toString('base64url');
  const kept = { webhookKey: String(webhookKey) };
  await write(services, caller, { kind: 'create', webhookKey, token, secret, url, filter, enabled }, kept);
  return { ...kept, ...(request.secret === undefined && { secret }) };
}

/** Replaces what a webhook is for. An enabled one is tried anew at once, from the event that it came to. */
export async function updateWebhook(services: Services, caller: Caller, key: string, request: WebhookRequest) {
  const { webhookKey } = await findWebhook(services, key);
  const { url, enabled = true } = request;
  requireAllowedTarget(url);
  await write(services, caller, { kind: 'update', webhookKey, url, filter: feedFilterOf(request), enabled });
}

/** Replaces the secret; for a day requests are signed with both. @returns the new one, where the server has made it */
export async function replaceSecret(services: Services, caller: Caller, key: string, given: string | undefined) {
  const { webhookKey } = await findWebhook(services, key);
  const secret = given ?? newSecret();
  const previousUntil = services.webhooks.clock.now() + BOTH_SECRETS;
  await write(services, caller, { kind: 'secret', webhookKey, secret, previousUntil }, { webhookKey: key });
  return { webhookKey: key, ...(given === undefined && { secret }) };
}

/** Tries the next event now instead of when its turn would come. */
export async function retryWebhook(services: Services, caller: Caller, key: string): Promise<void> {
  const { webhookKey } = await findWebhook(services, key);
  await write(services, caller, { kind: 'retry', webhookKey });
}

const MOST_SKIPPED = 100;

/** The last events that were skipped of a webhook. @throws ApplicationError WEBHOOK_NOT_FOUND */
export async function listSkippedEvents(services: Services, key: string) {
  const { webhookKey } = await findWebhook(services, key);
  return { items: (await services.store.skippedEvents(webhookKey, MOST_SKIPPED)).map(skippedAnswer) };
}

/**
 * Goes on behind the event that the receiver refuses: it is never told of that one. The event is named, so that two
 * operators do not skip two.
 * @throws ApplicationError WEBHOOK_NOT_STUCK where another event is refused, or none
 */
export async function skipEvent(services: Services, caller: Caller, key: string, eventId: string, reason: string) {
  const { webhookKey } = await findWebhook(services, key);
  const cursor = cursorOf(eventId);
  if (cursor) await write(services, caller, { kind: 'skip', webhookKey, eventId, cursor, reason });
  else throw await notStuck(services, key);
}

async function notStuck(services: Services, key: string): Promise<ApplicationError> {
  const { lastEventId, refusedEventId, attempts } = await getWebhook(services, key);
  return new ApplicationError('WEBHOOK_NOT_STUCK', {
    current: { lastEventId, attempts, ...(refusedEventId !== undefined && { refusedEventId }) },
  });
}

export async function removeWebhook(services: Services, caller: Caller, key: string): Promise<void> {
  const { webhookKey } = await findWebhook(services, key);
  await write(services, caller, { kind: 'remove', webhookKey });
}

/** @throws ApplicationError WEBHOOK_NOT_FOUND */
async function findWebhook({ store }: Services, key: string): Promise<Webhook> {
  const webhook = await store.webhook(parseKey(key, 'WEBHOOK_NOT_FOUND'));
  if (!webhook) throw new ApplicationError('WEBHOOK_NOT_FOUND');
  return webhook;
}

const ACTIONS = {
  create: 'CreateWebhook',
  update: 'UpdateWebhook',
  secret: 'ReplaceWebhookSecret',
  retry: 'RetryWebhook',
  skip: 'SkipWebhookEvent',
  remove: 'RemoveWebhook',
} as const satisfies Record<WebhookChange['kind'], string>;

/** @param answer what a repeat of the command is answered: kept, and so without a secret */
async function write(services: Services, caller: Caller, webhook: WebhookChange, answer?: object): Promise<void> {
  const { store, clock, webhooks } = services;
  const action = ACTIONS[webhook.kind];
  const change = { at: clock.now(), by: caller.by, action, webhook, ...answerRow(caller, answer) };
  const outcome = await store.commit(change);
  if (outcome.kind === 'conflict') throw await notStuck(services, String(webhook.webhookKey));
  settle(services, caller, change, outcome);
  webhooks.changed(webhook.webhookKey);
}
