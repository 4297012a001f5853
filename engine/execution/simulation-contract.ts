import type { Instant } from '../calendar/instant.js';
import type { ExecutableModel } from '../model/executable-model.js';
import type { PlainVariables } from './commands.js';
import type { Event } from './events.js';
import type { Incident, InstanceState } from './state.js';
import type { Variables } from './json.js';
import type { Environment, Limits } from './environment.js';
import type { Command } from './commands.js';

/**
 * Drives instances in memory with a virtual clock: for tests, scenarios, trying a model out, and for whoever drives the engine without a server.
 * It delivers messages and signals between instances, starts processes by them, and fires timers in due order.
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
  state(instanceId: string): InstanceState;
  /** Every event of the instance so far. */
  history(instanceId: string): readonly Event[];
  /** Every command given to the instance so far, in order: replaying them gives the identical state. */
  commands(instanceId: string): readonly Command[];
  environment(instanceId: string): Environment;
  /** Ids of the sequence flows taken, in order. */
  path(instanceId: string): readonly string[];
  /** Ids of completed elements, in order of completion. */
  completedElements(instanceId: string): readonly string[];
  /** Variables of the root scope. */
  variables(instanceId: string): Variables;
  /** Open user and manual tasks, oldest first; of one instance, or of all. */
  tasks(instanceId?: string): readonly OpenTask[];
  jobs(instanceId?: string): readonly OpenJob[];
  timers(
    instanceId?: string,
  ): readonly { readonly timerId: string; readonly element: string; readonly dueAt: Instant }[];
  subscriptions(instanceId?: string): readonly {
    readonly subscriptionId: string;
    readonly element: string;
    readonly kind: 'message' | 'signal' | 'conditional';
    readonly name?: string;
    readonly key?: string;
  }[];
  incidents(instanceId?: string): readonly (Incident & { readonly incidentId: string })[];
  /** By task id, or by element id: then the oldest open task there. Throws EngineError TASK_NOT_FOUND. */
  complete(task: string, output?: PlainVariables, by?: string): void;
  throwTaskError(task: string, code: string, output?: PlainVariables): void;
  raiseEscalation(task: string, code: string, output?: PlainVariables): void;
  completeJob(job: string, output?: PlainVariables): void;
  failJob(job: string, retries: number, reason?: string): void;
  throwJobError(job: string, code: string, output?: PlainVariables): void;
  startAdHocActivity(element: string, variables?: PlainVariables): void;
  /** By ad-hoc id or by the id of the ad-hoc sub-process. */
  completeAdHoc(adHoc: string): void;
  setVariables(instanceId: string, variables: PlainVariables): void;
  /** Incident id, or element id: then the oldest incident there. */
  resolveIncident(
    incident: string,
    action: 'retry' | 'skip' | 'resolve',
    options?: { readonly variables?: PlainVariables; readonly flows?: readonly string[]; readonly retries?: number },
  ): void;
  cancel(instanceId: string, reason: string): void;
  /** Delivers to at most one subscription per process with that name and key, else starts a process by it. Returns how many took it. */
  sendMessage(name: string, options?: { readonly key?: string; readonly variables?: PlainVariables }): number;
  broadcastSignal(name: string, variables?: PlainVariables): void;
  /** By an ISO 8601 duration, in the zone of the first model; fires everything due on the way, in order. */
  advance(duration: string): void;
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
  /** Variables visible in the task. */ readonly variables: Variables;
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
