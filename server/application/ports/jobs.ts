import type { Instant } from '../../../engine/index.js';
import type { Idempotency, StoredAnswer } from '../change.js';
import type { Page, PageRequest } from '../ports.js';
import type { JobRow, JobView, Part } from '../rows.js';

/** A job that was handed out, and the token of its lock. */
export interface HandedOut extends Part {
  readonly lockToken: string;
}

export interface JobRequest {
  readonly topic: string;
  readonly worker: string;
  /** Who asks: each job that is handed out leaves a row in the audit. */
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
  /** One for each job that may be handed out. */
  readonly lockTokens: readonly string[];
  /** With it the list of `HandedOut` is written as the answer, in the transaction that locks. */
  readonly idempotency?: Idempotency & { readonly status: number };
}

export type JobsLocked =
  | { readonly kind: 'locked'; readonly jobs: readonly JobRow[] }
  /** The same request has been answered before; nothing was locked. */
  | { readonly kind: 'repeated'; readonly answer: StoredAnswer };

export interface JobUpdate extends Part {
  /** Whose lock it has to be, and to hold still. */
  readonly lockToken: string;
  readonly by: string;
  readonly at: Instant;
  /** New end of the lock; at or before `at` hands the job back. */
  readonly until?: Instant;
  readonly retries?: number;
  readonly idempotency?: Idempotency & { readonly status: number };
}

export type JobUpdated = { readonly kind: 'updated' | 'lost' } | Extract<JobsLocked, { kind: 'repeated' }>;

/** How a job stands at a moment. */
export type JobState = 'CREATED' | 'ACTIVATED' | 'BACKING_OFF' | 'FAILED';

export interface JobFilter {
  readonly state?: JobState;
  readonly topic?: string;
  readonly instanceKey?: number;
  readonly processId?: string;
  readonly element?: string;
  /** Who holds it, or held it last without an answer. */
  readonly worker?: string;
}

export interface JobStore {
  /** Hands out at most as many jobs of a topic as there are tokens: those that have been available longest. */
  lockJobs(request: JobRequest): Promise<JobsLocked>;
  /** When a job of a topic becomes available next; null if none waits. */
  nextJobAt(topic: string): Promise<Instant | null>;
  updateJob(update: JobUpdate): Promise<JobUpdated>;
  /** Takes back what reached nobody: as if it had not been handed out. Locks that are another's by now are left. */
  takeBackJobs(handedOut: readonly HandedOut[]): Promise<void>;
  job(part: Part): Promise<JobView | null>;
  /**
   * In the order of their keys; what waits in a topic (`CREATED`) in the order in which it will be handed out.
   * @param at moment for which the states hold
   */
  searchJobs(filter: JobFilter, at: Instant, page: PageRequest): Promise<Page<JobView>>;
}
