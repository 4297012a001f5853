import type { Instant } from '../calendar/instant.js';

/** Plain JSON as it comes from outside: dates are ISO texts, tagged on entry by form or message type. */
export type PlainJson = null | boolean | number | string | readonly PlainJson[] | { readonly [key: string]: PlainJson };
export type PlainVariables = Readonly<Record<string, PlainJson>>;

interface Base {
  /** Time of the command: the only time the engine knows. */
  readonly now: Instant;
  /** User id, or the name of the part of the system that acts. */
  readonly by?: string;
}

/** Puts a new token at an element, which then starts as if a flow had led there; sub-processes around it are opened as needed. */
interface Placing {
  readonly element: string;
  /** Scope to place it in, `<instance id>:<number>`; needed where several open ones would do. */
  readonly scopeId?: string;
  /** Written where they belong, seen from there, before the element starts. */
  readonly variables?: PlainVariables;
}

/** One change by an operator. `tokenId` is `<instance id>:<number>`. */
export type Instruction =
  | ({ readonly type: 'placeToken' } & Placing)
  /** An activity is opened again; as the first instruction it also opens an instance that has ended. */
  | ({ readonly type: 'reopenElement' } & Placing)
  /** Ends the token with all that its element opened; a sub-process that nothing is left in ends too. */
  | { readonly type: 'removeToken'; readonly tokenId: string }
  /** Ends the token and places one at another element, as near to it as can be. */
  | {
      readonly type: 'moveToken';
      readonly tokenId: string;
      readonly element: string;
      readonly variables?: PlainVariables;
    }
  /** The element counts as done without its work; by `flows`, else by those that it would take. */
  | { readonly type: 'skipElement'; readonly tokenId: string; readonly flows?: readonly string[] };

/** `taskId`, `jobId`, `timerId`, `subscriptionId` and `incidentId` are `<instance id>:<number>`, as the events give them. */
export type Command =
  | (Base & {
      readonly type: 'StartInstance';
      readonly instanceId: string;
      readonly process: string;
      readonly businessKey?: string;
      readonly variables?: PlainVariables;
      /** Start event (or receive task, or event behind an instantiating gateway) that was triggered; absent: the none start events. */
      readonly element?: string;
    })
  | (Base & { readonly type: 'CompleteTask'; readonly taskId: string; readonly output?: PlainVariables })
  /** A user task (or a job's worker) ends by a BPMN error that the model may catch. */
  | (Base & {
      readonly type: 'ThrowTaskError';
      readonly taskId: string;
      readonly code: string;
      readonly output?: PlainVariables;
    })
  /** A user task raises an escalation and goes on waiting, unless the catcher interrupts it. */
  | (Base & {
      readonly type: 'RaiseEscalation';
      readonly taskId: string;
      readonly code: string;
      readonly output?: PlainVariables;
    })
  | (Base & { readonly type: 'CompleteJob'; readonly jobId: string; readonly output?: PlainVariables })
  | (Base & {
      readonly type: 'FailJob';
      readonly jobId: string;
      /** Left after this failure; 0 raises an incident. */ readonly retries: number;
      readonly reason?: string;
    })
  | (Base & {
      readonly type: 'ThrowJobError';
      readonly jobId: string;
      readonly code: string;
      readonly output?: PlainVariables;
    })
  | (Base & { readonly type: 'FireTimer'; readonly timerId: string })
  /** To one subscription of this instance; choosing it by name and key is the caller's. */
  | (Base & { readonly type: 'CorrelateMessage'; readonly subscriptionId: string; readonly variables?: PlainVariables })
  /** To every subscription of this instance with that name. */
  | (Base & { readonly type: 'BroadcastSignal'; readonly name: string; readonly variables?: PlainVariables })
  /** `adHocId` is as `AdHocOpened` gives it. */
  | (Base & {
      readonly type: 'StartAdHocActivity';
      readonly adHocId: string;
      readonly element: string;
      readonly variables?: PlainVariables;
    })
  /** Ends an ad-hoc sub-process that has no completion condition. */
  | (Base & { readonly type: 'CompleteAdHoc'; readonly adHocId: string })
  /** Into the root scope, or the scope of a token. */
  | (Base & { readonly type: 'SetVariables'; readonly variables: PlainVariables; readonly tokenId?: string })
  | (Base & {
      readonly type: 'ResolveIncident';
      readonly incidentId: string;
      /** `retry` tries the failed phase again; `skip` leaves the element without its work (by `flows`, where a gateway could not choose); `resolve` takes `variables` as the element's result. */
      readonly action: 'retry' | 'skip' | 'resolve';
      readonly variables?: PlainVariables;
      readonly flows?: readonly string[];
      /** New attempts for a job (1 where absent). */
      readonly retries?: number;
    })
  | (Base & { readonly type: 'CancelInstance'; readonly reason: string })
  /** All instructions in their order, or none of them. */
  | (Base & {
      readonly type: 'ModifyInstance';
      readonly instructions: readonly Instruction[];
      readonly reason: string;
    })
  /** Nothing happens in the instance until it is resumed: of other commands it only takes CancelInstance, ModifyInstance and SetVariables. */
  | (Base & { readonly type: 'SuspendInstance'; readonly reason: string })
  | (Base & { readonly type: 'ResumeInstance' });
