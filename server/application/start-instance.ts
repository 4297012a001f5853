import type {
  CallActivityModel,
  Command,
  Environment,
  ExecutableModel,
  PlainVariables,
  StepResult,
} from '../../engine/index.js';
import { ApplicationError } from './application-error.js';
import type { CalledModel, Change, Definition, NewMessage, Store, Taken } from './ports.js';
import { projectStep, runsAlone } from './project-step.js';
import { orFailure } from './quarantine.js';
import { answerRow, settle } from './run-command.js';
import type { Caller, Services } from './services.js';
import { stateRow } from './state-row.js';
import { chainAfter } from './work/chain.js';

export interface NewInstance {
  readonly definition: Definition;
  readonly businessKey?: string;
  readonly variables?: PlainVariables;
  /** Start event that was triggered; absent: the none start events. */
  readonly element?: string;
  /** Delivery that this start carries out. */
  readonly taken?: Taken;
  /** Published with the start, before what the instance itself throws. */
  readonly messages?: readonly NewMessage[];
  /** What the command answers, where that is not the start. */
  readonly answer?: (started: StartedInstance) => unknown;
}

export interface StartedInstance {
  readonly processInstanceKey: string;
  readonly processDefinitionKey: string;
  readonly processDefinitionId: string;
  readonly processDefinitionVersion: number;
}

/**
 * Starts an instance, pinned to the versions that its call activities resolve to now.
 * @throws EngineError, ApplicationError, StoreUnavailable, RepeatedCommand, DeliveryDone
 */
export async function startInstance(services: Services, caller: Caller, start: NewInstance): Promise<StartedInstance> {
  const { store, clock } = services;
  const { definition } = start;
  const { env, called } = await environmentOf(services, definition);
  const instanceKey = await store.newKey('instance');
  const at = clock.now();
  const result = await firstStep(services, env, startCommand(start, instanceKey, at, caller.by));
  const answer: StartedInstance = {
    processInstanceKey: String(instanceKey),
    processDefinitionKey: String(definition.definitionKey),
    processDefinitionId: definition.processId,
    processDefinitionVersion: definition.version,
  };
  const projected = await projectStep(store, {
    ...{ env, instanceKey, at, before: null, result },
    chain: chainAfter(caller),
  });
  const change: Change = {
    at,
    by: caller.by,
    action: 'StartInstance',
    ...projected,
    messages: [...(start.messages ?? []), ...(projected.messages ?? [])],
    ...answerRow(caller, start.answer ? start.answer(answer) : answer),
    ...(start.taken && { taken: start.taken }),
    instance: {
      instanceKey,
      expectedRevision: 0,
      state: stateRow(result.state),
      ...runsAlone(env, result),
      created: {
        definitionKey: definition.definitionKey,
        processId: definition.processId,
        environment: { environmentKey: env.key, root: env.root, called, calls: env.calls },
      },
    },
  };
  settle(services, caller, change, await store.commit(change));
  return answer;
}

/**
 * Whether the engine would take such a start, without starting anything.
 * @throws EngineError, ApplicationError as the start itself would
 */
export async function tryStart(services: Services, by: string, start: NewInstance): Promise<void> {
  const { env } = await environmentOf(services, start.definition);
  await firstStep(services, env, startCommand(start, NO_INSTANCE, services.clock.now(), by));
}

type StartCommand = Extract<Command, { type: 'StartInstance' }>;

const firstStep = (services: Services, env: Environment, command: StartCommand): Promise<StepResult> =>
  orFailure(services, { instanceKey: Number(command.instanceId), now: command.now, command: command.type }, () =>
    services.steps.take(env, null, command),
  );

/** Keys of instances begin at 1. */
const NO_INSTANCE = 0;

function startCommand(start: NewInstance, instanceKey: number, now: number, by: string): StartCommand {
  return {
    type: 'StartInstance',
    instanceId: String(instanceKey),
    process: start.definition.processId,
    now,
    by,
    ...(start.businessKey !== undefined && { businessKey: start.businessKey }),
    ...(start.variables && { variables: start.variables }),
    ...(start.element !== undefined && { element: start.element }),
  };
}

async function environmentOf(
  services: Services,
  definition: Definition,
): Promise<{ env: Environment; called: readonly CalledModel[] }> {
  const root = await services.models.model(services.store, definition.modelKey);
  const called = await calledModels(services, root);
  return { called, env: await services.models.create(services.store, root, called) };
}

/** What call activities resolve to now, and those of the called in turn; latest versions before any that is named by number. */
async function calledModels({ store, models }: Services, root: ExecutableModel): Promise<readonly CalledModel[]> {
  const latest = new Map<string, CalledModel>();
  const numbered = new Map<string, CalledModel>();
  const open = [root];
  const seen = new Set([root.key]);
  for (let model = open.pop(); model; model = open.pop()) {
    for (const call of callsOf(model)) {
      const found = await calledDefinition(store, call);
      if (!found) continue;
      const { modelKey, version } = found;
      (call.binding === 'version' ? numbered : latest).set(`${modelKey}/${version}`, { modelKey, version });
      if (seen.has(modelKey)) continue;
      seen.add(modelKey);
      open.push(await models.model(store, modelKey));
    }
  }
  return [...latest.values(), ...numbered.values()];
}

const callsOf = (model: ExecutableModel): readonly CallActivityModel[] =>
  Object.values(model.elements).filter((element) => element.type === 'bpmn:CallActivity');

/** The version that a call activity binds to; one bound to its deployment finds what is in its own text, and only that. */
function calledDefinition(store: Store, call: CallActivityModel): Promise<Definition | null> {
  switch (call.binding) {
    case 'version':
      return store.definitionOfVersion(call.calledElement, call.version ?? 0);
    case 'latest':
      return store.latestDefinition(call.calledElement);
    case 'deployment':
      return Promise.resolve(null);
  }
}

/** @throws ApplicationError PROCESS_NOT_FOUND */
export async function definitionToStart({ store }: Services, processId: string, version?: number): Promise<Definition> {
  const definition =
    version === undefined
      ? await store.latestDefinition(processId)
      : await store.definitionOfVersion(processId, version);
  if (!definition) throw new ApplicationError('PROCESS_NOT_FOUND');
  return definition;
}
