import type { Instant } from '../../../engine/index.js';

/** What running a server needs of its store, beside what the use cases need. */
export interface OperationsStore {
  /**
   * Writes the time, as durably as a command is written: also the way to find out whether the store can be written.
   * @throws StoreUnavailable when it cannot
   */
  keepTime(at: Instant): Promise<void>;
  /** The time that was written last; null in a new store. */
  lastTime(): Promise<Instant | null>;
}
