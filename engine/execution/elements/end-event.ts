import type { EventModel } from '../../model/executable-model.js';
import { cancelContent, cancelToken, closeScope } from '../cancel.js';
import { startCompensation } from '../compensation.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import type { Behaviour } from './behaviour.js';
import { leaveEvent } from './event.js';
import { compensates, throwPlain } from './throw-event.js';

/** Throws its triggers and ends the path; terminate and cancel end the whole scope (13.5.2 end events). */
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
  cancelOthers(run, token);
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  run.checkScope(token.scope);
}

function cancelOthers(run: Run, token: Token): void {
  const others = run.state.tokens.filter((each) => each.scope === token.scope && each.id !== token.id);
  for (const other of others) cancelToken(run, other);
}

/** The transaction ends all inside, undoes what completed, last first, and leaves by its cancel boundary event (10.3.5). */
function cancelTransaction(run: Run, token: Token): void {
  const scope = run.scope(token.scope);
  const owner = run.token(scope.owner ?? 0);
  cancelOthers(run, token);
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  const pending = scope.completed ?? [];
  closeScope(run, scope.id);
  cancelContent(run, owner);
  startCompensation(run, owner, { pending, then: 'cancel' });
}
