import type { Event, Instant, InstanceState, PlainJson } from '../../engine/index.js';
import type { Idempotency } from './change.js';

export type Language = 'nb' | 'nn' | 'en';
export interface ElementText {
  readonly name?: string;
  readonly description?: string;
  readonly [key: string]: PlainJson | undefined;
}
/** Texts by language, then by element or form id. */
export type Texts = Readonly<Partial<Record<Language, Readonly<Record<string, ElementText>>>>>;
export type FormSchema = Readonly<Record<string, unknown>>;

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

/** The answer to a deployment, written with it; what it says is known once it has its keys. */
export interface DeploymentAnswer extends Idempotency {
  readonly status: number;
  /** JSON text. */
  readonly body: (result: DeploymentResult) => string;
}

export interface NewDeployment {
  readonly name: string;
  readonly at: Instant;
  readonly by: string;
  readonly source: ModelSource;
  readonly answer?: DeploymentAnswer;
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

export type InstanceStatus = InstanceState['status'];

export interface InstanceRow {
  readonly instanceKey: number;
  readonly definitionKey: number;
  readonly processId: string;
  readonly version: number;
  readonly businessKey: string | null;
  readonly status: InstanceStatus;
  /** Put on hold by an operator; only a running one is. */
  readonly suspended: boolean;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  readonly hasIncident: boolean;
  /** When it was put away, some time after its end; null where it was not. */
  readonly archivedAt: Instant | null;
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
  | { readonly type: 'TaskUnassigned'; readonly taskId: string }
  /** Why an operator has resolved an incident as they did; the reason is kept with the values. */
  | { readonly type: 'IncidentReasonGiven'; readonly incidentId: string; readonly reason: string };

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
  /** Its instance is on hold: the task cannot be completed now. */
  readonly suspended: boolean;
}

export interface TimerRow extends Part {
  readonly element: string;
  readonly dueAt: Instant;
  /** Not fired before, where that is later than due. */
  readonly notBefore?: Instant;
  /** Deliveries and timers, one at once upon the other, that have led to it; 0 where absent. */
  readonly chain?: number;
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

/** A job as it is looked at, with what its last failure said. */
export interface JobView extends JobRow {
  /** Since it was created or an operator had it tried again. */
  readonly failures: number;
  readonly failedAt: Instant | null;
  /** May concern a patient. */
  readonly errorMessage: string | null;
  readonly definitionKey: number;
  readonly processId: string;
  readonly businessKey: string | null;
}

export interface IncidentRow extends Part {
  readonly element: string;
  readonly code: string;
  readonly phase: string;
  readonly details: Readonly<Record<string, string | number>>;
  /** What a worker said of the failure that raised it; may concern a patient. */
  readonly errorMessage: string | null;
  readonly raisedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

/** An incident with what an operator looks for of its instance. */
export interface IncidentView extends IncidentRow {
  readonly processId: string;
  readonly definitionKey: number;
}
