import type { EventModel } from '../../model/executable-model.js';
import { cancelContent, cancelTokens, closeScope } from '../cancel.js';
import { completedInside, startCompensation } from '../compensation.js';
import type { Run } from '../run.js';
import type { Scope, Token } from '../state.js';
import type { Behaviour } from './behaviour.js';
import { leaveEvent } from './event.js';
import { compensates, throwPlain } from './throw-event.js';

/** Throws its triggers and ends the path; terminate and cancel end the whole scope (13.5.6). */
export const endEvent: Behaviour<EventModel> = {
  enter(run, token, element) {
    throwPlain(run, token, element);
    if (!run.findToken(token.id)) return;
    if (element.triggers.some((trigger) => trigger.kind === 'cancel')) return cancelTransaction(run, token);
    if (element.triggers.some((trigger) => trigger.kind === 'terminate')) return terminate(run, token);
    if (!compensates(run, token, element)) leaveEvent(run, token, element);
  },
  complete: leaveEvent,
};

/** Everything in the scope of the end event ends, and the scope with it, as if completed (13.5.6, terminate). */
function terminate(run: Run, token: Token): void {
  cancelTokens(run, token.scope, token.id);
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  run.checkScope(token.scope);
}

/**
 * The nearest transaction around the event ends all inside, undoes what completed, last first, and is left by its
 * cancel boundary event (10.3.5).
 */
function cancelTransaction(run: Run, token: Token): void {
  const scope = transactionAround(run, run.scope(token.scope));
  const owner = run.token(scope.owner ?? 0);
  const pending = completedInside(run, scope);
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  cancelTokens(run, scope.id);
  closeScope(run, scope.id);
  cancelContent(run, owner);
  startCompensation(run, owner, { pending, then: 'cancel' });
}

function transactionAround(run: Run, start: Scope): Scope {
  for (let scope: Scope | undefined = start; scope; scope = run.parentOf(scope)) {
    if (run.containerOf(scope)?.kind === 'transaction') return scope;
  }
  return start;
}
