import { expect } from 'chai';

import type { ElementModel, Environment, Event, ExecutableModel, InstanceState } from '../../../../engine/index.js';

/**
 * No token is lost or doubled: each is born once and gone once, what stands in state is what is left, and every element
 * sends as many tokens as its kind does (13.2 to 13.5).
 */
export function holdConservation(model: ExecutableModel, history: readonly Event[], state: InstanceState): void {
  const alive = new Set<number>();
  history.forEach((event, index) => {
    if (event.type === 'TokenPlaced' || event.type === 'FlowTaken') {
      expect(alive.has(event.token), `token ${event.token} is born once`).to.equal(false);
      alive.add(event.token);
    } else if (isGone(event)) {
      expect(alive.delete(event.token), `token ${event.token} at ${event.element} was alive`).to.equal(true);
      if (event.type === 'ElementCompleted') holdSplit(model, event.element, flowsAfter(history, index));
    }
  });
  if (state.status !== 'cancelled') {
    expect([...alive].sort(byNumber)).to.deep.equal(state.tokens.map((token) => token.id).sort(byNumber));
  }
}

function isGone(
  event: Event,
): event is Extract<Event, { type: 'ElementCompleted' | 'ElementCancelled' | 'TokenConsumed' }> {
  return event.type === 'ElementCompleted' || event.type === 'ElementCancelled' || event.type === 'TokenConsumed';
}

/** Flows that the completed element took: the events right behind its own. */
function flowsAfter(history: readonly Event[], index: number): readonly string[] {
  const flows: string[] = [];
  for (let next = history[index + 1]; next?.type === 'FlowTaken'; next = history[index + 1 + flows.length]) {
    flows.push(next.flow);
  }
  return flows;
}

function holdSplit(model: ExecutableModel, id: string, taken: readonly string[]): void {
  const element = model.elements[id];
  if (!element) return;
  const own = taken.filter((flow) => element.outgoing.includes(flow));
  expect(own, `${id} takes only flows of its own`).to.deep.equal(taken);
  expect(new Set(own).size, `${id} takes no flow twice`).to.equal(own.length);
  const [least, most] = expectedFlows(model, element);
  expect(own.length, `flows taken from ${id}`).to.be.within(least, most);
}

function expectedFlows(model: ExecutableModel, element: ElementModel): readonly [number, number] {
  const all = element.outgoing.length;
  switch (element.type) {
    case 'bpmn:ExclusiveGateway':
      return [Math.min(1, all), 1];
    case 'bpmn:InclusiveGateway':
      return [Math.min(1, all), all];
    case 'bpmn:ComplexGateway':
      return [0, all];
    case 'bpmn:EventBasedGateway':
      return [1, 1];
    case 'bpmn:ParallelGateway':
      return [all, all];
    default:
      if (element.outgoing.some((flow) => model.flows[flow]?.condition)) return [1, all];
      return 'loop' in element && element.loop ? [0, all] : [all, all];
  }
}

/** Every token has something to wait for: else it is stranded, and a patient is forgotten. */
export function holdNobodyStranded({ models, root }: Environment, state: InstanceState): void {
  const model = models[root];
  for (const { id, element, via, loop, retries, compensation } of state.tokens) {
    const type = model?.elements[element]?.type;
    const reasons = [
      type === 'bpmn:UserTask' && !loop,
      via !== undefined,
      retries !== undefined,
      compensation !== undefined,
      state.waits.some((wait) => wait.token === id),
      state.scopes.some((scope) => scope.owner === id),
      state.incidents.some((incident) => incident.token === id),
    ];
    expect(reasons, `token ${id} at ${element} waits for something`).to.include(true);
  }
}

function byNumber(a: number, b: number): number {
  return a - b;
}
