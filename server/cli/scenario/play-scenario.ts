import type { Instant } from '../../../engine/index.js';
import { checkExpectation } from './check-expectation.js';
import { choosePerson } from './choose-person.js';
import { happeningOf, type Happening } from './happenings.js';
import type { Names } from './names.js';
import type { PlayedStep, StepFailure } from './played-scenario.js';
import type { Scenario, ScenarioStep } from './scenario-format.js';
import { WorldRefusal, type HistoryItem, type InstanceView, type ScenarioWorld } from './scenario-world.js';

export interface PlayOptions {
  /** What the world's clock shows at first. */
  readonly begins: Instant;
  /** When each step happens. */
  readonly times: readonly Instant[];
  /** IANA zone in which times are written. */
  readonly zone: string;
  readonly names: Names;
  /** Demo person who acts where a step names nobody; else one whom the task is for. */
  readonly person?: string | undefined;
}

/**
 * Plays a scenario in a world, step by step, until a step fails.
 * @throws whatever the world throws that is not a refusal: the world itself is gone
 */
export async function playScenario(
  scenario: Scenario,
  world: ScenarioWorld,
  options: PlayOptions,
): Promise<readonly PlayedStep[]> {
  const play = new Play(world, options);
  const played: PlayedStep[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const result = await play.step(step, index);
    played.push(result);
    if (!result.passed) break;
  }
  return played;
}

/** Something that has happened in an instance. */
interface NewsItem {
  readonly instance: string;
  readonly item: HistoryItem;
}

/** One scenario on its way: what it has named and seen so far. */
class Play {
  /** Instance ids by their names in the scenario. */
  private readonly named = new Map<string, string>();
  private readonly done = new Map<string, Set<string>>();
  private seen: readonly string[] = [];
  private now: Instant;

  constructor(
    private readonly world: ScenarioWorld,
    private readonly options: PlayOptions,
  ) {
    this.now = options.begins;
  }

  async step(step: ScenarioStep, index: number): Promise<PlayedStep> {
    const at = this.options.times[index] ?? this.now;
    if (at > this.now) await this.world.advanceTo(at);
    this.now = at;
    const refused = await this.act(step);
    const instances = await this.world.instances();
    const failure = refused ?? this.nameNew(step, instances);
    const items = await this.news(instances);
    const wrong = failure ?? unheard(step, items) ?? unexpectedIncident(step, items);
    const looked = wrong || !step.expect ? undefined : await this.look(step);
    const checks = looked && step.expect ? checkExpectation(step.expect, looked) : [];
    return {
      number: index + 1,
      at,
      ...(step.note !== undefined && { note: step.note }),
      happenings: items.flatMap(({ instance, item }) => this.happening(instance, item) ?? []),
      ...(wrong && { failure: wrong }),
      checks,
      passed: !wrong && checks.every((check) => check.passed),
    };
  }

  /** Does what the step says; a refusal is what was found. */
  private async act(step: ScenarioStep): Promise<StepFailure | undefined> {
    try {
      return await this.do(step);
    } catch (error) {
      if (!(error instanceof WorldRefusal)) throw error;
      return { code: error.code, expected: describe(step), found: [error.code, ...error.reasons] };
    }
  }

  private async do(step: ScenarioStep): Promise<StepFailure | undefined> {
    const { world } = this;
    const { data = {} } = step;
    const by = step.by ?? this.options.person ?? choosePerson(step, world.people, this.options.names);
    if (step.start) {
      const { process, businessKey, variables = {} } = step.start;
      const start = { process, variables, by, ...(businessKey !== undefined && { businessKey }) };
      this.named.set(step.instance ?? 'first', await world.start(start));
    }
    if (step.complete !== undefined) return this.onTask(step, step.complete, (id) => world.completeTask(id, data, by));
    if (step.throwError) {
      const { task, code } = step.throwError;
      return this.onTask(step, task, (id) => world.throwTaskError(id, code, data, by));
    }
    if (step.message) {
      const { name, key, data: variables = {} } = step.message;
      await world.publishMessage({ name, variables, ...(key !== undefined && { key }) }, by);
    }
    if (step.signal) await world.broadcastSignal(step.signal.name, step.signal.data ?? {}, by);
    if (step.startActivity !== undefined) await world.startActivity(this.idOf(step), step.startActivity, data, by);
    if (step.cancel) await world.cancelInstance(this.idOf(step), step.cancel.reason, by);
    return undefined;
  }

