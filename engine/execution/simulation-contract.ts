import type { Instant } from '../calendar/instant.js';
import type { ExecutableModel } from '../model/executable-model.js';
import type { Instruction, PlainVariables } from './commands.js';
import type { Event } from './events.js';
import type { Incident, InstanceState } from './state.js';
import type { Variables } from './json.js';
import type { Environment, Limits } from './environment.js';
import type { Command } from './commands.js';

/**
 * Drives instances in memory with a virtual clock: for tests, scenarios, trying a model out, and for whoever drives the engine without a server.
 * It delivers messages and signals between instances, starts processes by them, and fires timers in due order.
 * Whatever an instance refuses is thrown as EngineError; an instance that is not there is INSTANCE_NOT_STARTED.
 */
export interface Simulation {
  /** Virtual time. */
  readonly now: Instant;
  /** Starts a process by id and returns the new instance's id (`i1`, `i2`, … unless given). */
  start(
    process: string,
    options?: {
      readonly variables?: PlainVariables;
      readonly businessKey?: string;
      readonly element?: string;
      readonly instanceId?: string;
      readonly by?: string;
    },
  ): string;
  /** Ids of all instances in the order they started. */
  instances(): readonly string[];
  /** As it is saved: plain JSON, never changed afterwards. */
  state(instanceId: string): InstanceState;
  /** Every event of the instance so far. */
  history(instanceId: string): readonly Event[];
  /** Every command given to the instance so far, in order: replaying them gives the identical state. */
  commands(instanceId: string): readonly Command[];
  /** What the instance is pinned to. */
  environment(instanceId: string): Environment;
  /** Ids of the sequence flows taken, in order. */
  path(instanceId: string): readonly string[];
  /** Ids of completed elements, in order of completion. */
  completedElements(instanceId: string): readonly string[];
  /** Variables of the root scope. */
  variables(instanceId: string): Variables;
  /** Open user and manual tasks, oldest first; of one instance, or of all. */
  tasks(instanceId?: string): readonly OpenTask[];
  /** Jobs of service and send tasks that a worker can take, oldest first. */
  jobs(instanceId?: string): readonly OpenJob[];
  /** Timers that run; `dueAt` in epoch milliseconds. */
  timers(
    instanceId?: string,
  ): readonly { readonly timerId: string; readonly element: string; readonly dueAt: Instant }[];
  /** Messages, signals and conditions that are waited for. */
  subscriptions(instanceId?: string): readonly {
    readonly subscriptionId: string;
    readonly element: string;
    readonly kind: 'message' | 'signal' | 'conditional';
    readonly name?: string;
    readonly key?: string;
  }[];
  /** What an operator has to look at, oldest first. */
  incidents(instanceId?: string): readonly (Incident & { readonly incidentId: string })[];
  /** By task id, or by element id: then the oldest open task there. Throws EngineError TASK_NOT_FOUND. */
  complete(task: string, output?: PlainVariables, by?: string): void;
  /** The task ends by a BPMN error, which the model may catch. Task id or element id, as for `complete`. */
  throwTaskError(task: string, code: string, output?: PlainVariables): void;
  /** The task raises an escalation and stays open, unless its catcher interrupts it. */
  raiseEscalation(task: string, code: string, output?: PlainVariables): void;
  /** By job id, or by element id: then the oldest job there. Throws EngineError JOB_NOT_FOUND. */
  completeJob(job: string, output?: PlainVariables): void;
  /** An attempt failed; `retries` are left after it, and none raises an incident. */
  failJob(job: string, retries: number, reason?: string): void;
  /** The job's task ends by a BPMN error. */
  throwJobError(job: string, code: string, output?: PlainVariables): void;
  /** Starts an activity of an open ad-hoc sub-process, by the activity's element id. */
  startAdHocActivity(element: string, variables?: PlainVariables): void;
  /** By ad-hoc id or by the id of the ad-hoc sub-process. */
  completeAdHoc(adHoc: string): void;
  /** Into the root scope, in the declared types. */
  setVariables(instanceId: string, variables: PlainVariables): void;
  /** Incident id, or element id: then the oldest incident there. */
  resolveIncident(
    incident: string,
    action: 'retry' | 'skip' | 'resolve',
    options?: { readonly variables?: PlainVariables; readonly flows?: readonly string[]; readonly retries?: number },
  ): void;
  /** Ends the instance from outside, with all that is open in it. */
  cancel(instanceId: string, reason: string): void;
  /** An operator changes where the instance stands: all instructions, or none. */
  modify(instanceId: string, instructions: readonly Instruction[], reason: string): void;
  /** Until it is resumed, the instance takes no work: messages and signals pass it by, its timers fire after it. */
  suspend(instanceId: string, reason: string): void;
  resume(instanceId: string): void;
  /** Delivers to at most one subscription per process with that name and key, else starts a process by it. Returns how many took it. */
  sendMessage(name: string, options?: { readonly key?: string; readonly variables?: PlainVariables }): number;
  /** To every instance that waits for it now, and to every process that it starts. */
  broadcastSignal(name: string, variables?: PlainVariables): void;
  /** By an ISO 8601 duration, in the zone of the first model; fires everything due on the way, in order. */
  advance(duration: string): void;
  /** To an instant, not before now; likewise. Throws EngineError TIME_NOT_VALID. */
  advanceTo(instant: Instant): void;
}

export interface OpenTask {
  readonly taskId: string;
  readonly instanceId: string;
  readonly element: string;
  readonly name: string;
  readonly lane?: string;
  readonly serviceLevel?: string;
  readonly form?: string;
  /** Variables visible in the task. */
  readonly variables: Variables;
}
export interface OpenJob {
  readonly jobId: string;
  readonly instanceId: string;
  readonly element: string;
  readonly topic: string;
  readonly retries: number;
  readonly variables: Variables;
}

export interface SimulationOptions {
  /** The first one that has a process wins; later ones serve call activities and messages. */
  readonly models: readonly ExecutableModel[];
  /** Virtual time at the start; default 2026-01-05T08:00:00Z, a Monday. */
  readonly now?: Instant;
  readonly limits?: Partial<Limits>;
  /** Called after every step, for checks. */
  readonly onStep?: (step: {
    readonly before: InstanceState | null;
    readonly command: Command;
    readonly after: InstanceState;
    readonly events: readonly Event[];
    readonly environment: Environment;
  }) => void;
}
