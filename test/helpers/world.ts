import { expect } from 'chai';

import { createSimulation, EngineError } from '../../engine/index.js';
import type {
  Event,
  ExecutableModel,
  Instant,
  InstanceState,
  Instruction,
  Json,
  Limits,
  PlainVariables,
  RefusalCode,
  Simulation,
  Variables,
} from '../../engine/index.js';
import { holdInvariants, holdReplay } from './world-invariants.js';

const openWorlds: World[] = [];

/** What a world begins with beside its models. */
export interface WorldOptions {
  readonly now?: Instant | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/**
 * A simulation as a test reads it: everything is about one instance, the first that was started, unless `of` names another.
 * Elements are named by id. The invariants are held after every step, and after the test the commands are replayed.
 */
export class World {
  readonly simulation: Simulation;

  constructor(
    readonly models: readonly ExecutableModel[],
    options: WorldOptions = {},
    simulation?: Simulation,
    private readonly about?: string,
  ) {
    this.simulation =
      simulation ??
      createSimulation({
        models,
        ...(options.now !== undefined && { now: options.now }),
        ...(options.limits && { limits: options.limits }),
        onStep: holdInvariants,
      });
    if (!simulation) openWorlds.push(this);
  }

  get model(): ExecutableModel {
    const [first] = this.models;
    if (!first) throw new Error('a world has at least one model');
    return first;
  }

  /** The instance that the world is about. */
  get instance(): string {
    const id = this.about ?? this.simulation.instances()[0];
    if (id === undefined) throw new Error('no instance has been started');
    return id;
  }

  /** The same world, about another instance: its id, or its position in the order of starting (from 0). */
  of(instance: string | number): World {
    const id = typeof instance === 'string' ? instance : this.simulation.instances()[instance];
    if (id === undefined) throw new Error(`instance ${instance} has not been started`);
    return new World(this.models, {}, this.simulation, id);
  }

  // ---------------------------------------------------------------- what one does

  /** Starts a process and returns the world about the new instance. */
  start(process: string, options: { variables?: PlainVariables; businessKey?: string; element?: string } = {}): World {
    const { variables, businessKey, element } = options;
    return this.of(
      this.simulation.start(process, {
        ...(variables && { variables }),
        ...(businessKey !== undefined && { businessKey }),
        ...(element !== undefined && { element }),
      }),
    );
  }

  /** Completes the oldest open task or job at the element. */
  complete(element: string, output?: PlainVariables): this {
    if (this.jobsAt(element)[0] !== undefined) return this.completeJob(element, output);
    this.simulation.complete(this.taskAt(element), output);
    return this;
  }

  /** Completes several tasks, one after the other. */
  completeAll(...elements: readonly string[]): this {
    for (const element of elements) this.complete(element);
    return this;
  }

  throwTaskError(element: string, code: string, output?: PlainVariables): this {
    this.simulation.throwTaskError(this.taskAt(element), code, output);
    return this;
  }

  raiseEscalation(element: string, code: string, output?: PlainVariables): this {
    this.simulation.raiseEscalation(this.taskAt(element), code, output);
    return this;
  }

  completeJob(element: string, output?: PlainVariables): this {
    this.simulation.completeJob(this.jobAt(element), output);
    return this;
  }

  failJob(element: string, retries: number, reason?: string): this {
    this.simulation.failJob(this.jobAt(element), retries, reason);
    return this;
  }

  throwJobError(element: string, code: string, output?: PlainVariables): this {
    this.simulation.throwJobError(this.jobAt(element), code, output);
    return this;
  }

  startAdHocActivity(element: string, variables?: PlainVariables): this {
    this.simulation.startAdHocActivity(element, variables);
    return this;
  }

  completeAdHoc(element: string): this {
    this.simulation.completeAdHoc(element);
    return this;
  }

  /** Sets variables of the root scope from outside. */
  set(variables: PlainVariables): this {
    this.simulation.setVariables(this.instance, variables);
    return this;
  }

