import type { Instant } from '../calendar/instant.js';
import type { Instruction } from './commands.js';
import type { Json, Variables } from './json.js';
import type { CompensationState, CompletedActivity, Incident, InstanceState, LoopState, Wait } from './state.js';

/**
 * What happened, in order. Applying the events of a step to the state before it gives the state after it.
 * `token`, `scope`, `wait` and `incident` are the numbers of state; ids that people and servers use are `<instance id>:<number>`.
 */
export type Event =
  | {
      readonly type: 'InstanceStarted';
      readonly instanceId: string;
      readonly environment: string;
      readonly process: string;
      readonly businessKey?: string;
      readonly at: Instant;
      readonly by?: string;
    }
  | { readonly type: 'InstanceCompleted'; readonly at: Instant }
  | { readonly type: 'InstanceCancelled'; readonly at: Instant; readonly reason: string; readonly by?: string }
  /** An operator changed where it stands; the events behind this one say how. */
  | {
      readonly type: 'InstanceModified';
      readonly at: Instant;
      readonly reason: string;
      /** What was asked for, without the values that came with it. */
      readonly instructions: readonly InstructionGiven[];
      readonly by?: string;
    }
  /** An ended instance runs again, with the variables that it ended with. */
  | { readonly type: 'InstanceReopened'; readonly at: Instant; readonly by?: string }
  | { readonly type: 'InstanceSuspended'; readonly at: Instant; readonly reason: string; readonly by?: string }
  | { readonly type: 'InstanceResumed'; readonly at: Instant; readonly by?: string }
  | {
      readonly type: 'ScopeOpened';
      readonly scope: number;
      readonly element: string;
      readonly kind?: 'iteration' | 'compensation' | 'call';
      readonly owner?: number;
      readonly model?: string;
      readonly variables: Variables;
      readonly completed?: readonly CompletedActivity[];
    }
  | { readonly type: 'ScopeClosed'; readonly scope: number; readonly element: string }
  | { readonly type: 'ScopeInterrupted'; readonly scope: number }
  | { readonly type: 'VariablesSet'; readonly scope: number; readonly values: Variables }
  | { readonly type: 'LocalVariablesSet'; readonly token: number; readonly values: Variables }

  /** A token is born at an element otherwise than by a flow. */
  | { readonly type: 'TokenPlaced'; readonly token: number; readonly element: string; readonly scope: number }
  /** A token is born on a sequence flow and stands at its target. */
  | {
      readonly type: 'FlowTaken';
      readonly flow: string;
      readonly token: number;
      readonly element: string;
      readonly scope: number;
    }
  /** The token waits on its flow: for a join, or for the start quantity of an activity. */
  | { readonly type: 'TokenHeld'; readonly token: number; readonly element: string; readonly flow: string }
  | { readonly type: 'ElementStarted'; readonly token: number; readonly element: string; readonly at: Instant }
  /** The token has left the element and is gone; flows taken from here follow with tokens of their own. */
  | { readonly type: 'ElementCompleted'; readonly token: number; readonly element: string; readonly at: Instant }
  | { readonly type: 'ElementCancelled'; readonly token: number; readonly element: string; readonly at: Instant }
  /** The token is gone without its element having run: merged into a join or a start quantity. */
  | { readonly type: 'TokenConsumed'; readonly token: number; readonly element: string }
  /** A complex gateway enters its second phase, having taken tokens from these flows, or (null) is ready to start again. */
  | {
      readonly type: 'GatewayResetting';
      readonly scope: number;
      readonly element: string;
      readonly flows: readonly string[] | null;
    }
  | {
      readonly type: 'TaskCreated';
      readonly taskId: string;
      readonly token: number;
      readonly element: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'TaskCompleted';
      readonly taskId: string;
      readonly token: number;
      readonly element: string;
      readonly at: Instant;
      readonly by?: string;
    }
  | {
      readonly type: 'TaskCancelled';
      readonly taskId: string;
      readonly token: number;
      readonly element: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'JobCreated';
      readonly jobId: string;
      readonly token: number;
      readonly element: string;
      readonly topic: string;
      readonly retries: number;
      readonly at: Instant;
    }
  | {
      readonly type: 'JobCompleted';
      readonly jobId: string;
      readonly token: number;
      readonly element: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'JobFailed';
      readonly jobId: string;
      readonly token: number;
      readonly element: string;
      readonly retries: number;
      /** In the worker's words; may concern a patient. */ readonly reason?: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'JobCancelled';
      readonly jobId: string;
      readonly token: number;
      readonly element: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'AdHocOpened';
      readonly adHocId: string;
      readonly token: number;
      readonly element: string;
      readonly scope: number;
    }
  | { readonly type: 'TimerScheduled'; readonly timerId: string; readonly wait: Wait; readonly dueAt: Instant }
  | {
      readonly type: 'TimerFired';
      readonly timerId: string;
      readonly wait: number;
      readonly element: string;
      readonly at: Instant;
    }
  | { readonly type: 'TimerCancelled'; readonly timerId: string; readonly wait: number; readonly element: string }
  | { readonly type: 'SubscriptionOpened'; readonly subscriptionId: string; readonly wait: Wait }
  | {
      readonly type: 'SubscriptionClosed';
      readonly subscriptionId: string;
      readonly wait: number;
      readonly element: string;
    }
  | {
      readonly type: 'MessageCaught';
      readonly subscriptionId: string;
      readonly wait: number;
      readonly element: string;
      readonly name: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'SignalCaught';
      readonly subscriptionId: string;
      readonly wait: number;
      readonly element: string;
      readonly name: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'ConditionChanged';
      readonly wait: number;
      readonly element: string;
      readonly was: boolean;
      readonly now: boolean;
    }

  /** Leaves the instance: the caller delivers it (transactional outbox). */
  | {
      readonly type: 'MessageThrown';
      readonly element: string;
      readonly name: string;
      readonly key?: string;
      readonly variables: Variables;
      readonly at: Instant;
    }
  /** Own subscriptions have had it already; the caller brings it to all other instances. */
  | {
      readonly type: 'SignalThrown';
      readonly element: string;
      readonly name: string;
      readonly variables: Variables;
      readonly at: Instant;
    }
  | {
      readonly type: 'ErrorThrown';
      readonly token: number;
      readonly element: string;
      readonly code: string;
      readonly caughtBy?: string;
    }
  | {
      readonly type: 'EscalationThrown';
      readonly token: number;
      readonly element: string;
      readonly code: string;
      readonly caughtBy?: string;
    }
  | { readonly type: 'LoopAdvanced'; readonly token: number; readonly loop: LoopState }
  /** Of a loop that goes on: how many of its instances have started, completed, been terminated. */
  | {
      readonly type: 'LoopCounted';
      readonly token: number;
      readonly loop: Pick<LoopState, 'started' | 'completed' | 'terminated'>;
      /** Output of the instance that has completed, and its place among the results, from 0. */
      readonly result?: { readonly at: number; readonly value: Json };
    }
  | { readonly type: 'ActivityCompensable'; readonly scope: number; readonly completed: CompletedActivity }
  /** The records at these positions of the scope's completed activities are being compensated. */
  | { readonly type: 'CompensationTaken'; readonly scope: number; readonly positions: readonly number[] }
  | {
      readonly type: 'CompensationAdvanced';
      readonly token: number;
      readonly element: string;
      /** Absent: the last one of those that are pending is compensated now. */
      readonly state?: CompensationState;
    }
  | { readonly type: 'IncidentRaised'; readonly incidentId: string; readonly incident: Incident; readonly at: Instant }
  | {
      readonly type: 'IncidentResolved';
      readonly incidentId: string;
      readonly incident: number;
      readonly action: 'retry' | 'skip' | 'resolve' | 'cancelled';
      readonly at: Instant;
      readonly by?: string;
    };

export interface InstructionGiven {
  readonly type: Instruction['type'];
  readonly element?: string;
  readonly tokenId?: string;
  readonly scopeId?: string;
  readonly flows?: readonly string[];
}

export interface StepResult {
  readonly state: InstanceState;
  readonly events: readonly Event[];
  /** Steps of `expressions/steps.ts` that were counted, of the `Limits.workBudget` that it could have taken. */
  readonly work: number;
}
