import type { Trigger } from '../model/executable-model.js';
import { throwCompensation } from './compensation.js';
import type { Variables } from './json.js';
import type { Run } from './run.js';
import type { Token } from './state.js';
import { raiseEscalation, throwError, throwMessage, throwSignal } from './throwing.js';

/**
 * Throws the events of a multi-instance activity's behaviour from its outer token: its own boundary events see them first.
 * Compensation is not waited for: the activity goes on with its other instances.
 * @param token may be gone afterwards, when a catcher interrupted it
 */
export function throwTriggers(run: Run, token: Token, triggers: readonly Trigger[], payload: Variables): void {
  for (const trigger of triggers) {
    if (!run.findToken(token.id)) return;
    throwTrigger(run, token, trigger, payload, true);
  }
}

/** Throws one event from a token. Terminate and cancel belong to end events and links to their own; they throw nothing here. */
export function throwTrigger(
  run: Run,
  token: Token,
  trigger: Trigger,
  payload: Variables,
  fromActivity: boolean,
): void {
  switch (trigger.kind) {
    case 'message':
      return throwMessage(run, token, trigger, payload);
    case 'signal':
      return throwSignal(run, token, trigger.name, payload);
    case 'escalation':
      return raiseEscalation(run, token, trigger.code ?? '', payload, fromActivity);
    case 'error':
      return throwError(run, token, trigger.code ?? '', payload, fromActivity);
    case 'compensation':
      return throwCompensation(run, token, { ...trigger, wait: false });
    default:
      return;
  }
}