  /** Resolves the oldest incident at the element. */
  resolve(
    element: string,
    action: 'retry' | 'skip' | 'resolve',
    options?: { variables?: PlainVariables; flows?: readonly string[]; retries?: number },
  ): this {
    const incident = this.simulation.incidents(this.instance).find((each) => each.element === element);
    this.simulation.resolveIncident(incident?.incidentId ?? element, action, options);
    return this;
  }

  cancel(reason = 'entered in error'): this {
    this.simulation.cancel(this.instance, reason);
    return this;
  }

  /** An operator changes where the instance stands. */
  modify(...instructions: readonly Instruction[]): this {
    this.simulation.modify(this.instance, instructions, 'moved by mistake');
    return this;
  }

  suspend(): this {
    this.simulation.suspend(this.instance, 'waits for the court');
    return this;
  }

  resume(): this {
    this.simulation.resume(this.instance);
    return this;
  }

  /** Sends a message into the world; returns how many instances took it or were started by it. */
  message(name: string, options: { key?: string; variables?: PlainVariables } = {}): number {
    return this.simulation.sendMessage(name, options);
  }

  signal(name: string, variables?: PlainVariables): this {
    this.simulation.broadcastSignal(name, variables);
    return this;
  }

  /** Lets time pass by an ISO 8601 duration; every timer due on the way fires. */
  advance(duration: string): this {
    this.simulation.advance(duration);
    return this;
  }

  /** Lets time pass until an instant, given as ISO text with offset. */
  advanceTo(text: string): this {
    this.simulation.advanceTo(Date.parse(text));
    return this;
  }

  /** Does what must be refused; returns the refusal's code. Nothing may have changed. */
  refusal(action: (world: this) => unknown): RefusalCode {
    const before = this.simulation.instances().map((id) => this.simulation.state(id));
    const given = this.simulation.instances().map((id) => this.simulation.commands(id).length);
    let code: RefusalCode | undefined;
    try {
      action(this);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      code = error.code;
    }
    if (code === undefined) throw new Error('the command was accepted');
    const ids = this.simulation.instances();
    expect(
      ids.map((id) => this.simulation.state(id)),
      'a refused command changes nothing',
    ).to.deep.equal(before);
    expect(
      ids.map((id) => this.simulation.commands(id).length),
      'nor is it recorded',
    ).to.deep.equal(given);
    return code;
  }

  // ---------------------------------------------------------------- what one sees

  /** Ids of open user, manual and abstract tasks, sorted; one for each open task. */
  open(): string[] {
    return this.tasks()
      .map(({ element }) => element)
      .sort();
  }

  /** The open tasks themselves, oldest first. */
  tasks() {
    return this.simulation.tasks(this.instance);
  }

  /** Ids of the elements that jobs are open for, sorted. */
  jobs(): string[] {
    return this.simulation
      .jobs(this.instance)
      .map(({ element }) => element)
      .sort();
  }

  /** The open job at the element. */
  job(element: string) {
    const [job] = this.jobsAt(element);
    if (!job) throw new Error(`no job at ${element}; there are ${this.jobs().join(', ') || 'none'}`);
    return job;
  }

  /** Variables that a person sees in the oldest open task at the element. */
  visibleIn(element: string): Variables {
    const task = this.tasks().find((each) => each.element === element);
    if (!task) throw new Error(`no task at ${element}; open are ${this.open().join(', ') || 'none'}`);
    return task.variables;
  }

  state(): InstanceState {
    return this.simulation.state(this.instance);
  }

  status(): InstanceState['status'] {
    return this.state().status;
  }

  /** Variables of the root scope. */
  variables(): Variables {
    return this.simulation.variables(this.instance);
  }

  variable(name: string): Json | undefined {
    return this.variables()[name];
  }

  history(): readonly Event[] {
    return this.simulation.history(this.instance);
  }

  /** The events of one type, in order. */
  events<T extends Event['type']>(type: T): Extract<Event, { type: T }>[] {
    return this.history().filter((event): event is Extract<Event, { type: T }> => event.type === type);
  }

  /** Ids of the sequence flows taken, in order. */
  path(): readonly string[] {
    return this.simulation.path(this.instance);
  }

