import { expect } from 'chai';

import { createSimulation, type Simulation } from '../../engine/index.js';
import { blockXml } from './block-xml.js';
import { VARIABLES, type Action, type Case } from './blocks.js';
import { startOracle, type Oracle } from './oracle.js';
import { compileCase } from './compile-case.js';

/** Most actions in one case; loops end after the case's own actions, for all truth values are false then. */
const LONGEST = 80;

/**
 * Flows behind an event-based gateway are left out: the oracle takes all of them at once and discards those that lose,
 * ours takes the one of the event that occurs (13.4.4).
 */
const EVENT_GATEWAY = 'bpmn:EventBasedGateway';

type Deed =
  | { readonly do: 'complete'; readonly element: string }
  | { readonly do: 'send'; readonly message: string }
  | { readonly do: 'wait' };

/**
 * Runs one case in both engines, action by action, and compares after each: the open tasks, the flows taken so far and
 * whether the process has ended.
 * @returns whether the case counts. It does not where the oracle goes on without any work left to do, which 13.2 forbids
 */
export async function playCase({ block, start, actions }: Case): Promise<boolean> {
  const xml = blockXml(block, { isExecutable: true });
  const model = await compileCase(xml);
  const simulation = createSimulation({ models: [model] });
  let data = named(start);
  const oracle = await startOracle(blockXml(block, { isExecutable: false }), { holds: (_, name) => data[name] });
  const id = simulation.start('Process_Case', { variables: data });
  const isCompared = (flow: string): boolean => model.elements[model.flows[flow]?.source ?? '']?.type !== EVENT_GATEWAY;
  for (let count = 0; ; count++) {
    if (isStuck(oracle, simulation, id)) return false;
    expect(theirs(oracle, isCompared), xml).to.deep.equal(ours(simulation, id, isCompared));
    const deed = choose(simulation, actions[count]);
    if (!deed || count === LONGEST) return true;
    data = named(actions[count]?.values ?? []);
    simulation.setVariables(id, data);
    carryOut(deed, simulation, oracle);
  }
}

interface Seen {
  readonly open: readonly string[];
  readonly flows: readonly string[];
  /** Or the error with which bpmn-engine stopped. */
  readonly ended: boolean | string;
}

function theirs(oracle: Oracle, isCompared: (flow: string) => boolean): Seen {
  return {
    open: oracle.open(),
    flows: oracle.flows().filter(isCompared).sort(),
    ended: oracle.error() ?? oracle.hasEnded(),
  };
}

function ours(simulation: Simulation, id: string, isCompared: (flow: string) => boolean): Seen {
  const open = simulation.tasks(id).map(({ element }) => element);
  const ended = simulation.state(id).status !== 'running';
  return { open: open.sort(), flows: simulation.path(id).filter(isCompared).sort(), ended };
}

/** The oracle waits for nothing and still goes on, while the process is complete. */
function isStuck(oracle: Oracle, simulation: Simulation, id: string): boolean {
  return simulation.state(id).status === 'completed' && !oracle.hasEnded() && oracle.isIdle();
}

/** One of all that can happen now; without a wish for one, the first. */
function choose(simulation: Simulation, action: Action | undefined): Deed | undefined {
  const tasks = simulation.tasks().map(({ element }) => element);
  const messages = simulation.subscriptions().map(({ name = '' }) => name);
  const possible: Deed[] = [
    ...tasks.sort().map((element): Deed => ({ do: 'complete', element })),
    ...messages.sort().map((message): Deed => ({ do: 'send', message })),
    ...(simulation.timers().length > 0 ? [{ do: 'wait' } as const] : []),
  ];
  return possible[(action?.pick ?? 0) % possible.length];
}

function carryOut(deed: Deed, simulation: Simulation, oracle: Oracle): void {
  switch (deed.do) {
    case 'complete':
      simulation.complete(deed.element);
      return oracle.complete(deed.element);
    case 'send':
      expect(simulation.sendMessage(deed.message), deed.message).to.equal(1);
      return oracle.signal(deed.message);
    case 'wait':
      for (const element of letTimePass(simulation)) expect(oracle.fireTimers(element), element).to.equal(1);
  }
}

/** Until the next timer has fired; returns the elements whose timers did. */
function letTimePass(simulation: Simulation): readonly string[] {
  const [instance = ''] = simulation.instances();
  const before = simulation.history(instance).length;
  simulation.advanceTo(Math.min(...simulation.timers().map(({ dueAt }) => dueAt)));
  const since = simulation.history(instance).slice(before);
  return since.flatMap((event) => (event.type === 'TimerFired' ? [event.element] : []));
}

function named(values: readonly boolean[]): Record<string, boolean> {
  return Object.fromEntries(Array.from({ length: VARIABLES }, (_, index) => [`v${index}`, values[index] ?? false]));
}
