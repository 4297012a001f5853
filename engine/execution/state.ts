import type { Instant } from '../calendar/instant.js';
import type { Json, Variables } from './json.js';

export const STATE_VERSION = 1;

/**
 * Everything that one instance knows: small plain JSON, truth rather than history.
 * Objects are never changed in place: `step` shares what it did not touch.
 */
export interface InstanceState {
  readonly version: typeof STATE_VERSION;
  readonly instanceId: string;
  /** Key of the environment that the instance is pinned to. */
  readonly environment: string;
  readonly process: string;
  readonly businessKey?: string;
  readonly status: 'running' | 'completed' | 'cancelled';
  /** An operator has put it on hold: it takes no work until it is resumed. Only a running one has it. */
  readonly suspended?: true;
  /** Last number given to a token, scope, wait or incident. */
  readonly counter: number;
  readonly scopes: readonly Scope[];
  readonly tokens: readonly Token[];
  readonly waits: readonly Wait[];
  readonly incidents: readonly Incident[];
}

/** One opened process, sub-process, loop iteration or compensation: the tokens in it share its variables. */
export interface Scope {
  readonly id: number;
  /** Container that is executed; the activity itself for an iteration or a compensation. */
  readonly element: string;
  readonly kind?: 'iteration' | 'compensation' | 'call';
  /** Token whose activity opened it; absent for the instance's root. */
  readonly owner?: number;
  /** Model of a called process, where it is another than the caller's. */
  readonly model?: string;
  readonly variables: Variables;
  /** Completed activities that can be compensated, first completed first. */
  readonly completed?: readonly CompletedActivity[];
  /** An interrupting event sub-process has taken over, or an ad-hoc sub-process takes nothing more: nothing new starts here. */
  readonly interrupted?: true;
  /** Complex gateways in their second phase: flows whose token came in the first (13.4.5). */
  readonly resetting?: Readonly<Record<string, readonly string[]>>;
}

/** A unit of flow. It stands at an element: waiting in it, or arrived by a flow and not let in yet. */
export interface Token {
  readonly id: number;
  readonly element: string;
  readonly scope: number;
  /** Flow by which it came, while a join or a start quantity holds it back. */
  readonly via?: string;
  /** Local variables of the activity: properties, inputs. */
  readonly local?: Variables;
  readonly loop?: LoopState;
  /** Attempts left for the job of a service or send task. */
  readonly retries?: number;
  readonly compensation?: CompensationState;
}

/** Progress of a loop or multi-instance activity, held by its outer token (13.3.6, 13.3.7). */
export interface LoopState {
  /** Instances in all (multi-instance), known from the start. */
  readonly total?: number;
  readonly started: number;
  readonly completed: number;
  readonly terminated: number;
  /** The collection, for instances yet to be started. */
  readonly items?: readonly Json[];
  /** Gathered outputs by instance, null where none yet. */
  readonly results?: readonly Json[];
}

export interface CompensationState {
  /** What is still to be compensated, next one last. */
  readonly pending: readonly CompletedActivity[];
  /** After the last one: leave as usual, leave the transaction by its cancel boundary event, or end (nobody waited). */
  readonly then: 'leave' | 'cancel' | 'end';
}

/** An activity that completed and can be compensated, with the data of its scope at that moment (13.5.5). */
export interface CompletedActivity {
  readonly element: string;
  readonly variables: Variables;
  /** What completed inside it, for a sub-process without a compensation handler of its own. */
  readonly inner?: readonly CompletedActivity[];
  /** Process that a call activity has called, and its model, where what completed is in there. */
  readonly process?: string;
  readonly model?: string;
}

/** Something outside that a token or an open scope waits for. */
export interface Wait {
  readonly id: number;
  readonly kind: 'timer' | 'message' | 'signal' | 'conditional';
  /** Event element (catch, boundary, start of an event sub-process) or receive task. */
  readonly element: string;
  /** Position in the element's triggers, where there are several. */
  readonly trigger?: number;
  /** Token that waits, or that carries the boundary event. */
  readonly token?: number;
  /** Scope that the event sub-process is armed for. */
  readonly scope?: number;
  /** Message or signal name. */
  readonly name?: string;
  /** Correlation key of a message. */
  readonly key?: string;
  /** Timers: when to fire. */
  readonly dueAt?: Instant;
  /** Cycles: ISO 8601 text, where it counts from, how many have fired. */
  readonly cycle?: { readonly text: string; readonly from: Instant; readonly fired: number };
  /** Conditional events: what the condition was when last looked at. */
  readonly was?: boolean;
}

export interface Incident {
  readonly id: number;
  readonly token: number;
  readonly code: IncidentCode;
  readonly element: string;
  /** What failed: entering the element, finishing its work, leaving a loop, running handlers, the work outside, arming an event again. */
  readonly phase: IncidentPhase;
  /** Ids and codes that explain it; never values. */
  readonly details?: Readonly<Record<string, string | number>>;
}

export type IncidentPhase = 'enter' | 'complete' | 'leave' | 'compensate' | 'work' | 'arm';

export type IncidentCode =
  | 'EXPRESSION_FAILED'
  | 'CONDITION_NOT_BOOLEAN'
  | 'NO_FLOW_TAKEN'
  | 'DECISION_FAILED'
  | 'MAPPING_FAILED'
  | 'UNCAUGHT_ERROR'
  | 'JOB_FAILED'
  | 'STEP_BUDGET_EXHAUSTED'
  /** The work of one step; `elementId` is the element at which it ended. */
  | 'WORK_BUDGET_EXHAUSTED'
  | 'LIMIT_EXCEEDED'
  | 'CALLED_ELEMENT_NOT_FOUND'
  | 'INVALID_TIMER'
  | 'INVALID_COLLECTION'
  | 'CORRELATION_KEY_MISSING';
