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
  /** All holds that an instance has had, oldest first. */
  legalHolds(instanceKey: number): Promise<readonly LegalHold[]>;
}
