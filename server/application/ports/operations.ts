import type { Instant } from '../../../engine/index.js';

/** No count goes further than this: it means so many or more. */
export type BoundedCount = number;

export interface StoreVitals {
  readonly schemaVersion: number;
  readonly databaseBytes: number;
  readonly timersDue: BoundedCount;
  /** When the earliest timer that is due, or will be, is due; null where none waits. */
  readonly nextTimerAt: Instant | null;
  readonly messagesPending: BoundedCount;
  readonly signalsPending: BoundedCount;
  readonly jobsOpen: BoundedCount;
  readonly incidentsOpen: BoundedCount;
  readonly quarantined: BoundedCount;
}

/** What running a server needs of its store, beside what the use cases need. */
export interface OperationsStore {
  /**
   * Writes the time, as durably as a command is written: also the way to find out whether the store can be written.
   * @throws StoreUnavailable when it cannot
   */
  keepTime(at: Instant): Promise<void>;
  /** The time that was written last; null in a new store. */
  lastTime(): Promise<Instant | null>;
  /** How much waits. Looks at no more than a bounded number of rows. */
  vitals(at: Instant): Promise<StoreVitals>;
}
