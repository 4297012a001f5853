import type { Instant } from '../../../engine/index.js';

/** What listeners are told of. */
export type FeedType =
  | 'instance.started'
  | 'instance.reopened'
  | 'instance.completed'
  | 'instance.canceled'
  | 'instance.suspended'
  | 'instance.resumed'
  | 'task.created'
  | 'task.assigned'
  | 'task.unassigned'
  | 'task.completed'
  | 'task.canceled'
  | 'task.late'
  | 'incident.raised'
  | 'incident.resolved';

/** One event, by ids and codes. What the database no longer has is null. */
export interface FeedEvent {
  readonly type: FeedType;
  /** Number of the task or incident in its instance; null where the event is about the instance. */
  readonly number: number | null;
  readonly element: string | null;
  readonly candidateGroup: string | null;
  /** Who has the task: after an assignment, at its end, or, where it is late, when that is read. Null of a new task. */
  readonly assignee: string | null;
  /** Who had it before an assignment or its end. */
  readonly previousAssignee: string | null;
  /** Error code of an incident. */
  readonly code: string | null;
}

/** What one change has to tell. */
export interface FeedRow {
  /** Counts the changes in the order of their commits, from 1 and without a gap. */
  readonly position: number;
  readonly at: Instant;
  readonly instanceKey: number;
  readonly processId: string | null;
  readonly events: readonly FeedEvent[];
}

/** Which events a listener wants; all of them where it says nothing. */
export interface FeedFilter {
  readonly types?: readonly FeedType[];
  readonly instanceKey?: number;
  readonly processId?: string;
  readonly candidateGroup?: string;
  /** Has the task, or had it until the event. */
  readonly assignee?: string;
}

/** How far a listener has come: all rows up to one, and so many events of the next. */
export interface FeedCursor {
  readonly after: number;
  readonly skip: number;
}

export interface FeedBounds {
  /** Position of the oldest row that is kept; 1 where there has never been one. */
  readonly oldest: number;
  /** Position of the newest row; 0 where there has never been one. */
  readonly newest: number;
}

export interface FeedStore {
  feedBounds(): Promise<FeedBounds>;
  /** Rows behind a position, oldest first; only what is committed. */
  readFeed(after: number, limit: number): Promise<readonly FeedRow[]>;
  /**
   * Removes rows from the old end: those from before an instant, and those past a number of newest rows; never the
   * newest one, by which positions are counted.
   * @returns how many went; fewer than `limit` when there are no more of them
   */
  pruneFeed(what: { readonly before: Instant; readonly most: number; readonly limit: number }): Promise<number>;
}
