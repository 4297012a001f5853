import { readdir, readFile } from 'node:fs/promises';

import { expect } from 'chai';

import {
  createSimulation,
  type CompiledExpression,
  type ExecutableModel,
  type Instant,
  type Json,
  type PlainJson,
  type PlainVariables,
  type Simulation,
} from '../../engine/index.js';
import { stepTimes } from '../../server/cli/scenario/step-times.js';
import type { Scenario, ScenarioStep } from '../../server/cli/scenario/scenario-format.js';
import { compileCase } from './compile-case.js';
import { startOracle, type Oracle } from './oracle.js';
import { oracleText, type OracleText } from './oracle-text.js';

export interface ShippedPathway {
  readonly text: string;
  readonly model: ExecutableModel;
}

/** How far a scenario came in both. */
export interface Played {
  readonly steps: number;
  readonly of: number;
  readonly compared: number;
  readonly status: string;
}

/** All pathways of a folder of pathways, compiled with their forms. */
export async function libraryOf(folder: URL): Promise<readonly ShippedPathway[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isDirectory()).map(({ name }) => shipped(new URL(`${name}/`, folder))),
  );
}

async function shipped(folder: URL): Promise<ShippedPathway> {
  const text = await readFile(new URL('pathway.bpmn', folder), 'utf8');
  const names = (await readdir(new URL('forms/', folder))).filter((name) => name.endsWith('.schema.json'));
  const forms = names.map(async (name) => {
    const schema = JSON.parse(await readFile(new URL(`forms/${name}`, folder), 'utf8')) as Record<string, unknown>;
    return [name.replace('.schema.json', ''), schema] as const;
  });
  return { text, model: await compileCase(text, { forms: Object.fromEntries(await Promise.all(forms)) }) };
}

/** Plays a scenario in both engines until its first step that the oracle's reduced text does not have, comparing as it goes. */
export async function playPathway(scenario: Scenario, library: readonly ShippedPathway[]): Promise<Played> {
  const { begins, times } = stepTimes(scenario, library[0]?.model.zone ?? '');
  const both = await BothEngines.start(scenario.steps[0] ?? {}, begins, library);
  let steps = 1;
  for (const [index, step] of scenario.steps.entries()) {
    if (index === 0) continue;
    both.letTimePass(times[index] ?? begins);
    if (!both.carryOut(step)) break;
    steps++;
  }
  return { steps, of: scenario.steps.length, compared: both.compared, status: both.status() };
}

class BothEngines {
  compared = 0;
  private readonly instance: string;

  private constructor(
    private readonly simulation: Simulation,
    private readonly oracle: Oracle,
    private readonly text: OracleText,
    /** What the scenario has said so far. */
    private readonly data: Record<string, PlainJson>,
  ) {
    this.instance = simulation.instances()[0] ?? '';
  }

  static async start(step: ScenarioStep, begins: Instant, library: readonly ShippedPathway[]): Promise<BothEngines> {
    const simulation = createSimulation({ models: library.map(({ model }) => model), now: begins });
    const data = { ...startHere(simulation, step) };
    const [instance = ''] = simulation.instances();
    const { process } = simulation.state(instance);
    const started = simulation.history(instance).find((event) => event.type === 'TokenPlaced');
    const text = await oracleText(textsOf(process, library), process, started?.element ?? '');
    const oracle = await startOracle(text.xml, { holds: (owner) => holds(owner, simulation, data, library) });
    const both = new BothEngines(simulation, oracle, text, data);
    both.compare('the start');
    return both;
  }

  status(): string {
    return this.simulation.state(this.instance).status;
  }

  /** Timers that are due fire here, and then those of the same elements there. */
  letTimePass(until: Instant): void {
    for (let due = this.nextDue(); due <= until; due = this.nextDue()) {
      const before = this.simulation.history(this.instance).length;
      this.simulation.advanceTo(Math.max(due, this.simulation.now));
      for (const event of this.simulation.history(this.instance).slice(before)) {
        if (event.type === 'TimerFired') expect(this.oracle.fireTimers(event.element), event.element).to.equal(1);
      }
      this.compare('timers');
    }
    this.simulation.advanceTo(until);
  }

