import type { Instant } from '../../../engine/index.js';
import type { FeedCursor, FeedFilter } from './feed.js';

/** A receiver outside that is told of events. */
export interface Webhook extends WebhookSettings {
  readonly webhookKey: number;
  /** Begins the ids of its messages: random, so that no two webhooks have a message id in common. */
  readonly token: string;
  /** Never in an answer, a log or a problem. */
  readonly secret: string;
  /** The one before, which is signed with too until `previousUntil`. */
  readonly previousSecret: string | null;
  readonly previousUntil: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly progress: WebhookProgress;
}

export interface WebhookSettings {
  readonly url: string;
  readonly filter: FeedFilter;
  readonly enabled: boolean;
}

/** How far a receiver has been told. */
export interface WebhookProgress {
  readonly cursor: FeedCursor;
  /** Last time that it took an event. */
  readonly toldAt: Instant | null;
  /** How often in a row it has not taken the next one. */
  readonly attempts: number;
  /** Not tried again before. */
  readonly attemptAt: Instant;
  readonly failedAt: Instant | null;
  /** Code of the last failure. */
  readonly failure: string | null;
  /** Id of the event that was not taken then, where it is still the next one. */
  readonly refusedId: string | null;
  /** How many events had been skipped when this was read. */
  readonly skips: number;
  /** How often a person had changed it or had it tried anew when this was read. */
  readonly changes: number;
}

/** An event of which a receiver was never told, for an operator said so. */
export interface SkippedEvent {
  readonly eventId: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  /** How often it had been refused, and the code of the last time. */
  readonly attempts: number;
  readonly failure: string | null;
}

export type WebhookChange =
  | ({
      readonly kind: 'create';
      readonly webhookKey: number;
      readonly token: string;
      readonly secret: string;
    } & WebhookSettings)
  /** Is tried anew at once. */
  | ({ readonly kind: 'update'; readonly webhookKey: number } & WebhookSettings)
  | {
      readonly kind: 'secret';
      readonly webhookKey: number;
      readonly secret: string;
      /** Until when the one before is signed with too. */
      readonly previousUntil: Instant;
    }
  | { readonly kind: 'retry'; readonly webhookKey: number }
  /** Where that event is the one that is refused now; a conflict where not. */
  | {
      readonly kind: 'skip';
      readonly webhookKey: number;
      readonly eventId: string;
      /** Behind it. */
      readonly cursor: FeedCursor;
      readonly reason: string;
    }
  | { readonly kind: 'remove'; readonly webhookKey: number };

export interface WebhookStore {
  /** All of them, oldest first: there are few. */
  webhooks(): Promise<readonly Webhook[]>;
  webhook(webhookKey: number): Promise<Webhook | null>;
  /** Not where an event has been skipped since it was read, or a person has changed it or had it tried anew. */
  saveWebhookProgress(webhookKey: number, progress: WebhookProgress): Promise<void>;
  /** What was skipped of a webhook, the last first; also of one that has been removed. */
  skippedEvents(webhookKey: number, limit: number): Promise<readonly SkippedEvent[]>;
  /** Not where a person has changed it or had it tried anew since it was read with so many changes. */
  disableWebhook(webhookKey: number, changes: number): Promise<void>;
}

/** What became of one request to a receiver: its status, or why there is none. */
export type WebhookOutcome =
  { readonly status: number } | { readonly failure: 'TIMEOUT' | 'CONNECTION_FAILED' | 'TARGET_NOT_ALLOWED' };

/** Sends one signed request. Follows no redirect, gives up in time, and never throws. */
export interface WebhookSender {
  post(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  }): Promise<WebhookOutcome>;
}
