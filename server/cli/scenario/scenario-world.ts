import type { Event, Instant, PlainJson, PlainVariables } from '../../../engine/index.js';

/**
 * A place where pathways run with a clock of its own: the engine in memory, or a demo world of a running server.
 * Ids of instances and tasks mean nothing outside it.
 */
export interface ScenarioWorld {
  /** Demo people, who can act here. */
  readonly people: readonly Actor[];
  /** Sets the clock forward; everything due on the way happens in due order. */
  advanceTo(instant: Instant): Promise<void>;
  /** @returns id of the new instance */
  start(start: StartOfInstance): Promise<string>;
  completeTask(taskId: string, output: PlainVariables, by: string): Promise<void>;
  throwTaskError(taskId: string, code: string, output: PlainVariables, by: string): Promise<void>;
  startActivity(instance: string, element: string, variables: PlainVariables, by: string): Promise<void>;
  cancelInstance(instance: string, reason: string, by: string): Promise<void>;
  publishMessage(message: ScenarioMessage, by: string): Promise<void>;
  broadcastSignal(name: string, variables: PlainVariables, by: string): Promise<void>;
  /** Ids of all instances, in the order they started. */
  instances(): Promise<readonly string[]>;
  /** Open tasks of the instance, oldest first. */
  tasks(instance: string): Promise<readonly TaskView[]>;
  look(instance: string): Promise<InstanceView>;
  /** What has happened in the instance since this was last asked. */
  news(instance: string): Promise<readonly HistoryItem[]>;
  close(): Promise<void>;
}

/** Who can act. */
export interface Actor {
  readonly id: string;
  readonly serviceLevel?: string;
  readonly candidateGroups: readonly string[];
}

export interface StartOfInstance {
  readonly process: string;
  readonly businessKey?: string;
  readonly variables: PlainVariables;
  readonly by: string;
}

export interface ScenarioMessage {
  readonly name: string;
  readonly key?: string;
  readonly variables: PlainVariables;
}

/** What can be seen of an instance now. */
export interface InstanceView {
  readonly status: 'running' | 'completed' | 'cancelled';
  /** Open tasks, oldest first. */
  readonly tasks: readonly TaskView[];
  /** Waiting timers, next first. */
  readonly timers: readonly { readonly element: string; readonly dueAt: Instant }[];
  /** Variables of the root scope, dates as ISO texts. */
  readonly variables: Readonly<Record<string, PlainJson>>;
  /** Elements with an open incident. */
  readonly incidents: readonly { readonly element: string; readonly code: string }[];
}

export interface TaskView {
  readonly taskId: string;
  readonly element: string;
  /** A timer on the task's boundary has fired since it was created. */
  readonly late: boolean;
}

export interface HistoryItem {
  readonly at: Instant;
  readonly by?: string;
  readonly event: Event;
}

/** The world refuses what was asked: nothing has changed. Codes and ids, never values. */
export class WorldRefusal extends Error {
  override readonly name = 'WorldRefusal';
  /** @param reasons what is wrong and where, one text for each */
  constructor(
    readonly code: string,
    readonly reasons: readonly string[] = [],
  ) {
    super(code);
  }
}
