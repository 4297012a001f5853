import type { Instant } from '../../../engine/index.js';
import type { IncidentFilter, InstanceFilter, Page, PageRequest } from '../ports.js';
import type { Part } from '../rows.js';

/** Camunda 8's names. */
export type BatchKind =
  'CANCEL_PROCESS_INSTANCE' | 'RESOLVE_INCIDENT' | 'SUSPEND_PROCESS_INSTANCE' | 'RESUME_PROCESS_INSTANCE';
export type BatchState = 'ACTIVE' | 'SUSPENDED' | 'COMPLETED' | 'CANCELED';

export interface NewBatch {
  readonly batchKey: number;
  readonly kind: BatchKind;
  readonly at: Instant;
  readonly by: string;
  /** As the operator wrote it. */
  readonly reason: string | null;
}

/** What an operation is about; an item is an incident, or an instance with the number 0. */
export type BatchSelection =
  | { readonly of: 'instances'; readonly filter: InstanceFilter }
  | { readonly of: 'incidents'; readonly filter: IncidentFilter }
  | { readonly of: 'items'; readonly items: readonly Part[] };

export interface BatchRow {
  readonly batchKey: number;
  readonly kind: BatchKind;
  readonly state: BatchState;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly endedAt: Instant | null;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly reason: string | null;
}
export interface BatchFilter {
  readonly state?: BatchState;
  readonly kind?: BatchKind;
}

export interface BatchItem {
  readonly batchKey: number;
  readonly number: number;
  readonly instanceKey: number;
  /** 0 where the item is the instance. */
  readonly incidentNumber: number;
  readonly state: 'ACTIVE' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  readonly code: string | null;
  readonly endedAt: Instant | null;
}
export interface BatchItemFilter {
  readonly batchKey?: number;
  readonly state?: BatchItem['state'];
  readonly instanceKey?: number;
}

/** An item that is to be carried out, with what its operation says. */
export interface OpenBatchItem {
  readonly batchKey: number;
  readonly number: number;
  readonly instanceKey: number;
  readonly incidentNumber: number;
  readonly kind: BatchKind;
  readonly by: string;
  readonly reason: string | null;
}

export interface BatchStore {
  /**
   * Writes down what an operation is about, as it is at one moment, in pieces that hold up nobody; the operation begins
   * when a change starts it. What was written down and never started is forgotten after a while.
   */
  selectBatch(batch: NewBatch, selection: BatchSelection): Promise<void>;
  /** Forgets a piece of what was begun before that time and never started. @returns whether there was anything */
  forgetUnstarted(before: Instant): Promise<boolean>;
  /** Of the operations that are active, the earliest first. */
  openBatchItems(limit: number): Promise<readonly OpenBatchItem[]>;
  /** An item that cannot be carried out. */
  failBatchItem(item: Pick<BatchItem, 'batchKey' | 'number'>, at: Instant, code: string): Promise<void>;

  batch(batchKey: number): Promise<BatchRow | null>;
  /** How many items have failed, by code. */
  batchErrors(batchKey: number): Promise<readonly { readonly code: string; readonly count: number }[]>;
  searchBatches(filter: BatchFilter, page: PageRequest): Promise<Page<BatchRow>>;
  searchBatchItems(filter: BatchItemFilter, page: PageRequest): Promise<Page<BatchItem>>;
}

/** What a command does with an operation; refused as a conflict where its state does not allow it. */
export interface BatchStep {
  readonly batchKey: number;
  readonly step: 'start' | 'suspend' | 'resume' | 'cancel';
}
