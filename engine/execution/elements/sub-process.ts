import type { SubProcessModel } from '../../model/executable-model.js';
import type { Run } from '../run.js';
import { closeScope } from '../cancel.js';
import { openContainer } from '../scopes.js';
import type { Token } from '../state.js';
import { placeToken } from '../tokens.js';
import type { Behaviour } from './behaviour.js';
import { activity } from './activity.js';
import { eventSubProcessStart } from '../event-sub-processes.js';

const embedded = activity<SubProcessModel>({
  start(run, token, element) {
    const container = containerOf(run, token);
    openContainer(run, container, { element: element.id, owner: token.id, variables: token.local ?? {} });
  },
});

/** Embedded sub-process and transaction: a scope inside the scope (13.3.4); an event sub-process when its event has come (13.5.4). */
export const subProcess: Behaviour<SubProcessModel> = {
  ...embedded,
  enter(run, token, element, flow) {
    if (element.triggeredByEvent) startByEvent(run, token, element);
    else embedded.enter(run, token, element, flow);
  },
  emptied(run, token, element, scope) {
    if (!element.triggeredByEvent) return embedded.emptied?.(run, token, element, scope);
    closeScope(run, scope.id);
    run.emit({ type: 'ElementCompleted', token: token.id, element: element.id, at: run.now });
    run.checkScope(token.scope);
  },
};

/** What the event brought goes with the token of the start event; event sub-processes of its own are armed. */
function startByEvent(run: Run, token: Token, element: SubProcessModel): void {
  run.emit({ type: 'ElementStarted', token: token.id, element: element.id, at: run.now });
  const scope = openContainer(run, containerOf(run, token), { element: element.id, owner: token.id, variables: {} });
  if (run.scope(scope).interrupted) return;
  const start = eventSubProcessStart(run, scope, element.id);
  if (start) run.enqueue({ phase: 'complete', token: placeToken(run, start.id, scope, token.local) });
}

function containerOf(run: Run, token: Token): ReturnType<Run['containerOf']> & object {
  const container = run.modelOf(token.scope).containers[token.element];
  if (!container) throw new Error(`container ${token.element} is not there`);
  return container;
}
