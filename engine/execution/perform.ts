import { closeScope } from './cancel.js';
import { continueCompensation } from './compensation.js';
import { lookAtConditions } from './conditions.js';
import { finish } from './elements/activity.js';
import { writeLoopResults } from './elements/loop.js';
import { behaviourOf } from './elements/registry.js';
import { Fault } from './fault.js';
import { armAgain } from './fire.js';
import type { Run, Work } from './run.js';
import type { Scope, Token } from './state.js';
import { throwError } from './throwing.js';
import { closeWaits } from './waits.js';

/** Does all queued work, and all that follows from it, until every token waits. */
export function performAll(run: Run): void {
  for (let next = 0; ;) {
    for (let work = run.queue[next]; work; work = run.queue[++next]) attempt(run, work);
    if (run.state.status !== 'running' || !settleGateways(run)) return;
  }
}

/** A fault undoes what the token did in this piece of work and becomes an incident on it; all others go on. */
function attempt(run: Run, work: Work): void {
  const events = run.events.length;
  const queued = run.queue.length;
  try {
    perform(run, work);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    run.rollBack(events);
    run.queue.length = queued;
    raiseIncident(run, work, error.code, {
      ...error.details,
      ...(work.event !== undefined && { eventId: work.event }),
    });
  }
  lookAtConditions(run);
}

export function raiseIncident(
  run: Run,
  work: Work,
  code: Fault['code'],
  details: Readonly<Record<string, string | number>>,
): void {
  const token = run.token(work.token);
  const id = run.nextId();
  const incident = { id, token: token.id, code, element: token.element, phase: work.phase, details };
  run.emit({ type: 'IncidentRaised', incidentId: run.idOf(id), incident, at: run.now });
}

function perform(run: Run, work: Work): void {
  if (work.token === 0) return completeInstance(run);
  const token = run.findToken(work.token);
  if (!token) return;
  run.at = token.element;
  const element = run.elementAt(token);
  switch (work.phase) {
    case 'enter':
      run.countEntry();
      return behaviourOf(element).enter(run, token, element, work.flow);
    case 'complete':
      return behaviourOf(element).complete(run, token, element, work.skip);
    case 'leave':
      return leaveScopeOrLoop(run, token, work.scope === undefined ? undefined : run.findScope(work.scope));
    case 'compensate':
      return continueCompensation(run, token, (_, each) => behaviourOf(element).complete(run, each, element));
    case 'arm':
      return armAgain(run, token, work.event ?? '');
    case 'work':
      return throwError(run, token, work.error ?? '', token.local ?? {}, true);
  }
}

/** Nothing is left to do in the instance: it is complete (13.3.4 for the process as a whole). */
function completeInstance(run: Run): void {
  if (run.state.status !== 'running') return;
  if (run.hasTokens(1)) return startNothingMore(run, run.scope(1));
  if (resetsGateway(run, run.scope(1))) return;
  closeWaits(run, () => true);
  run.emit({ type: 'InstanceCompleted', at: run.now });
}

/** Only event sub-processes still run in the scope: it waits for them, and no other one can start (13.5.4). */
function startNothingMore(run: Run, scope: Scope): void {
  const isOwn = (token: Token): boolean => token.scope === scope.id && !isEventSubProcess(run, token);
  if (scope.interrupted || run.state.tokens.some(isOwn)) return;
  closeWaits(run, (wait) => wait.scope === scope.id);
  run.emit({ type: 'ScopeInterrupted', scope: scope.id });
}

function isEventSubProcess(run: Run, token: Token): boolean {
  const element = run.elementAt(token);
  return 'triggeredByEvent' in element && element.triggeredByEvent;
}

function leaveScopeOrLoop(run: Run, token: Token, named: Scope | undefined): void {
  const element = run.elementAt(token);
  const scope = named ?? run.state.scopes.find((each) => each.owner === token.id && !run.hasTokens(each.id));
  if (scope?.kind === 'compensation') {
    if (run.hasTokens(scope.id)) return;
    closeScope(run, scope.id);
    return run.enqueue({ phase: 'compensate', token: token.id });
  }
  if (scope) {
    if (run.hasTokens(scope.id)) startNothingMore(run, scope);
    else if (!resetsGateway(run, scope)) behaviourOf(element).emptied?.(run, token, element, scope);
    return;
  }
  if (!('loop' in element) || !element.loop) return;
  writeLoopResults(run, token, element);
  finish(run, token, element);
}

/** Joins are looked at again whenever tokens have moved or died and nothing else can move (13.4.3). Returns whether one fired. */
function settleGateways(run: Run): boolean {
  for (const token of run.state.tokens) {
    if (token.via === undefined) continue;
    const element = run.elementAt(token);
    if (behaviourOf(element).settle?.(run, token, element)) return true;
  }
  for (const scope of run.state.scopes) if (resetsGateway(run, scope)) return true;
  return false;
}

/** A complex gateway can be reset without a token of its own waiting: when nothing more can come (13.4.5). */
function resetsGateway(run: Run, scope: Scope): boolean {
  if (!scope.resetting) return false;
  return Object.keys(scope.resetting).some((id) => {
    const element = run.element(scope.id, id);
    return behaviourOf(element).settle?.(run, { id: 0, element: id, scope: scope.id }, element);
  });
}
