import type { Admission } from './admission.js';
import type { Feed } from './feed/feed.js';
import type { KeyedLocks } from './keyed-locks.js';
import type { Models } from './models.js';
import type { Person } from './demo/demo-people.js';
import type { JobHandout } from './jobs/job-handout.js';
import type { Clock, Idempotency, Log, Store } from './ports.js';
import type { Steps } from './long-steps.js';
import type { Precondition } from './precondition.js';
import type { WebhookDelivery } from './webhooks/deliver-webhooks.js';
import type { Retention } from './work/retire-instances.js';
import type { WorkLoop } from './work/work-loop.js';

/** What every use case is given. */
export interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly models: Models;
  readonly steps: Steps;
  readonly locks: KeyedLocks<number>;
  /** Of people's commands; what the server does by itself takes a smaller share while there are many. */
  readonly admission: Admission;
  readonly people: readonly Person[];
  readonly log: Log;
  readonly work: WorkLoop;
  /** Aborted once, when the server is asked to stop: what is held open for long (polls, streams) ends then. */
  readonly drain: AbortSignal;
  readonly feed: Feed;
  readonly retention: Retention;
  readonly handout: JobHandout;
  readonly webhooks: WebhookDelivery;
}

/** Who asks for a command, and the name under which a repeat of it is known. */
export interface Caller {
  /** Person id, or the name of the part of the system that acts. */
  readonly by: string;
  readonly idempotency?: Idempotency & {
    /** Status of the answer when the command takes effect. */ readonly status: number;
  };
  /** What the command was decided on; it is refused where that has changed. */
  readonly precondition?: Precondition;
  /** Deliveries and timers, one at once upon the other, that have led to this command; none where absent. */
  readonly chain?: number;
}

/** The parts of the system that act by themselves. */
export const SYSTEM = { timer: 'system:timer', delivery: 'system:delivery', deployment: 'system:deployment' } as const;
