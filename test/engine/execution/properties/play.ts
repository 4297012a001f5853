import { expect } from 'chai';

import {
  createSimulation,
  EngineError,
  step,
  type ExecutableModel,
  type Instruction,
  type Simulation,
} from '../../../../engine/index.js';
import { holdInvariants, holdReplay, type ObservedStep } from '../../../helpers/world-invariants.js';
import { holdConservation, holdNobodyStranded } from './conservation.js';
import { truthValues, VARIABLES, type Happening } from './graphs.js';

/** Small, so that what runs away is stopped soon. */
const LIMITS = { stepBudget: 300, openTokens: 60 };

/** Plays happenings on one instance; after every step all properties are held. */
export function play(model: ExecutableModel, process: string, happenings: readonly Happening[]): Simulation {
  const simulation = createSimulation({ models: [model], limits: LIMITS, onStep: holdStep });
  const start = truthValues(new Array<boolean>(VARIABLES).fill(false));
  const id = simulation.start(process, { businessKey: 'patient-1', variables: start });
  for (const happening of happenings) {
    if (simulation.state(id).status !== 'running' && happening.kind !== 'modify') continue;
    happen(simulation, id, happening);
    holdReplay(simulation.environment(id), simulation.commands(id), simulation.state(id));
    holdConservation(model, simulation.history(id), simulation.state(id));
  }
  return simulation;
}

/** From reloaded state the same step gives the same result. */
function holdStep(observed: ObservedStep): void {
  holdInvariants(observed);
  const { before, command, after, events, environment } = observed;
  const reloaded = step(environment, JSON.parse(JSON.stringify(before)) as typeof before, command);
  expect(reloaded.state, 'the state after a reload').to.deep.equal(after);
  expect(reloaded.events, 'the events after a reload').to.deep.equal(events);
  holdNobodyStranded(environment, after);
}

/** What the engine may refuse is no failure; anything but an EngineError is. */
function happen(simulation: Simulation, id: string, happening: Happening): void {
  try {
    act(simulation, id, happening);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}

function act(simulation: Simulation, id: string, happening: Happening): void {
  switch (happening.kind) {
    case 'complete':
      return picked(simulation.tasks(id), happening.pick, ({ taskId }) =>
        simulation.complete(taskId, truthValues(happening.values)),
      );
    case 'advance':
      return simulation.advance(`PT${happening.hours}H`);
    case 'message':
      simulation.sendMessage('News', { key: 'patient-1', variables: truthValues(happening.values) });
      return;
    case 'signal':
      return simulation.broadcastSignal('Changed');
    case 'startActivity':
      return picked(adHocActivities(simulation, id), happening.pick, (element) =>
        simulation.startAdHocActivity(element),
      );
    case 'job':
      return picked(simulation.jobs(id), happening.pick, ({ jobId }) => {
        if (happening.outcome === 'complete') simulation.completeJob(jobId);
        else if (happening.outcome === 'fail') simulation.failJob(jobId, 0);
        else simulation.throwJobError(jobId, 'stop');
      });
    case 'incident':
      return picked(simulation.incidents(id), happening.pick, ({ incidentId }) =>
        simulation.resolveIncident(incidentId, happening.action),
      );
    case 'throwError':
      return picked(simulation.tasks(id), happening.pick, ({ taskId }) => simulation.throwTaskError(taskId, 'stop'));
    case 'variables':
      return simulation.setVariables(id, truthValues(happening.values));
    case 'modify':
      return simulation.modify(
        id,
        happening.instructions.map((each) => instruction(simulation, id, each)),
        'moved by mistake',
      );
    case 'suspend':
      return simulation.suspend(id, 'waits for the court');
    case 'resume':
      return simulation.resume(id);
    case 'cancel':
      return simulation.cancel(id, 'enteredInError');
  }
}

type Asked = Extract<Happening, { kind: 'modify' }>['instructions'][number];

/** Of any token of the instance and any element of its models. */
function instruction(simulation: Simulation, id: string, asked: Asked): Instruction {
  const { models } = simulation.environment(id);
  const { tokens } = simulation.state(id);
  const elements = Object.values(models).flatMap((model) => Object.keys(model.elements));
  const element = elements[asked.element % elements.length] ?? '';
  const tokenId = `${id}:${tokens[asked.token % Math.max(1, tokens.length)]?.id ?? 1}`;
  return { type: asked.type, element, tokenId };
}

function adHocActivities(simulation: Simulation, id: string): readonly string[] {
  return simulation
    .state(id)
    .scopes.filter(({ element, kind }) => element.startsWith('Node_') && kind === undefined)
    .flatMap(({ element }) => [`${element}_First`, `${element}_Second`]);
}

function picked<T>(list: readonly T[], pick: number, use: (each: T) => void): void {
  const found = list[pick % list.length];
  if (found !== undefined) use(found);
}
