import type { Event, Instant, InstanceState, PlainJson, Variables } from '../../engine/index.js';
import type { BatchStep } from './ports/batches.js';
import type { Handled } from './ports/messages.js';
import type { LegalHoldChange } from './ports/archive.js';
import type {
  EnvironmentRow,
  IncidentRow,
  JobRow,
  ServerEvent,
  SubscriptionRow,
  TaskRow,
  TimerRow,
  TimerStart,
} from './rows.js';
import type { WebhookChange } from './ports/webhooks.js';

/** The state of an instance as JSON, with what the store asks of it. */
export interface StateRow {
  readonly status: InstanceState['status'];
  readonly process: string;
  readonly businessKey: string | null;
  readonly suspended: boolean;
  /** How many are open. */
  readonly incidents: number;
  readonly text: string;
}

export interface InstanceChange {
  readonly instanceKey: number;
  /** Revision that the change was decided on; 0 creates the instance. */
  readonly expectedRevision: number;
  /** Absent where only rows beside the state change. */
  readonly state?: StateRow;
  /** For a new instance. */
  readonly created?: {
    readonly definitionKey: number;
    readonly processId: string;
    readonly environment: EnvironmentRow;
  };
  readonly endReason?: string;
  /** It starts or is opened again, and no other one of its process and business key may run then. */
  readonly runsAlone?: boolean;
}

export interface NewMessage {
  readonly messageKey: number;
  readonly name: string;
  readonly correlationKey: string | null;
  readonly variables: Variables | Readonly<Record<string, PlainJson>>;
  readonly sourceInstance: number | null;
  readonly expiresAt: Instant;
  /** Given by the publisher: a second one with this name, key and id is refused while the first is kept. */
  readonly messageId?: string;
  /** Deliveries and timers, one at once upon the other, that have led to it; 0 where absent. */
  readonly chain?: number;
  /** Process that has taken it in this very change. */
  readonly takenBy?: string;
}

export interface NewSignal {
  readonly signalKey: number;
  readonly name: string;
  readonly variables: NewMessage['variables'];
  readonly sourceInstance: number | null;
  readonly chain?: number;
}

/** The delivery that a change carries out: written with it, so that it takes effect exactly once. */
export type Taken =
  | { readonly kind: 'message'; readonly messageKey: number; readonly processId: string }
  | { readonly kind: 'signal'; readonly deliveryKey: number }
  | { readonly kind: 'batchItem'; readonly batchKey: number; readonly number: number }
  | {
      readonly kind: 'timerStart';
      readonly definitionKey: number;
      readonly element: string;
      readonly dueAt: Instant;
      readonly next: TimerStart | null;
    };

export interface Idempotency {
  readonly person: string;
  readonly key: string;
  /** Of method, path and body: another request under the same key is refused. */
  readonly digest: string;
}
export interface StoredAnswer {
  readonly digest: string;
  readonly status: number;
  /** JSON text; empty for an answer without a body. */
  readonly body: string;
}

export interface JobFailed {
  readonly number: number;
  readonly retries: number;
  readonly availableAt: Instant;
  /** In the worker's words; may concern a patient. */
  readonly reason?: string;
}

/** Everything that one command writes, decided before the first write: the store takes all of it or nothing. */
export interface Change {
  readonly at: Instant;
  readonly by: string;
  /** Imperative name of the command, for the audit: the engine's own, or the server's. */
  readonly action: string;
  readonly instance?: InstanceChange;
  /** Instance that is let out of its quarantine; its row is not written. */
  readonly quarantineReleased?: number;
  readonly legalHold?: LegalHoldChange;
  readonly events?: readonly (Event | ServerEvent)[];
  readonly tasksOpened?: readonly TaskRow[];
  readonly tasksEnded?: readonly { readonly number: number; readonly state: 'COMPLETED' | 'CANCELED' }[];
  readonly tasksLate?: readonly number[];
  readonly taskAssigned?: {
    readonly number: number;
    readonly assignee: string | null;
    /** Who had it. */
    readonly previous?: string | null;
  };
  readonly timersSet?: readonly TimerRow[];
  readonly timersRemoved?: readonly number[];
  readonly subscriptionsOpened?: readonly SubscriptionRow[];
  readonly subscriptionsClosed?: readonly number[];
  readonly jobsOpened?: readonly JobRow[];
  readonly jobsFailed?: readonly JobFailed[];
  /** The lock under which a worker answers: where it has ended meanwhile, nothing is written (`conflict`). */
  readonly jobHeld?: { readonly number: number; readonly lockToken: string };
  readonly jobsClosed?: readonly number[];
  /** All jobs of the instance are held back, or handed out again; also what was on its way to it is tried again then. */
  readonly suspended?: boolean;
  readonly incidentsRaised?: readonly IncidentRow[];
  readonly incidentsResolved?: readonly { readonly number: number; readonly resolution: string }[];
  readonly messages?: readonly NewMessage[];
  readonly signals?: readonly NewSignal[];
  readonly taken?: Taken;
  readonly handled?: Handled;
  readonly batch?: BatchStep;
  readonly webhook?: WebhookChange;
  readonly idempotency?: Idempotency & { readonly status: number; readonly body: string };
}

export type CommitOutcome =
  | { readonly kind: 'committed' }
  /** Somebody else wrote the instance meanwhile: load and decide again. */
  | { readonly kind: 'conflict' }
  /** The same command has been done before; nothing was written. */
  | { readonly kind: 'repeated'; readonly answer: StoredAnswer }
  /** The delivery has been carried out before, or is not to be now; nothing was written. */
  | { readonly kind: 'taken' }
  /** A message with that name, key and id is kept already; nothing was written. */
  | { readonly kind: 'published'; readonly messageKey: number }
  /** Another instance of its process and business key is running; nothing was written. */
  | { readonly kind: 'alreadyRunning'; readonly instanceKey: number };

export interface PendingMessage {
  readonly messageKey: number;
  readonly name: string;
  readonly correlationKey: string | null;
  readonly variables: NewMessage['variables'];
  readonly expiresAt: Instant;
  readonly attempts: number;
  readonly chain: number;
}

export interface SignalDelivery {
  readonly deliveryKey: number;
  readonly attempts: number;
  readonly chain: number;
  readonly name: string;
  readonly variables: NewMessage['variables'];
  /** One of the two. */
  readonly instanceKey: number | null;
  readonly processId: string | null;
}

export interface DueTimer extends TimerRow {
  readonly attempts: number;
  readonly chain: number;
}
export interface DueTimerStart extends TimerStart {
  readonly definitionKey: number;
  readonly attempts: number;
}
