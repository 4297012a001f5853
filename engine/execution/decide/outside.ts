import type { FeelType } from '../../expressions/compiled-expression.js';
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
  fireWait(run, wait.id, enterValues(run, variables, payloadTypes(run, wait)));
}

function payloadTypes(run: Run, wait: Wait): Readonly<Record<string, FeelType>> | undefined {
  const scope = wait.scope ?? run.token(wait.token ?? 0).scope;
  const element = run.element(scope, wait.element);
  if (!('triggers' in element) && element.type !== 'bpmn:ReceiveTask') return undefined;
  const trigger = triggersOf(element)[wait.trigger ?? 0];
  return trigger?.kind === 'message' ? trigger.fields : undefined;
}

export function broadcastSignal(run: Run, { name, variables }: Of<'BroadcastSignal'>): void {
  const caught = catchSignal(run, name, enterValues(run, variables));
  if (caught === 0) throw new EngineError('SUBSCRIPTION_NOT_FOUND', { name });
}

export function setVariables(run: Run, { variables, tokenId }: Of<'SetVariables'>): void {
  const values = enterValues(run, variables);
  if (tokenId === undefined) return writeVariables(run, 1, values);
  const token = run.findToken(numberOf(run, tokenId, 'TASK_NOT_FOUND'));
  if (!token) throw new EngineError('TASK_NOT_FOUND', { id: tokenId });
  writeVariables(run, token.scope, values);
}
