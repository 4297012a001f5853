import type { Instant } from '../../../engine/index.js';

/** An instance whose step failed in a way that nobody expected: its own work waits. */
export interface Quarantine {
  readonly instanceKey: number;
  readonly since: Instant;
  /** Its timers are not tried before. */
  readonly until: Instant;
  readonly attempts: number;
  /** Id of the last failure in the log. */
  readonly failure: string;
  /** What was tried then. */
  readonly command: string;
}

export interface QuarantineStore {
  quarantineOf(instanceKey: number): Promise<Quarantine | null>;
  /** Puts off all timers of the instance. Committing a state of the instance ends it, and so does `Change.quarantineReleased`. */
  quarantine(quarantine: Quarantine): Promise<void>;
}
