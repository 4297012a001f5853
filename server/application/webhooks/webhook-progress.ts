import { idOf } from '../feed/feed-event.js';
import { LONGEST_WAITS } from '../longest-waits.js';
import type { Clock, FeedCursor, Webhook, WebhookOutcome, WebhookProgress } from '../ports.js';
import type { Services } from '../services.js';
import { FAILING } from './webhook-answer.js';

/** Milliseconds: how far a receiver has come is written so often at most; after a crash it is told of that time again. */
export const SAVE_EVERY = 1000;
/** The receiver wants no more (Standard Webhooks 1.0.0): nothing is sent until a person enables the webhook again. */
const GONE = 'HTTP_410';

/** How far a receiver has come, and what of that is written. */
export interface Progress {
  readonly cursor: FeedCursor;
  readonly isSaved: boolean;
  /** The receiver has taken the event at a place. */
  took(cursor: FeedCursor): void;
  /** There was nothing for the receiver up to a place. */
  reached(cursor: FeedCursor): void;
  /** Writes which event it has not taken and why, and when to try again: later each time, up to an hour. */
  failed(outcome: WebhookOutcome, refused: FeedCursor): Promise<void>;
  /** Writes where the receiver is, when it is time or when that is meant now. */
  save(now: boolean): Promise<void>;
}

export function progressOf(
  { webhookKey, progress }: Webhook,
  { services: { store, log }, clock }: { readonly services: Services; readonly clock: Clock },
): Progress {
  let known: WebhookProgress = progress;
  let isSaved = true;
  let savedAt = performance.now();
  const keep = (more: Partial<WebhookProgress>): void => {
    known = { ...known, ...more };
    isSaved = false;
  };
  const write = async (): Promise<void> => {
    await store.saveWebhookProgress(webhookKey, known);
    isSaved = true;
    savedAt = performance.now();
  };
  return {
    get cursor() {
      return known.cursor;
    },
    get isSaved() {
      return isSaved;
    },
    reached: (cursor) => keep({ cursor }),
    took(cursor) {
      if (known.attempts > 0) {
        log.info({ webhookKey, attempts: known.attempts }, 'a webhook works again');
        savedAt = -Infinity; // nobody is to skip what has been taken
      }
      keep({ cursor, attempts: 0, attemptAt: 0, refusedId: null, toldAt: clock.now() });
    },
    async failed(outcome, refused) {
      const code = 'status' in outcome ? `HTTP_${outcome.status}` : outcome.failure;
      const retryInMs = Math.min(LONGEST_WAITS.putOff, 1000 * 2 ** Math.min(known.attempts, 20));
      const attempts = known.attempts + 1;
      const refusedId = idOf(refused);
      keep({ attempts, attemptAt: clock.now() + retryInMs, failure: code, failedAt: clock.now(), refusedId });
      await write();
      log[attempts === FAILING ? 'error' : 'warn']({ webhookKey, code, attempts, retryInMs }, 'a webhook failed');
      if (code === GONE) await store.disableWebhook(webhookKey, known.changes);
    },
    save: async (now) => {
      if (!isSaved && (now || performance.now() - savedAt >= SAVE_EVERY)) await write();
    },
  };
}
