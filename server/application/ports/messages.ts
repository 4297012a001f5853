import type { Instant } from '../../../engine/index.js';
import type { PendingMessage, SignalDelivery } from '../change.js';
import type { Page, PageRequest } from '../ports.js';
import type { EventStart, SubscriptionRow } from '../rows.js';

/** A message that is kept, or was thrown away by an operator; without its content. */
export interface KeptMessage {
  readonly messageKey: number;
  readonly name: string;
  readonly correlationKey: string | null;
  readonly messageId: string | null;
  /** To be delivered now or later; waiting for a subscriber; set aside; thrown away. */
  readonly state: 'PENDING' | 'BUFFERED' | 'REFUSED' | 'DISCARDED';
  readonly publishedAt: Instant;
  /** Of one that nobody has refused. */
  readonly expiresAt: Instant | null;
  /** Of a pending one: how often it has failed, and when it is tried again. */
  readonly attempts: number | null;
  readonly nextAttemptAt: Instant | null;
  readonly refusedAt: Instant | null;
  /** Process that refused it, and its code. */
  readonly processId: string | null;
  readonly code: string | null;
  readonly discardedAt: Instant | null;
  readonly discardedBy: string | null;
  readonly reason: string | null;
}
export interface MessageFilter {
  readonly state?: KeptMessage['state'];
  readonly name?: string;
  readonly correlationKey?: string;
  readonly messageId?: string;
}

/** A signal on its way to one instance or process, set aside there, or thrown away. */
export interface KeptDelivery {
  readonly deliveryKey: number;
  readonly name: string;
  readonly state: 'PENDING' | 'REFUSED' | 'DISCARDED';
  /** One of the two. */
  readonly instanceKey: number | null;
  readonly processId: string | null;
  readonly broadcastAt: Instant;
  readonly attempts: number | null;
  readonly nextAttemptAt: Instant | null;
  readonly refusedAt: Instant | null;
  readonly code: string | null;
  readonly discardedAt: Instant | null;
  readonly discardedBy: string | null;
  readonly reason: string | null;
}
export interface DeliveryFilter {
  readonly state?: KeptDelivery['state'];
  readonly name?: string;
  readonly instanceKey?: number;
}

/** A subscription to a message, and since when it is open. */
export interface Waiting extends SubscriptionRow {
  readonly processId: string;
  readonly openedAt: Instant;
}

export interface OpenSubscription extends SubscriptionRow {
  readonly processId: string;
  readonly definitionKey: number;
  readonly openedAt: Instant;
}
export interface SubscriptionFilter {
  readonly instanceKey?: number;
  readonly processId?: string;
  readonly element?: string;
  readonly name?: string;
  readonly correlationKey?: string;
}

/** Messages and signals on their way. */
export interface MessageStore {
  /**
   * Messages whose turn it is, by the time at which they want to be tried: of those with one name and key the earliest
   * published, also while that one is put off.
   */
  pendingMessages(at: Instant, limit: number): Promise<readonly PendingMessage[]>;
  signalDeliveries(at: Instant, limit: number): Promise<readonly SignalDelivery[]>;
  /** Processes that have taken a message already. */
  takersOf(messageKey: number): Promise<readonly string[]>;
  /** Whether a message with that name and key is still to be delivered. */
  hasPending(name: string, correlationKey: string | null): Promise<boolean>;
  /** Who waits for a message with that name and key: of each process whoever has waited longest, the oldest first. */
  oldestWaiting(name: string, correlationKey: string | null): Promise<readonly Waiting[]>;
  /** Who has waited longest after that one, for the same and in the same process; null where nobody else does. */
  nextWaiting(after: Waiting): Promise<Waiting | null>;
  eventStarts(
    kind: EventStart['kind'],
    name: string,
  ): Promise<readonly (EventStart & { readonly definitionKey: number; readonly processId: string })[]>;

  /** A message that somebody took: the next of its name and key has its turn. */
  removeMessage(messageKey: number, at: Instant): Promise<void>;
  /** Keeps an untaken message until somebody subscribes or it expires; `again` when somebody has subscribed meanwhile. */
  bufferMessage(messageKey: number, at: Instant): Promise<'buffered' | 'expired' | 'again'>;
  /** Forgets buffered messages whose time to live is over, at most `limit`. @returns their keys */
  expireMessages(at: Instant, limit: number): Promise<readonly number[]>;
  /** Sets a message aside that can never be delivered as it is: kept, with those who have taken it, and not tried again. */
  refuseMessage(
    messageKey: number,
    at: Instant,
    why: { readonly processId: string; readonly code: string },
  ): Promise<void>;
  /**
   * Writes down the next of those that listened when a signal was broadcast, where they were too many for its transaction;
   * signals in the order of broadcast. Who has begun to listen since is left out.
   * @returns false when all are written down
   */
  spreadSignals(): Promise<boolean>;
  refuseDelivery(deliveryKey: number, at: Instant, code: string): Promise<void>;

  message(messageKey: number): Promise<KeptMessage | null>;
  /** In order of publication. */
  searchMessages(filter: MessageFilter, page: PageRequest): Promise<Page<KeptMessage>>;
  signalDelivery(deliveryKey: number): Promise<KeptDelivery | null>;
  /** In order of broadcast. */
  searchDeliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<KeptDelivery>>;
  /** Of messages, by instance. */
  searchSubscriptions(filter: SubscriptionFilter, page: PageRequest): Promise<Page<OpenSubscription>>;
}

/** What an operator does with a message or a signal's delivery that is kept; written with the answer. */
export type Handled = {
  readonly kind: 'message' | 'signal';
  /** Of the message, or of the delivery. */
  readonly key: number;
} & ({ readonly action: 'retry' } | { readonly action: 'discard'; readonly reason: string });