  /** Ids of completed elements, in order of completion. */
  completed(): readonly string[] {
    return this.simulation.completedElements(this.instance);
  }

  /** Ids of cancelled elements, in order. */
  cancelled(): readonly string[] {
    return this.events('ElementCancelled').map(({ element }) => element);
  }

  /** How many times an element has completed. */
  timesCompleted(element: string): number {
    return this.completed().filter((each) => each === element).length;
  }

  /** Codes of open incidents, oldest first. */
  incidents(): string[] {
    return this.simulation.incidents(this.instance).map(({ code }) => code);
  }

  /** Ids of the elements with an open incident, oldest first. */
  incidentElements(): string[] {
    return this.simulation.incidents(this.instance).map(({ element }) => element);
  }

  /** Ids of the elements that timers run for, sorted. */
  timers(): string[] {
    return this.simulation
      .timers(this.instance)
      .map(({ element }) => element)
      .sort();
  }

  /** When the next timer of the element fires: ISO text in UTC, undefined where none runs. */
  dueAt(element: string): string | undefined {
    const due = this.simulation.timers(this.instance).filter((timer) => timer.element === element);
    const next = Math.min(...due.map(({ dueAt }) => dueAt));
    return due.length === 0 ? undefined : new Date(next).toISOString();
  }

  /** Ids of the elements that wait for a message, signal or condition, sorted. */
  subscriptions(kind?: 'message' | 'signal' | 'conditional'): string[] {
    const all = this.simulation.subscriptions(this.instance);
    return all
      .filter((each) => kind === undefined || each.kind === kind)
      .map(({ element }) => element)
      .sort();
  }

  /** The subscription at the element, with its name and correlation key. */
  subscription(element: string) {
    const found = this.simulation.subscriptions(this.instance).find((each) => each.element === element);
    if (!found)
      throw new Error(`no subscription at ${element}; there are ${this.subscriptions().join(', ') || 'none'}`);
    return found;
  }

  /** Id of the oldest token at the element, as an instruction names it. */
  tokenAt(element: string): string {
    const token = this.state().tokens.find((each) => each.element === element);
    if (!token) throw new Error(`no token at ${element}; there are ${this.tokens().join(', ') || 'none'}`);
    return `${this.instance}:${token.id}`;
  }

  /** Id of the oldest open scope of a sub-process or process, as an instruction names it. */
  scopeOf(element: string): string {
    const scope = this.state().scopes.find((each) => each.element === element && each.kind !== 'iteration');
    if (!scope) throw new Error(`no scope of ${element} is open`);
    return `${this.instance}:${scope.id}`;
  }

  /** Ids of the elements that tokens stand at, sorted. */
  tokens(): string[] {
    return this.state()
      .tokens.map(({ element }) => element)
      .sort();
  }

  /** Names of the messages that have left the instance, in order. */
  thrownMessages(): string[] {
    return this.events('MessageThrown').map(({ name }) => name);
  }

  thrownSignals(): string[] {
    return this.events('SignalThrown').map(({ name }) => name);
  }

  /** Codes of the escalations thrown, in order. */
  escalations(): string[] {
    return this.events('EscalationThrown').map(({ code }) => code);
  }

  /** Codes of the errors thrown, in order. */
  errors(): string[] {
    return this.events('ErrorThrown').map(({ code }) => code);
  }

  /** Replays every instance from its commands. */
  holdReplays(): void {
    for (const id of this.simulation.instances()) {
      holdReplay(this.simulation.environment(id), this.simulation.commands(id), this.simulation.state(id));
    }
  }

  private taskAt(element: string): string {
    return this.tasks().find((task) => task.element === element)?.taskId ?? element;
  }

  private jobsAt(element: string) {
    return this.simulation.jobs(this.instance).filter((job) => job.element === element);
  }

  private jobAt(element: string): string {
    return this.jobsAt(element)[0]?.jobId ?? element;
  }
}

/** Replays what the worlds of a test have done, and forgets them. */
export function closeWorlds(): void {
  for (const world of openWorlds.splice(0)) world.holdReplays();
}

if (typeof afterEach === 'function') afterEach('the commands, replayed, give the identical states', closeWorlds);