  private async onTask(
    step: ScenarioStep,
    element: string,
    act: (taskId: string) => Promise<void>,
  ): Promise<StepFailure | undefined> {
    const tasks = await this.world.tasks(this.idOf(step));
    const task = tasks.find((open) => open.element === element);
    if (!task) return { code: 'TASK_NOT_OPEN', expected: [element], found: tasks.map((open) => open.element) };
    await act(task.taskId);
    return undefined;
  }

  /** The instance that the step started beside the one it is about gets its name. */
  private nameNew(step: ScenarioStep, instances: readonly string[]): StepFailure | undefined {
    if (step.as === undefined) return undefined;
    const own = step.start ? this.named.get(step.instance ?? 'first') : undefined;
    const started = instances.find((id) => !this.seen.includes(id) && id !== own);
    if (started === undefined) return { code: 'NO_INSTANCE_STARTED', expected: step.as, found: [] };
    this.named.set(step.as, started);
    return undefined;
  }

  private async news(instances: readonly string[]): Promise<readonly NewsItem[]> {
    const news = await Promise.all(
      instances.map(async (instance) => ({ instance, items: await this.world.news(instance) })),
    );
    this.seen = instances;
    const found = news.flatMap(({ instance, items }) => items.map((item) => ({ instance, item })));
    for (const { instance, item } of found) {
      if (item.event.type === 'ElementCompleted') this.doneIn(instance).add(item.event.element);
    }
    return found.sort((a, b) => a.item.at - b.item.at);
  }

  private happening(instance: string, item: HistoryItem): Happening | undefined {
    const name = [...this.named].find(([, id]) => id === instance)?.[0];
    return happeningOf(item, name ?? instance, this.options.names);
  }

  private async look(step: ScenarioStep): Promise<{ view: InstanceView; done: ReadonlySet<string>; zone: string }> {
    const instance = this.idOf(step);
    return { view: await this.world.look(instance), done: this.doneIn(instance), zone: this.options.zone };
  }

  private doneIn(instance: string): Set<string> {
    const done = this.done.get(instance) ?? new Set<string>();
    this.done.set(instance, done);
    return done;
  }

  /** Names are checked before the scenario is played. */
  private idOf(step: ScenarioStep): string {
    const id = this.named.get(step.instance ?? 'first');
    if (id === undefined) throw new WorldRefusal('INSTANCE_NOT_NAMED', [step.instance ?? 'first']);
    return id;
  }
}

/** A message that nobody waits for and that starts nothing goes lost: the scenario meant somebody. */
function unheard(step: ScenarioStep, items: readonly NewsItem[]): StepFailure | undefined {
  if (!step.message) return undefined;
  const { name, key } = step.message;
  const isHeard = ({ item: { event } }: NewsItem): boolean =>
    event.type === 'InstanceStarted' || (event.type === 'MessageCaught' && event.name === name);
  if (items.some(isHeard)) return undefined;
  return { code: 'NOBODY_WAITS', expected: key === undefined ? name : `${name} (${key})`, found: [] };
}

/** Where a step does not say which incidents there are, none may arise in it. */
function unexpectedIncident(step: ScenarioStep, items: readonly NewsItem[]): StepFailure | undefined {
  if (step.expect?.incidents !== undefined) return undefined;
  const raised = items.flatMap(({ item: { event } }) => (event.type === 'IncidentRaised' ? [event.incident] : []));
  if (raised.length === 0) return undefined;
  return { code: 'INCIDENT', expected: [], found: raised.map(({ code, element }) => `${element}: ${code}`) };
}

/** What the step wanted, by ids. */
function describe(step: ScenarioStep): string {
  if (step.start) return `start ${step.start.process}`;
  if (step.complete !== undefined) return `complete ${step.complete}`;
  if (step.throwError) return `throwError ${step.throwError.task}`;
  if (step.message) return `message ${step.message.name}`;
  if (step.signal) return `signal ${step.signal.name}`;
  if (step.startActivity !== undefined) return `startActivity ${step.startActivity}`;
  return 'cancel';
}
