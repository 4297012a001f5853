import type { Event, Instant, InstanceState, PlainJson, Variables } from '../../engine/index.js';

/** The clock as the application sees it. Only `server/clock.ts` reads the real one. */
export interface Clock {
  now(): Instant;
}

/** Where use cases tell what happened. Codes, ids and numbers only, never values or texts that people wrote. */
export interface Log {
  info(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
  warn(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
  error(entry: Readonly<Record<string, string | number | boolean | undefined>>, message: string): void;
}

export type Language = 'nb' | 'nn' | 'en';
export interface ElementText {
  readonly name?: string;
  readonly description?: string;
  readonly [key: string]: PlainJson | undefined;
}
/** Texts by language, then by element or form id. */
export type Texts = Readonly<Partial<Record<Language, Readonly<Record<string, ElementText>>>>>;
export type FormSchema = Readonly<Record<string, unknown>>;

// ------------------------------------------------------------------ pathways

/** The sources of a model, as deployed; compiled again when needed. */
export interface ModelSource {
  /** The engine's content hash of what is executed. */
  readonly modelKey: string;
  readonly bpmn: string;
  readonly forms: Readonly<Record<string, FormSchema>>;
  readonly decisions: readonly string[];
  readonly texts: Texts;
}

/** One version of one process. */
export interface Definition {
  readonly definitionKey: number;
  readonly deploymentKey: number;
  readonly processId: string;
  readonly version: number;
  readonly name: string;
  readonly modelKey: string;
  readonly deployedAt: Instant;
  readonly deployedBy: string;
  readonly isLatest: boolean;
}

/** How an event outside starts a process; only the latest version's starts are kept. */
export interface EventStart {
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly element: string;
}

export interface TimerStart {
  readonly element: string;
  readonly dueAt: Instant;
  /** Cycles: ISO 8601 text, where it counts from, how many have fired. */
  readonly cycle?: { readonly text: string; readonly from: Instant; readonly fired: number };
}

export interface NewDeployment {
  readonly name: string;
  readonly at: Instant;
  readonly by: string;
  readonly source: ModelSource;
  readonly processes: readonly {
    readonly processId: string;
    readonly name: string;
    readonly eventStarts: readonly EventStart[];
    readonly timerStarts: readonly TimerStart[];
  }[];
}

export interface DeploymentResult {
  readonly deploymentKey: number;
  readonly definitions: readonly (Definition & { readonly isNew: boolean })[];
}

export interface CalledModel {
  readonly modelKey: string;
  readonly version: number;
}

/** The models and called versions that an instance is pinned to. */
export interface EnvironmentRow {
  readonly environmentKey: string;
  readonly root: string;
  /** Models that may be called, with the version of the process that is called there, in the order of resolution. */
  readonly called: readonly CalledModel[];
  /** What each call activity calls, by `<model key>/<call activity id>`. */
  readonly calls: Readonly<Record<string, { readonly model: string; readonly process: string }>>;
}

// ------------------------------------------------------------------ instances

export type InstanceStatus = InstanceState['status'];

export interface InstanceRow {
  readonly instanceKey: number;
  readonly definitionKey: number;
  readonly processId: string;
  readonly version: number;
  readonly businessKey: string | null;
  readonly status: InstanceStatus;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  readonly hasIncident: boolean;
  readonly revision: number;
}

/** What a command needs of an instance. */
export interface StoredInstance extends InstanceRow {
  readonly environmentKey: string;
  /** As saved; `upgradeState` brings older versions up. */
  readonly state: unknown;
}

/** What happened on the server beside the engine's events. */
export type ServerEvent =
  | { readonly type: 'TaskAssigned'; readonly taskId: string; readonly assignee: string }
  | { readonly type: 'TaskUnassigned'; readonly taskId: string };

export interface HistoryEntry {
  readonly sequence: number;
  readonly at: Instant;
  readonly by: string;
  readonly event: Event | ServerEvent;
}

export type TaskState = 'CREATED' | 'COMPLETED' | 'CANCELED';

/** A task, job, timer, subscription or incident is named by its instance and a number in it. */
export interface Part {
  readonly instanceKey: number;
  readonly number: number;
}

export interface TaskRow extends Part {
  readonly element: string;
  readonly modelKey: string;
  readonly state: TaskState;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly completedBy: string | null;
  readonly assignee: string | null;
  readonly late: boolean;
  readonly lane: string | null;
  readonly serviceLevel: string | null;
  readonly candidateGroup: string | null;
  readonly formId: string | null;
}

/** A task with what a worklist shows of its instance. */
export interface TaskView extends TaskRow {
  readonly definitionKey: number;
  readonly processId: string;
  readonly version: number;
  readonly businessKey: string | null;
}

export interface TimerRow extends Part {
  readonly element: string;
  readonly dueAt: Instant;
}

export interface SubscriptionRow extends Part {
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey: string | null;
  readonly element: string;
}

export interface JobRow extends Part {
  readonly element: string;
  readonly topic: string;
  readonly retries: number;
  readonly createdAt: Instant;
  /** Not handed out before. */
  readonly availableAt: Instant;
  readonly lockToken: string | null;
  readonly lockedUntil: Instant | null;
  readonly worker: string | null;
}

export interface IncidentRow extends Part {
  readonly element: string;
  readonly code: string;
  readonly phase: string;
  readonly details: Readonly<Record<string, string | number>>;
  readonly raisedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

// ------------------------------------------------------------------ one change, one transaction

export interface InstanceChange {
  readonly instanceKey: number;
  /** Revision that the change was decided on; 0 creates the instance. */
  readonly expectedRevision: number;
  /** Absent where only rows beside the state change. */
  readonly state?: InstanceState;
  /** For a new instance. */
  readonly created?: {
    readonly definitionKey: number;
    readonly processId: string;
    readonly environment: EnvironmentRow;
  };
  readonly endReason?: string;
}

export interface NewMessage {
  readonly messageKey: number;
  readonly name: string;
  readonly correlationKey: string | null;
  readonly variables: Variables | Readonly<Record<string, PlainJson>>;
  readonly sourceInstance: number | null;
  readonly expiresAt: Instant;
}

export interface NewSignal {
  readonly signalKey: number;
  readonly name: string;
  readonly variables: NewMessage['variables'];
  readonly sourceInstance: number | null;
}

/** The delivery that a change carries out: written with it, so that it takes effect exactly once. */
export type Taken =
  | { readonly kind: 'message'; readonly messageKey: number; readonly processId: string; }
  | { readonly kind: 'signal'; readonly deliveryKey: number }
  | { readonly kind: 'timerStart'; readonly definitionKey: number; readonly element: string; readonly dueAt: Instant; readonly next: TimerStart | null };

export interface Idempotency {
  readonly person: string;
  readonly key: string;
  /** Of method, path and body: another request under the same key is refused. */
  readonly digest: string;
}
export interface StoredAnswer {
  readonly digest: string;
  readonly status: number;
  /** JSON text; empty for an answer without a body. */
  readonly body: string;
}

/** Everything that one command writes, decided before the first write: the store takes all of it or nothing. */
export interface Change {
  readonly at: Instant;
  readonly by: string;
  readonly instance?: InstanceChange;
  readonly events?: readonly (Event | ServerEvent)[];
  readonly tasksOpened?: readonly TaskRow[];
  readonly tasksEnded?: readonly { readonly number: number; readonly state: 'COMPLETED' | 'CANCELED' }[];
  readonly tasksLate?: readonly number[];
  readonly taskAssigned?: { readonly number: number; readonly assignee: string | null };
  readonly timersSet?: readonly TimerRow[];
  readonly timersRemoved?: readonly number[];
  readonly subscriptionsOpened?: readonly SubscriptionRow[];
  readonly subscriptionsClosed?: readonly number[];
  readonly jobsOpened?: readonly JobRow[];
  readonly jobsFailed?: readonly { readonly number: number; readonly retries: number; readonly availableAt: Instant }[];
  readonly jobsClosed?: readonly number[];
  readonly incidentsRaised?: readonly IncidentRow[];
  readonly incidentsResolved?: readonly { readonly number: number; readonly resolution: string }[];
  readonly messages?: readonly NewMessage[];
  readonly signals?: readonly NewSignal[];
  readonly taken?: Taken;
  readonly idempotency?: Idempotency & { readonly status: number; readonly body: string };
}

export type CommitOutcome =
  | { readonly kind: 'committed' }
  /** Somebody else wrote the instance meanwhile: load and decide again. */
  | { readonly kind: 'conflict' }
  /** The same command has been done before; nothing was written. */
  | { readonly kind: 'repeated'; readonly answer: StoredAnswer }
  /** The delivery has been carried out before; nothing was written. */
  | { readonly kind: 'taken' };

// ------------------------------------------------------------------ what waits to be done

export interface PendingMessage {
  readonly messageKey: number;
  readonly name: string;
  readonly correlationKey: string | null;
  readonly variables: NewMessage['variables'];
  readonly expiresAt: Instant;
  readonly attempts: number;
}

export interface SignalDelivery {
  readonly deliveryKey: number;
  readonly attempts: number;
  readonly name: string;
  readonly variables: NewMessage['variables'];
  /** One of the two. */
  readonly instanceKey: number | null;
  readonly processId: string | null;
}

export interface DueTimer extends TimerRow {
  readonly attempts: number;
}
export interface DueTimerStart extends TimerStart {
  readonly definitionKey: number;
  readonly attempts: number;
}

// ------------------------------------------------------------------ reading

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
  readonly hasIncident?: boolean;
}
export interface TaskFilter {
  readonly state?: TaskState;
  readonly instanceKey?: number;
  readonly processId?: string;
  readonly element?: string;
  readonly assignee?: string;
  readonly isAssigned?: boolean;
  readonly candidateGroup?: string;
  readonly serviceLevel?: string;
  readonly late?: boolean;
  readonly businessKey?: string;
}
export interface IncidentFilter {
  readonly active?: boolean;
  readonly instanceKey?: number;
  readonly element?: string;
  readonly code?: string;
}

/**
 * The store. Asynchronous, so that a database over a network fits too; every method is one transaction.
 * @throws StoreUnavailable (see application-error.ts) when it cannot read or write now
 */
export interface Store {
  // pathways
  deploy(deployment: NewDeployment): Promise<DeploymentResult>;
  latestDefinition(processId: string): Promise<Definition | null>;
  definition(definitionKey: number): Promise<Definition | null>;
  definitionOfVersion(processId: string, version: number): Promise<Definition | null>;
  searchDefinitions(filter: DefinitionFilter, page: PageRequest): Promise<Page<Definition>>;
  modelSource(modelKey: string): Promise<ModelSource | null>;
  environment(environmentKey: string): Promise<EnvironmentRow | null>;

  // the command path
  /** A key that no row has had before. */
  newKey(of: 'instance' | 'message' | 'signal'): Promise<number>;
  loadInstance(instanceKey: number): Promise<StoredInstance | null>;
  commit(change: Change): Promise<CommitOutcome>;
  findAnswer(idempotency: Idempotency): Promise<StoredAnswer | null>;
  removeAnswersBefore(at: Instant): Promise<void>;

  // what waits
  /** Earliest moment at which a timer, a timer start or a postponed delivery wants to be tried; null if none does. */
  nextAttemptAt(): Promise<Instant | null>;
  dueTimers(at: Instant, limit: number): Promise<readonly DueTimer[]>;
  dueTimerStarts(at: Instant, limit: number): Promise<readonly DueTimerStart[]>;
  pendingMessages(at: Instant, limit: number): Promise<readonly PendingMessage[]>;
  signalDeliveries(at: Instant, limit: number): Promise<readonly SignalDelivery[]>;
  /** Tries again later; counts the attempts. */
  postpone(what: Postponed, until: Instant): Promise<void>;
  removeStale(what: Postponed): Promise<void>;
  /** Processes that have taken a message already. */
  takersOf(messageKey: number): Promise<readonly string[]>;
  /** Oldest first. */
  subscriptions(name: string, correlationKey: string | null): Promise<readonly (SubscriptionRow & { readonly processId: string })[]>;
  eventStarts(kind: EventStart['kind'], name: string): Promise<readonly (EventStart & { readonly definitionKey: number; readonly processId: string })[]>;
  /** A message that somebody took, or that nobody may take any more. */
  removeMessage(messageKey: number): Promise<void>;
  /** Keeps an untaken message until somebody subscribes or it expires; `again` when somebody has subscribed meanwhile. */
  bufferMessage(messageKey: number, at: Instant): Promise<'buffered' | 'expired' | 'again'>;

  // jobs
  /** Hands out at most `limit` jobs of a topic under one lock token each. */
  lockJobs(request: { readonly topic: string; readonly worker: string; readonly at: Instant; readonly until: Instant; readonly lockTokens: readonly string[] }): Promise<readonly JobRow[]>;
  job(part: Part): Promise<JobRow | null>;

  // reading
  instance(instanceKey: number): Promise<InstanceRow | null>;
  searchInstances(filter: InstanceFilter, page: PageRequest): Promise<Page<InstanceRow>>;
  history(instanceKey: number, after: number, limit: number): Promise<readonly HistoryEntry[]>;
  timers(instanceKey: number): Promise<readonly TimerRow[]>;
  task(part: Part): Promise<TaskView | null>;
  searchTasks(filter: TaskFilter, page: PageRequest): Promise<Page<TaskView>>;
  incident(part: Part): Promise<IncidentRow | null>;
  searchIncidents(filter: IncidentFilter, page: PageRequest): Promise<Page<IncidentRow>>;

  close(): Promise<void>;
}

export type Postponed =
  | ({ readonly kind: 'timer' } & Part)
  | { readonly kind: 'timerStart'; readonly definitionKey: number; readonly element: string }
  | { readonly kind: 'message'; readonly messageKey: number }
  | { readonly kind: 'signal'; readonly deliveryKey: number };
