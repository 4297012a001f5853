import type { CallActivityModel } from '../../model/executable-model.js';
import { Fault } from '../fault.js';
import type { Variables } from '../json.js';
import type { Run } from '../run.js';
import { openContainer } from '../scopes.js';
import type { Scope, Token } from '../state.js';
import { visibleVariables, writeVariables } from '../variables.js';
import { activity } from './activity.js';

/** A process that calls itself without an end is stopped here. */
const MOST_CALLS = 30;

/**
 * Runs the called process or global task inside the caller's state (13.3.4, call activity), so that cancelling, errors
 * and escalations cross the call. It sees only what is passed in.
 */
export const callActivity = activity<CallActivityModel>({
  start(run, token, element) {
    const caller = run.modelOf(token.scope);
    const called = run.environment.calls[`${caller.key}/${element.id}`];
    const process = called && run.environment.models[called.model]?.processes[called.process];
    if (!called || !process) throw new Fault('CALLED_ELEMENT_NOT_FOUND', { elementId: element.id });
    if (callsAround(run, token) >= MOST_CALLS) throw new Fault('LIMIT_EXCEEDED', { elementId: element.id });
    const opening = { element: process.id, owner: token.id, kind: 'call' as const, model: called.model };
    openContainer(run, process, { ...opening, variables: passedIn(run, token, element) });
  },
  emptied(run, token, element, scope) {
    if (element.passAllOut) writeVariables(run, token.scope, scope.variables);
    if (element.outputs.length > 0) {
      run.emit({ type: 'LocalVariablesSet', token: token.id, values: scope.variables });
    }
    run.enqueue({ phase: 'complete', token: token.id });
  },
});

/** Called processes around a token, one inside the other. */
function callsAround(run: Run, token: Token): number {
  let calls = 0;
  for (let scope: Scope | undefined = run.scope(token.scope); scope; scope = run.parentOf(scope)) {
    if (scope.kind === 'call') calls++;
  }
  return calls;
}

function passedIn(run: Run, token: Token, element: CallActivityModel): Variables {
  return element.passAllIn ? visibleVariables(run, token) : (token.local ?? {});
}
