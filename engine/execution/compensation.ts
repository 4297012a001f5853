import type { ActivityModel, CompensationTrigger, EventModel, Trigger } from '../model/executable-model.js';
import { cancelContent } from './cancel.js';
import { leaveByBoundary } from './fire.js';
import { findBoundary, findEventSubProcess } from './event-sub-processes.js';
import type { Variables } from './json.js';
import type { Run } from './run.js';
import { openScope } from './scopes.js';
import type { CompensationState, CompletedActivity, Scope, Token } from './state.js';
import { placeToken } from './tokens.js';

/**
 * Remembers that an activity completed, with the data of its scope at that moment, where it can be compensated (13.5.5):
 * by its handler, by a compensation event sub-process, or by what completed inside it.
 */
export function rememberCompleted(run: Run, token: Token, activity: ActivityModel, inner: Scope | undefined): void {
  if (activity.isForCompensation) return;
  const scope = homeScope(run, run.scope(token.scope));
  const inside = activity.compensationHandler === undefined && hasCompensation(run, inner) ? inner : undefined;
  if (activity.compensationHandler === undefined && !inside) return;
  const completed = inside ? recordOf(run, token, inside) : { element: activity.id, variables: snapshot(run, token) };
  run.emit({ type: 'ActivityCompensable', scope: scope.id, completed });
}

/** What is compensated inside an activity that opened this scope. */
function recordOf(run: Run, token: Token, inside: Scope, inner = inside.completed): CompletedActivity {
  return {
    element: token.element,
    variables: inside.kind === 'call' ? inside.variables : { ...ownVariables(run, token), ...inside.variables },
    ...(inner && { inner }),
    ...(inside.kind === 'call' && inside.model !== undefined && { process: inside.element, model: inside.model }),
  };
}

/**
 * What completed in a scope and in all that is still open inside it, first completed first: a cancelled transaction
 * undoes it (10.3.5).
 */
export function completedInside(run: Run, scope: Scope): readonly CompletedActivity[] {
  const open = run.state.scopes.flatMap((each): readonly CompletedActivity[] => {
    const owner = each.owner === undefined || each.kind === 'compensation' ? undefined : run.token(each.owner);
    if (owner?.scope !== scope.id) return [];
    const inner = completedInside(run, each);
    if (each.kind === 'iteration' || inner.length === 0) return inner;
    return [recordOf(run, owner, each, inner)];
  });
  return [...(scope.completed ?? []), ...open];
}

/** Whether a scope has what compensates it: an event sub-process, or completed activities of its own. */
function hasCompensation(run: Run, scope: Scope | undefined): scope is Scope {
  if (!scope) return false;
  return scope.completed !== undefined || findEventSubProcess(run, scope, isCompensation) !== undefined;
}

function isCompensation(trigger: Trigger): boolean {
  return trigger.kind === 'compensation';
}

/** The scope in which an activity is drawn; iterations lie between it and their activity. */
function homeScope(run: Run, scope: Scope): Scope {
  return scope.kind === 'iteration' ? (run.parentOf(scope) ?? scope) : scope;
}

function snapshot(run: Run, token: Token): Variables {
  return { ...homeScope(run, run.scope(token.scope)).variables, ...ownVariables(run, token) };
}

/** Data of the instance of a loop that a token stands for: its item and counter. */
function ownVariables(run: Run, token: Token): Variables {
  const scope = run.scope(token.scope);
  return scope.kind === 'iteration' ? scope.variables : {};
}

/** Starts the compensation that a throw or end event asks for: of one activity, or of all that completed in its scope. */
export function throwCompensation(run: Run, token: Token, trigger: CompensationTrigger): void {
  const scope = scopeToCompensate(run, token, trigger);
  const positions: number[] = [];
  (scope.completed ?? []).forEach((record, index) => {
    if (trigger.activity === undefined || record.element === trigger.activity) positions.push(index);
  });
  const records = positions.flatMap((index) => scope.completed?.[index] ?? []);
  if (positions.length > 0) run.emit({ type: 'CompensationTaken', scope: scope.id, positions });
  const carrier = trigger.wait ? token : run.token(placeToken(run, token.element, token.scope));
  startCompensation(run, carrier, { pending: records, then: trigger.wait ? 'leave' : 'end' });
}

