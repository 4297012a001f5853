import type { ValueTypes } from '../../expressions/value-type.js';
import type { ContainerModel, ElementModel, ExecutableModel } from '../../model/executable-model.js';
import { normalKey } from '../../model/normal-key.js';
import type { Command } from '../commands.js';
import { EngineError } from '../engine-error.js';
import { fireWait } from '../fire.js';
import type { Run } from '../run.js';
import type { Wait } from '../state.js';
import { catchSignal } from '../throwing.js';
import { writeVariables } from '../variables.js';
import { triggersOf } from '../waits.js';
import { numberOf, openWait } from './find.js';
import { enterValues } from './values.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function fireTimer(run: Run, { timerId }: Of<'FireTimer'>): void {
  const wait = openWait(run, timerId, 'TIMER_NOT_FOUND');
  if (wait.kind !== 'timer') throw new EngineError('TIMER_NOT_FOUND', { id: timerId });
  if (run.now < (wait.dueAt ?? 0)) throw new EngineError('TIMER_NOT_DUE', { id: timerId, dueAt: wait.dueAt ?? 0 });
  fireWait(run, wait.id, {});
}

export function correlateMessage(run: Run, { subscriptionId, variables }: Of<'CorrelateMessage'>): void {
  const wait = openWait(run, subscriptionId, 'SUBSCRIPTION_NOT_FOUND');
  if (wait.kind !== 'message') throw new EngineError('SUBSCRIPTION_NOT_FOUND', { id: subscriptionId });
  const scope = wait.scope ?? run.token(wait.token ?? 0).scope;
  const element = run.element(scope, wait.element);
  fireWait(run, wait.id, enterValues(run, variables, run.modelOf(scope), element, payloadTypes(element, wait)));
}

function payloadTypes(element: ElementModel, wait: Wait): ValueTypes | undefined {
  if (!('triggers' in element) && element.type !== 'bpmn:ReceiveTask') return undefined;
  const trigger = triggersOf(element)[wait.trigger ?? 0];
  return trigger?.kind === 'message' ? trigger.fields : undefined;
}

export function broadcastSignal(run: Run, { name, variables }: Of<'BroadcastSignal'>): void {
  const { model, process } = rootOf(run);
  const caught = catchSignal(run, normalKey(name), enterValues(run, variables, model, process));
  if (caught === 0) throw new EngineError('SUBSCRIPTION_NOT_FOUND', { name });
}

export function setVariables(run: Run, { variables, tokenId }: Of<'SetVariables'>): void {
  const { model, process } = rootOf(run);
  if (tokenId === undefined) return writeVariables(run, 1, enterValues(run, variables, model, process));
  const token = run.findToken(numberOf(run, tokenId, 'TASK_NOT_FOUND'));
  if (!token) throw new EngineError('TASK_NOT_FOUND', { id: tokenId });
  const values = enterValues(run, variables, run.modelOf(token.scope), run.elementAt(token));
  writeVariables(run, token.scope, values);
}

function rootOf(run: Run): { readonly model: ExecutableModel; readonly process: ContainerModel } {
  const model = run.modelOf(1);
  const process = model.containers[run.state.process];
  if (!process) throw new EngineError('PROCESS_NOT_FOUND', { process: run.state.process });
  return { model, process };
}
