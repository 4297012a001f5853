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
  /** Set aside because a process refused what they bring: somebody has to look at them. */
  readonly messagesRefused: BoundedCount;
  readonly signalsRefused: BoundedCount;
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
  /**
   * Keeps that the clock is in doubt, so that a restart does not end it; null when an operator has confirmed it.
   * @param jumpMs by how many milliseconds it jumped
   */
  keepClockDoubt(jumpMs: number | null): Promise<void>;
  /** By how many milliseconds a clock jumped that nobody has confirmed yet; null where none has. */
  clockDoubt(): Promise<number | null>;
  /** How much waits. Looks at no more than a bounded number of rows. */
  vitals(at: Instant): Promise<StoreVitals>;
}
