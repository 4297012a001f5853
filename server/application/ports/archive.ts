import type { Instant } from '../../../engine/index.js';

export interface LegalHold {
  readonly reason: string;
  readonly placedAt: Instant;
  readonly placedBy: string;
  readonly releasedAt: Instant | null;
  readonly releasedBy: string | null;
}

/** What a change does to the hold of its instance: at most one is in force at a time. */
export type LegalHoldChange = { readonly kind: 'placed'; readonly reason: string } | { readonly kind: 'released' };

/** What is kept beside instances, for people to look at. */
export type Leftover = 'refusedMessage' | 'refusedDelivery' | 'discarded' | 'batchOperation' | 'quarantine';

export interface LeftoverSlice {
  readonly kind: Leftover;
  /** Older than this: since it was set aside or thrown away, since the operation ended, since the quarantine ran out. */
  readonly before: Instant;
  /** Where the slice before stopped; null: at the oldest. */
  readonly from: string | null;
  /** Most rows that are looked at. */
  readonly limit: number;
}

export interface ArchiveStore {
  /**
   * Puts away instances that ended before an instant, oldest first: searches leave them out unless they are asked for.
   * @returns how many, at most `limit`
   */
  archiveEnded(what: { readonly before: Instant; readonly at: Instant; readonly limit: number }): Promise<number>;
  /**
   * Removes rows of one instance that was put away before an instant and is under no legal hold; its own row goes last.
   * Audit rows stay: they hold digests only.
   * @returns how many rows, at most `limit`; 0 when there is no such instance
   */
  purgeArchived(what: { readonly before: Instant; readonly limit: number }): Promise<number>;
  /**
   * Removes a slice of what is old enough and belongs to no instance any more. What belongs to one goes with that; what
   * came for a patient who has an instance under a legal hold stays, and so do items of operations on such an instance.
   * Of quarantines, those of instances that have ended or are gone.
   * @returns how many rows, and where the next slice begins: null when the newest of them has been looked at
   */
  purgeLeftovers(slice: LeftoverSlice): Promise<{ readonly removed: number; readonly next: string | null }>;
  /** All holds that an instance has had, oldest first. */
  legalHolds(instanceKey: number): Promise<readonly LegalHold[]>;
}