  /** Returns whether both engines can do the step. */
  carryOut(step: ScenarioStep): boolean {
    const { complete, data, message } = step;
    if (step.instance !== undefined && step.instance !== 'first') return false;
    if (step.start || step.throwError || step.signal || step.startActivity || step.cancel) return false;
    if (complete !== undefined) {
      if (!this.text.elements.has(complete)) return false;
      Object.assign(this.data, data);
      this.simulation.complete(complete, data);
      this.oracle.complete(complete);
      this.compare(complete);
    }
    return message ? this.deliver(message) : true;
  }

  private deliver({ name, key, data = {} }: NonNullable<ScenarioStep['message']>): boolean {
    const waiting = this.simulation.subscriptions(this.instance).find((each) => each.name === name);
    const reference = this.text.messages.get(name);
    if (!waiting || !this.text.elements.has(waiting.element) || reference === undefined) return false;
    Object.assign(this.data, data);
    this.simulation.sendMessage(name, { ...(key !== undefined && { key }), variables: data });
    this.oracle.signal(reference);
    this.compare(name);
    return true;
  }

  private nextDue(): Instant {
    return Math.min(...this.simulation.timers(this.instance).map(({ dueAt }) => dueAt));
  }

  private compare(after: string): void {
    for (const event of this.text.conditional) this.oracle.signal(event);
    const open = this.simulation.tasks(this.instance).map(({ element }) => element);
    const ours = { open: open.sort(), flows: [...this.simulation.path(this.instance)].sort(), status: this.status() };
    const status = this.oracle.error() ?? (this.oracle.hasEnded() ? 'completed' : 'running');
    const theirs = { open: this.oracle.open(), flows: [...this.oracle.flows()].sort(), status };
    expect(theirs, `after ${after}`).to.deep.equal(ours);
    this.compared++;
  }
}

/** Returns what the start brings. */
function startHere(simulation: Simulation, { start, message }: ScenarioStep): PlainVariables {
  if (start) {
    const { process, businessKey, variables = {} } = start;
    simulation.start(process, { variables, ...(businessKey !== undefined && { businessKey }) });
    return variables;
  }
  const { name = '', key, data = {} } = message ?? {};
  simulation.sendMessage(name, { variables: data, ...(key !== undefined && { key }) });
  return data;
}

/** FEEL as this engine compiled it, on what mappings have made of the scenario's data, else on these themselves. */
function holds(
  owner: string,
  simulation: Simulation,
  data: PlainVariables,
  library: readonly ShippedPathway[],
): unknown {
  const [id = ''] = owner.split('/');
  const condition = library.map(({ model }) => conditionOf(model, id)).find((each) => each !== undefined);
  if (!condition) throw new Error(`no condition at ${owner}`);
  const [instance = ''] = simulation.instances();
  const mapped = simulation.variables(instance);
  const lookup = (name: string): Json => mapped[name] ?? (data[name] as Json | undefined) ?? null;
  return condition.evaluate(lookup, { now: simulation.now, zone: library[0]?.model.zone ?? '' });
}

function conditionOf({ flows, elements }: ExecutableModel, id: string): CompiledExpression | undefined {
  const element = elements[id];
  const trigger = element && 'triggers' in element ? element.triggers[0] : undefined;
  return trigger?.kind === 'conditional' ? trigger.condition : flows[id]?.condition;
}

/** The pathway with the process, and those that it calls. */
function textsOf(process: string, library: readonly ShippedPathway[]): readonly string[] {
  const own = library.find(({ model }) => Object.hasOwn(model.processes, process));
  if (!own) throw new Error(`no process ${process}`);
  const calls = Object.values(own.model.elements).flatMap((element) =>
    element.type === 'bpmn:CallActivity' ? textsOf(element.calledElement, library) : [],
  );
  return [own.text, ...calls];
}
