import type { Instant } from '../calendar/instant.js';
import type { ExecutableModel, StartModel } from '../model/executable-model.js';
import type { Command, PlainVariables } from './commands.js';
import { createEnvironment } from './create-environment.js';
import { EngineError } from './engine-error.js';
import { DEFAULT_LIMITS, type Environment } from './environment.js';
import type { Event } from './events.js';
import type { SimulationOptions } from './simulation-contract.js';
import { normalKey } from '../model/normal-key.js';
import { keyInMessage } from './message-key.js';
import type { InstanceState, Wait } from './state.js';
import { step } from './step.js';

/** Monday 5 January 2026, 09:00 in Oslo. */
const MONDAY_MORNING = Date.UTC(2026, 0, 5, 8);

type WithoutTime<T extends Command['type']> = Omit<Extract<Command, { type: T }>, 'now'>;
/** A command without its time, which the world adds. */
export type TimelessCommand = { [T in Command['type']]: WithoutTime<T> }[Command['type']];
type Outgoing = Extract<Event, { type: 'MessageThrown' | 'SignalThrown' }> & {
  readonly from: string;
  /** How many deliveries led to it, one after the other. */
  readonly chain: number;
};

/** Messages and signals that follow from each other in one command, at most. */
const LONGEST_CHAIN = 500;

export interface SimulatedInstance {
  readonly id: string;
  readonly environment: Environment;
  readonly state: InstanceState;
  readonly history: Event[];
  readonly commands: Command[];
}

export interface StartOptions {
  readonly variables?: PlainVariables;
  readonly businessKey?: string;
  readonly element?: string;
  readonly instanceId?: string;
  readonly by?: string;
}

/** Instances, the clock, and what passes between them. Every method that gives a command throws EngineError when it is refused. */
export class SimulatedWorld {
  now: Instant;
  readonly instances = new Map<string, SimulatedInstance>();
  private readonly environments = new Map<string, Environment>();
  private readonly outbox: Outgoing[] = [];
  private delivering = false;
  private chain = 0;

  constructor(readonly options: SimulationOptions) {
    this.now = options.now ?? MONDAY_MORNING;
  }

  instance(id: string): SimulatedInstance {
    const found = this.instances.get(id);
    if (!found) throw new EngineError('INSTANCE_NOT_STARTED', { instanceId: id });
    return found;
  }

  start(process: string, { instanceId = `i${this.instances.size + 1}`, ...given }: StartOptions = {}): string {
    if (this.instances.has(instanceId)) throw new EngineError('INSTANCE_EXISTS', { instanceId });
    const environment = this.environmentOf(this.modelWith(process));
    const command: Command = { type: 'StartInstance', process, ...given, instanceId, now: this.now };
    this.carryOut(instanceId, environment, undefined, command);
    this.deliverOutbox();
    return instanceId;
  }

  give(instanceId: string, command: TimelessCommand): void {
    const target = this.instance(instanceId);
    this.carryOut(instanceId, target.environment, target, { ...command, now: this.now });
    this.deliverOutbox();
  }

  /**
   * To at most one subscription per process with its name and key, oldest first; a process with none is started by it.
   * @param given absent: the key that its content gives, else none, which only instances without a business key wait for
   * @returns how many took it
   */
  deliverMessage(named: string, given: string | undefined, variables: PlainVariables): number {
    const name = normalKey(named);
    const key = given === undefined ? keyInMessage(this.options.models, name, variables, this.now) : normalKey(given);
    const taken = new Set<string>();
    for (const { id, state } of [...this.instances.values()]) {
      if (taken.has(state.process) || state.suspended) continue;
      const wait = state.waits.find((each) => isMessage(each, name) && each.key === (key ?? ''));
      if (!wait) continue;
      taken.add(state.process);
      this.give(id, { type: 'CorrelateMessage', subscriptionId: `${id}:${wait.id}`, variables });
    }
    for (const { process, element } of this.startsBy('message', name)) {
      if (taken.has(process)) continue;
      taken.add(process);
      this.start(process, { element, variables, ...(key !== undefined && { businessKey: key }) });
    }
    return taken.size;
  }

  /** To every instance that waits for it now, but the one that threw it; and every process that it starts. */
  deliverSignal(named: string, variables: PlainVariables, thrower?: string): void {
    const name = normalKey(named);
    for (const { id, state } of [...this.instances.values()]) {
      const waits = state.waits.some((wait) => wait.kind === 'signal' && wait.name === name);
      if (id !== thrower && waits && !state.suspended) this.give(id, { type: 'BroadcastSignal', name, variables });
    }
    for (const { process, element } of this.startsBy('signal', name)) this.start(process, { element, variables });
  }