export function startCompensation(run: Run, carrier: Token, state: CompensationState): void {
  run.emit({ type: 'CompensationAdvanced', token: carrier.id, element: carrier.element, state });
  run.enqueue({ phase: 'compensate', token: carrier.id });
}

/** From inside an event sub-process it is the scope around it that is compensated (10.5.5, compensation event). */
function scopeToCompensate(run: Run, token: Token, trigger: CompensationTrigger): Scope {
  let scope = run.scope(token.scope);
  const { elements } = run.modelOf(scope.id);
  const home = trigger.activity === undefined ? undefined : elements[trigger.activity]?.container;
  for (let each: Scope | undefined = scope; each; each = run.parentOf(each)) {
    if (home !== undefined && each.element === home) return each;
  }
  while (run.containerOf(scope)?.kind === 'eventSubProcess') scope = run.parentOf(scope) ?? scope;
  return scope;
}

/** Runs the next handler, last completed first; when there is none left, the thrower goes on. */
export function continueCompensation(run: Run, token: Token, finish: (run: Run, token: Token) => void): void {
  const { pending = [], then = 'leave' } = token.compensation ?? {};
  const record = pending.at(-1);
  if (!record) {
    if (then === 'cancel') leaveByCancelBoundary(run, token);
    else if (then === 'end') endQuietly(run, token);
    else finish(run, token);
    return;
  }
  run.emit({ type: 'CompensationAdvanced', token: token.id, element: token.element });
  compensate(run, token, record);
}

/** Handlers see the data of the moment their activity completed, in a scope of their own; a called process is a world apart. */
function compensate(run: Run, token: Token, record: CompletedActivity): void {
  const { element, variables, inner = [], process, model } = record;
  const completed = inner.length > 0 && { completed: inner };
  const opening = { element: process ?? element, owner: token.id, kind: 'compensation' as const, variables };
  const scope = openScope(run, { ...opening, ...completed, ...(model !== undefined && { model }) });
  const activity = run.modelOf(token.scope).elements[element];
  const handler = activity && 'compensationHandler' in activity ? activity.compensationHandler : undefined;
  if (handler !== undefined) return run.enqueue({ phase: 'enter', token: placeToken(run, handler, scope) });
  const start = findEventSubProcess(run, run.scope(scope), isCompensation);
  if (start) return run.enqueue({ phase: 'enter', token: placeToken(run, start.container, scope) });
  const standsAt = process === undefined ? element : (inner.at(-1)?.element ?? element);
  const carrier = run.token(placeToken(run, standsAt, scope));
  run.emit({ type: 'CompensationTaken', scope, positions: inner.map((_, index) => index) });
  startCompensation(run, carrier, { pending: inner, then: 'end' });
}

function endQuietly(run: Run, token: Token): void {
  run.emit({ type: 'TokenConsumed', token: token.id, element: token.element });
  run.checkScope(token.scope);
}

/** A cancelled transaction is left by its cancel boundary event when all compensation is done (13.3.4, 10.3.5). */
function leaveByCancelBoundary(run: Run, token: Token): void {
  const carrier = wholeActivity(run, token);
  const element = run.elementAt(carrier);
  const boundaries = 'boundaries' in element ? element.boundaries : [];
  const boundary: EventModel | undefined = findBoundary(run, carrier.scope, boundaries, isCancel);
  if (boundary) return leaveByBoundary(run, carrier, boundary, {});
  cancelContent(run, carrier);
  endQuietly(run, carrier);
}

/** A boundary event belongs to the activity as a whole: of one of its instances it cancels all (13.5.3). */
function wholeActivity(run: Run, token: Token): Token {
  const { kind, element, owner } = run.scope(token.scope);
  return kind === 'iteration' && element === token.element && owner !== undefined ? run.token(owner) : token;
}

function isCancel(trigger: Trigger): boolean {
  return trigger.kind === 'cancel';
}
