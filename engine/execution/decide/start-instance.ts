import type { ElementModel, ProcessModel, StartModel } from '../../model/executable-model.js';
import { isKey, normalKey } from '../../model/normal-key.js';
import type { ValueTypes } from '../../expressions/value-type.js';
import type { Command } from '../commands.js';
import { EngineError } from '../engine-error.js';
import type { Json, Variables } from '../json.js';
import type { Run } from '../run.js';
import { startContainer } from '../scopes.js';
import { placeToken } from '../tokens.js';
import { evaluateMappings, failed, writeVariables } from '../variables.js';
import { arm } from '../waits.js';
import { fireWait } from '../fire.js';
import { enterValues } from './values.js';

type StartInstance = Extract<Command, { type: 'StartInstance' }>;

/**
 * Creates the instance: at its none start events, or at the event that was triggered (13.2, 13.5.1 start events).
 * A process that only events start has nothing to begin with otherwise, and is refused.
 */
export function startInstance(run: Run, command: StartInstance): void {
  const { environment } = run;
  const model = environment.models[environment.root];
  const process = model?.processes[command.process];
  if (!model || !process) throw new EngineError('PROCESS_NOT_FOUND', { process: command.process });
  refuseNoText(command, 'instanceId');
  if (command.businessKey !== undefined) refuseNoText(command, 'businessKey');
  const start = command.element === undefined ? undefined : startAt(run, command.process, command.element);
  if (!start && process.initial.length === 0) throw new EngineError('START_NOT_FOUND', { process: process.id });
  const at = (start && model.elements[start.element]) ?? process;
  const values = enterValues(run, command.variables, model, at, typesOf(process, start));
  const businessKey = businessKeyOf(process, command, values, model.zone, run);
  run.emit({
    type: 'InstanceStarted',
    instanceId: command.instanceId,
    environment: environment.key,
    process: process.id,
    ...(businessKey !== undefined && { businessKey }),
    at: run.now,
    ...(run.by !== undefined && { by: run.by }),
  });
  run.emit({ type: 'ScopeOpened', scope: 1, element: process.id, variables: start ? {} : values });
  if (start) bring(run, start, values);
  startContainer(run, process, 1, start ? [] : process.initial);
  if (start) startByEvent(run, start, values);
}

/** What the event brought is there before event sub-processes are armed: their timers and keys may be made of it (13.5.4). */
function bring(run: Run, { element: id }: StartModel, local: Variables): void {
  const element = run.element(1, id);
  if (element.outputs.length > 0) {
    return writeVariables(run, 1, evaluateMappings(run, { id: 0, element: id, scope: 1, local }, element.outputs));
  }
  const keeps = 'boundaries' in element && (element.isolatesOutput || element.variables.length > 0);
  if (!keeps && Object.keys(local).length > 0) writeVariables(run, 1, local);
}

/** Ids and keys are compared as texts. */
function refuseNoText(command: StartInstance, path: 'instanceId' | 'businessKey'): void {
  if (typeof command[path] !== 'string') throw new EngineError('VALUE_NOT_ALLOWED', { path });
}

function startAt(run: Run, process: string, element: string): StartModel {
  const { models, root } = run.environment;
  const start = models[root]?.starts.find((each) => each.process === process && each.element === element);
  if (!start) throw new EngineError('START_NOT_FOUND', { process, element });
  return start;
}

function typesOf({ startForm }: ProcessModel, start: StartModel | undefined): ValueTypes | undefined {
  if (start?.trigger.kind !== 'message') return startForm?.fields;
  return startForm ? { ...startForm.fields, ...start.trigger.fields } : start.trigger.fields;
}

/** @throws EngineError VALUE_NOT_ALLOWED for a key that nobody could type again */
function businessKeyOf(...args: Parameters<typeof keyOfStart>): string | undefined {
  const key = keyOfStart(...args);
  if (key !== undefined && !isKey(key)) throw new EngineError('VALUE_NOT_ALLOWED', { path: 'businessKey' });
  return key;
}

/** The key that the command names and the one that the process finds in its data must be one and the same. */
function keyOfStart(
  process: ProcessModel,
  { businessKey }: StartInstance,
  values: Variables,
  zone: string,
  run: Run,
): string | undefined {
  const given = businessKey === undefined ? undefined : normalKey(businessKey);
  if (!process.businessKey) return given;
  const lookup = (name: string): Json | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);
  let found: Json;
  run.at = process.id;
  try {
    found = process.businessKey.evaluate(lookup, { now: run.now, zone, budget: run.work });
  } catch (error) {
    failed(run, error);
    throw new EngineError('VALUE_NOT_ALLOWED', { path: 'businessKey' });
  }
  if (typeof found !== 'string' && typeof found !== 'number') return given;
  const key = normalKey(String(found));
  if (given !== undefined && given !== key) throw new EngineError('VALUE_NOT_ALLOWED', { path: 'businessKey' });
  return key;
}

/** The event has occurred already; behind a parallel instantiating gateway the other events are waited for (10.6.6). */
function startByEvent(run: Run, start: StartModel, values: Variables): void {
  const token = placeToken(run, start.element, 1, values);
  run.emit({ type: 'ElementStarted', token, element: start.element, at: run.now });
  const gateway = start.gateway === undefined ? undefined : run.element(1, start.gateway);
  const element = run.element(1, start.element);
  if ('parallelMultiple' in element && element.parallelMultiple) armRest(run, token, start);
  else run.enqueue({ phase: 'complete', token });
  if (gateway && isParallel(gateway)) waitForTheOthers(run, gateway, start.element);
}

function isParallel(gateway: ElementModel): boolean {
  return 'eventGatewayType' in gateway && gateway.eventGatewayType === 'parallel';
}

function waitForTheOthers(run: Run, gateway: ElementModel, triggered: string): void {
  const { flows } = run.modelOf(1);
  for (const id of gateway.outgoing) {
    const target = flows[id]?.target;
    if (target !== undefined && target !== triggered) {
      run.enqueue({ phase: 'enter', token: placeToken(run, target, 1) });
    }
  }
}

/** A parallel multiple start event: the instance exists from the first trigger on and goes on with the last one. */
function armRest(run: Run, token: number, start: StartModel): void {
  const element = run.element(1, start.element);
  if (!('triggers' in element)) return;
  const rest = element.triggers.filter((trigger) => !sameTrigger(trigger, start.trigger));
  for (const wait of arm(run, { ...element, triggers: rest }, { token: run.token(token) })) fireWait(run, wait, {});
  if (rest.length === 0) run.enqueue({ phase: 'complete', token });
}

function sameTrigger(a: StartModel['trigger'], b: StartModel['trigger']): boolean {
  return a === b || (a.kind === b.kind && 'name' in a && 'name' in b && a.name === b.name);
}
