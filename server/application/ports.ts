import type { Instant } from '../../engine/index.js';
import type { Change, CommitOutcome, DueTimer, DueTimerStart, Idempotency, StoredAnswer } from './change.js';
import type { JobStore } from './ports/jobs.js';
import type { ArchiveStore } from './ports/archive.js';
import type { OperationsStore } from './ports/operations.js';
import type { StatisticsStore } from './ports/statistics.js';
import type { QuarantineStore } from './ports/quarantine.js';
import type { FeedStore } from './ports/feed.js';
import type { WaitStore } from './ports/waits.js';
import type { WebhookStore } from './ports/webhooks.js';
import type {
  Definition,
  DeploymentResult,
  EnvironmentRow,
  HistoryEntry,
  IncidentView,
  InstanceRow,
  InstanceStatus,
  ModelSource,
  NewDeployment,
  Part,
  StoredInstance,
  TaskState,
  TaskView,
  TimerRow,
} from './rows.js';
import type { BatchStore } from './ports/batches.js';
import type { MessageStore } from './ports/messages.js';

export type * from './change.js';
export type * from './ports/batches.js';
export type * from './ports/archive.js';
export type * from './ports/clock.js';
export type * from './ports/data-files.js';
export type * from './ports/jobs.js';
export type * from './ports/messages.js';
export type * from './ports/operations.js';
export type * from './ports/pace.js';
export type * from './ports/statistics.js';
export type * from './ports/quarantine.js';
export type * from './rows.js';
export type * from './ports/feed.js';
export type * from './ports/waits.js';
export type * from './ports/webhooks.js';

/** Where use cases tell what happened. Codes, ids and numbers only, never values or texts that people wrote. */
export interface Log {
  debug(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
  info(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
  warn(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
  error(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
}

export interface PageRequest {
  readonly limit: number;
  readonly after?: string;
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly endCursor: string | null;
}

export interface DefinitionFilter {
  readonly processId?: string;
  readonly isLatest?: boolean;
}
export interface InstanceFilter {
  readonly processId?: string;
  readonly businessKey?: string;
  readonly status?: InstanceStatus;
  readonly suspended?: boolean;
  readonly hasIncident?: boolean;
  /** Those that were put away, and only those; absent: the others. */
  readonly archived?: boolean;
}
/** From, after, until and before. */
export interface TimeRange {
  readonly gte?: Instant;
  readonly gt?: Instant;
  readonly lte?: Instant;
  readonly lt?: Instant;
}
export interface TaskFilter {
  readonly state?: TaskState;
  readonly instanceKey?: number;
  readonly processId?: string;
  readonly definitionKey?: number;
  readonly created?: TimeRange;
  /** Of those that have ended. */
  readonly ended?: TimeRange;
  readonly element?: string;
  readonly assignee?: string;
  readonly isAssigned?: boolean;
  readonly candidateGroup?: string;
  readonly serviceLevel?: string;
  readonly late?: boolean;
  readonly businessKey?: string;
}
/** Where two have one time, in the order of their keys; those that have not ended count as ended before all others. */
export interface TaskOrder {
  readonly by: 'created' | 'ended';
  readonly descending: boolean;
}
export interface IncidentFilter {
  readonly active?: boolean;
  readonly instanceKey?: number;
  readonly element?: string;
  readonly code?: string;
  readonly processId?: string;
  /** Raised at this time or later. */
  readonly since?: Instant;
}

/**
 * The store. Asynchronous, so that a database over a network fits too; every method is one transaction.
 * @throws StoreUnavailable (see application-error.ts) when it cannot read or write now
 */
export interface Store
  extends
    ArchiveStore,
    JobStore,
    MessageStore,
    BatchStore,
    OperationsStore,
    StatisticsStore,
    QuarantineStore,
    FeedStore,
    WaitStore,
    WebhookStore {
  // pathways
  /** @throws RepeatedCommand when its answer is there already: nothing was written */
  deploy(deployment: NewDeployment): Promise<DeploymentResult>;
  latestDefinition(processId: string): Promise<Definition | null>;
  definition(definitionKey: number): Promise<Definition | null>;
  definitionOfVersion(processId: string, version: number): Promise<Definition | null>;
  searchDefinitions(filter: DefinitionFilter, page: PageRequest): Promise<Page<Definition>>;
  modelSource(modelKey: string): Promise<ModelSource | null>;
  environment(environmentKey: string): Promise<EnvironmentRow | null>;

  // the command path
  /** A key that no row has had before. */
  newKey(of: 'instance' | 'message' | 'signal' | 'batch' | 'webhook'): Promise<number>;
  loadInstance(instanceKey: number): Promise<StoredInstance | null>;
  commit(change: Change): Promise<CommitOutcome>;
  findAnswer(idempotency: Idempotency): Promise<StoredAnswer | null>;
  /** Removes the oldest of them, so many at most. @returns how many */
  removeAnswersBefore(at: Instant, limit: number): Promise<number>;

  // what waits
  /** Earliest moment at which a timer, a timer start or a delivery wants to be tried, or a message expires; null if none does. */
  nextAttemptAt(): Promise<Instant | null>;
  dueTimers(at: Instant, limit: number): Promise<readonly DueTimer[]>;
  dueTimerStarts(at: Instant, limit: number): Promise<readonly DueTimerStart[]>;
  /** Tries again later; counts the attempts. */
  postpone(what: Postponed, until: Instant): Promise<void>;
  removeStale(what: Postponed): Promise<void>;

  // reading
  instance(instanceKey: number): Promise<InstanceRow | null>;
  searchInstances(filter: InstanceFilter, page: PageRequest): Promise<Page<InstanceRow>>;
  history(instanceKey: number, after: number, limit: number): Promise<readonly HistoryEntry[]>;
  timers(instanceKey: number): Promise<readonly TimerRow[]>;
  task(part: Part): Promise<TaskView | null>;
  /** Oldest first, where no order is given. @throws ApplicationError CURSOR_NOT_VALID, also for that of another order */
  searchTasks(filter: TaskFilter, page: PageRequest, order?: TaskOrder): Promise<Page<TaskView>>;
  incident(part: Part): Promise<IncidentView | null>;
  searchIncidents(filter: IncidentFilter, page: PageRequest): Promise<Page<IncidentView>>;

  close(): Promise<void>;
}

/** Timers are named by their due time too: one that was set anew meanwhile under its number is another. */
export type Postponed =
  | ({ readonly kind: 'timer'; readonly dueAt: Instant } & Part)
  | {
      readonly kind: 'timerStart';
      readonly definitionKey: number;
      readonly element: string;
      readonly dueAt: Instant;
    }
  | { readonly kind: 'message'; readonly messageKey: number }
  | { readonly kind: 'signal'; readonly deliveryKey: number };
