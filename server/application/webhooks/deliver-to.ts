import { eventsBehind, lastOf, tellEvent, type ToldEvent } from '../feed/feed-event.js';
import { iso } from '../iso.js';
import type { Clock, FeedCursor, FeedRow, Webhook, WebhookOutcome, WebhookSender } from '../ports.js';
import type { Services } from '../services.js';
import { signedHeaders } from './sign-webhook.js';
import { progressOf, SAVE_EVERY, type Progress } from './webhook-progress.js';
import { isAllowedTarget } from './webhook-target.js';

export interface Delivery {
  readonly services: Services;
  readonly sender: WebhookSender;
  readonly clock: Clock;
  /** Begin nothing more. */
  readonly ending: AbortSignal;
  /** Cut the request under way. */
  readonly cut: AbortSignal;
}

/** Milliseconds; the clock may be set meanwhile. */
const LOOK_AGAIN = 1000;

/**
 * Tells one receiver of one event after the other, in order, until it fails, is changed or ends. Each event is sent at
 * least once and always under the same id.
 */
export async function deliverTo(webhook: Webhook, delivery: Delivery): Promise<void> {
  const { services, clock, ending } = delivery;
  const { feed, store } = services;
  const { attemptAt } = webhook.progress;
  while (!ending.aborted && clock.now() < attemptAt) {
    await pause(Math.min(LOOK_AGAIN, attemptAt - clock.now()), ending);
  }
  const progress = progressOf(webhook, delivery);
  const { newest } = await store.feedBounds();
  if (lastOf(progress.cursor) > newest && !(await tellLoss(webhook, delivery, progress, newest))) return;
  while (!ending.aborted) {
    const wait = progress.isSaved ? feed.settings.heartbeat : SAVE_EVERY;
    const rows = await feed.read(progress.cursor.after, wait, ending);
    if (rows === null) break;
    const [first] = rows;
    if (first && first.position > progress.cursor.after + 1) {
      const { oldest } = await store.feedBounds();
      if (!(await tellLoss(webhook, delivery, progress, oldest - 1))) return;
    } else if (!(await tellAll(webhook, delivery, progress, rows))) return;
    await progress.save(rows.length === 0);
  }
  await progress.save(true);
}

interface Message {
  readonly id: string;
  readonly event: ToldEvent;
  /** Where the receiver is when it has taken the message. */
  readonly cursor: FeedCursor;
}

/** What the receiver has missed is not kept any more, or it is ahead of a restored backup: it has to load anew. */
function tellLoss(webhook: Webhook, delivery: Delivery, progress: Progress, after: number): Promise<boolean> {
  const event: ToldEvent = { type: 'reset', timestamp: iso(delivery.clock.now()), data: {} };
  const id = `${webhook.token}-reset-${after}`;
  return tell(webhook, delivery, progress, { id, event, cursor: { after, skip: 0 } });
}

/** The same each time; with the time in it, for a restored backup gives the same positions to other events. */
const messageId = ({ token }: Webhook, id: string, { at }: FeedRow): string => `${token}-${id}-${at.toString(36)}`;

/** @returns false when the receiver has not taken one */
async function tellAll(
  webhook: Webhook,
  delivery: Delivery,
  progress: Progress,
  rows: readonly FeedRow[],
): Promise<boolean> {
  for (const { id, row, number, event } of eventsBehind(rows, progress.cursor, webhook.filter)) {
    if (delivery.ending.aborted) return true;
    const cursor = { after: row.position - 1, skip: number };
    const message = { id: messageId(webhook, id, row), event: tellEvent(row, event), cursor };
    if (!(await tell(webhook, delivery, progress, message))) return false;
    await progress.save(false);
  }
  const last = rows.at(-1);
  if (last) progress.reached({ after: last.position, skip: 0 });
  return true;
}

/** One request. @returns false when the receiver has not taken it; when to try again is written then */
async function tell(webhook: Webhook, delivery: Delivery, progress: Progress, message: Message): Promise<boolean> {
  const outcome = await send(webhook, delivery, message);
  if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) {
    progress.took(message.cursor);
    return true;
  }
  if (delivery.cut.aborted)
    await progress.save(true); // by ourselves: nobody has failed
  else await progress.failed(outcome, message.cursor);
  return false;
}

function send(webhook: Webhook, { sender, clock, cut }: Delivery, { id, event }: Message): Promise<WebhookOutcome> {
  const { url, secret, previousSecret, previousUntil } = webhook;
  if (!isAllowedTarget(url)) return Promise.resolve({ failure: 'TARGET_NOT_ALLOWED' });
  const at = clock.now();
  const before = previousSecret !== null && previousUntil !== null && at < previousUntil ? [previousSecret] : [];
  const body = JSON.stringify(event);
  return sender.post({ url, body, headers: signedHeaders({ id, at, body }, [secret, ...before]), signal: cut });
}

/** Waits, at most until the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