  advanceTo(instant: Instant): void {
    if (!(instant >= this.now)) throw new EngineError('TIME_NOT_VALID');
    const fired = new Map<string, number>();
    for (let due = this.nextTimer(); due && due.dueAt <= instant; due = this.nextTimer()) {
      if (due.dueAt > this.now) fired.clear();
      this.now = Math.max(this.now, due.dueAt);
      this.countFired(fired, due.instanceId);
      this.give(due.instanceId, { type: 'FireTimer', timerId: `${due.instanceId}:${due.wait}` });
    }
    this.now = instant;
  }

  /** An instance whose timers fire again and again without time going on is stopped (LIMIT_EXCEEDED). */
  private countFired(fired: Map<string, number>, instanceId: string): void {
    const { stepBudget } = { ...DEFAULT_LIMITS, ...this.options.limits };
    const count = (fired.get(instanceId) ?? 0) + 1;
    if (count > stepBudget) throw new EngineError('LIMIT_EXCEEDED', { limit: 'stepBudget' });
    fired.set(instanceId, count);
  }

  private carryOut(
    id: string,
    environment: Environment,
    target: SimulatedInstance | undefined,
    command: Command,
  ): void {
    const before = target?.state ?? null;
    const { state: after, events } = step(environment, before, command);
    const history = target?.history ?? [];
    const commands = target?.commands ?? [];
    history.push(...events);
    commands.push(command);
    this.instances.set(id, { id, environment, state: after, history, commands });
    for (const event of events) {
      if (event.type === 'MessageThrown' || event.type === 'SignalThrown')
        this.outbox.push({ ...event, from: id, chain: this.chain });
    }
    this.options.onStep?.({ before, command, after, events, environment });
  }

  /** Delivers what was thrown, and what that throws in turn. Processes that start each other for ever are stopped (LIMIT_EXCEEDED). */
  private deliverOutbox(): void {
    if (this.delivering) return;
    this.delivering = true;
    try {
      const { stepBudget } = { ...DEFAULT_LIMITS, ...this.options.limits };
      let delivered = 0;
      for (let next = this.outbox.shift(); next; next = this.outbox.shift()) {
        const isEndless = delivered++ >= stepBudget || next.chain >= LONGEST_CHAIN;
        if (isEndless) throw new EngineError('LIMIT_EXCEEDED', { limit: 'stepBudget' });
        this.chain = next.chain + 1;
        this.deliver(next);
      }
    } finally {
      this.delivering = false;
      this.chain = 0;
      this.outbox.length = 0;
    }
  }

  private deliver(next: Outgoing): void {
    if (next.type === 'MessageThrown') this.deliverMessage(next.name, next.key, next.variables);
    else this.deliverSignal(next.name, next.variables, next.from);
  }

  private modelWith(process: string): ExecutableModel {
    const model = this.options.models.find((each) => Object.hasOwn(each.processes, process));
    if (!model) throw new EngineError('PROCESS_NOT_FOUND', { process });
    return model;
  }

  private environmentOf(model: ExecutableModel): Environment {
    const { models, limits } = this.options;
    const environment = this.environments.get(model.key) ?? createEnvironment(model, models, limits);
    this.environments.set(model.key, environment);
    return environment;
  }

  private startsBy(kind: 'message' | 'signal', name: string): readonly StartModel[] {
    const starts = this.options.models.flatMap((model) =>
      model.starts.filter(({ process }) => this.modelWith(process) === model),
    );
    return starts.filter(({ trigger }) => trigger.kind === kind && trigger.name === name);
  }

  private nextTimer(): { instanceId: string; wait: number; dueAt: Instant } | undefined {
    let first: { instanceId: string; wait: number; dueAt: Instant } | undefined;
    for (const { id, state } of this.instances.values()) {
      if (state.suspended) continue;
      for (const { kind, dueAt = 0, id: wait } of state.waits) {
        if (kind === 'timer' && (!first || dueAt < first.dueAt)) first = { instanceId: id, wait, dueAt };
      }
    }
    return first;
  }
}

function isMessage(wait: Wait, name: string): boolean {
  return wait.kind === 'message' && wait.name === name;
}
