import { cancelContent, cancelTokens } from './cancel.js';
import type { EventModel } from '../model/executable-model.js';
import type { Variables } from './json.js';
import type { Run } from './run.js';
import type { Scope, Token, Wait } from './state.js';
import { placeToken } from './tokens.js';
import { clockAt, writeVariables } from './variables.js';
import { arm, closeWait, closeWaits, scheduleNext, triggersOf } from './waits.js';

/** What a token or scope waited for has come: the event occurs (13.5.2 catch, 13.5.3 boundary, 13.5.4 event sub-process). */
export function fireWait(run: Run, waitId: number, payload: Variables): void {
  const wait = run.state.waits.find((each) => each.id === waitId);
  if (!wait) return;
  const scope = wait.scope ?? run.token(wait.token ?? 0).scope;
  const element = run.element(scope, wait.element);
  if (element.type === 'bpmn:ReceiveTask') {
    use(run, wait);
    continueWaiting(run, wait, payload);
    return;
  }
  if (!('triggers' in element)) return;
  if (element.parallelMultiple && !isLast(run, wait)) {
    use(run, wait);
    writeVariables(run, scope, payload);
    return;
  }
  const again = !element.interrupting && (element.type === 'bpmn:BoundaryEvent' || element.type === 'bpmn:StartEvent');
  if (again && !element.parallelMultiple) useAndKeep(run, wait);
  else use(run, wait);
  const begun = occur(run, wait, element, payload);
  if (again && element.parallelMultiple) {
    run.enqueue({ phase: 'arm', token: wait.token ?? begun ?? 0, event: element.id });
  }
}

/** @returns token of the event sub-process that started */
function occur(run: Run, wait: Wait, element: EventModel, payload: Variables): number | undefined {
  if (wait.scope !== undefined) return startEventSubProcess(run, run.scope(wait.scope), element, payload);
  if (element.type === 'bpmn:BoundaryEvent') leaveByBoundary(run, run.token(wait.token ?? 0), element, payload);
  else continueWaiting(run, wait, payload);
  return undefined;
}

/** A non-interrupting parallel multiple event waits for all of its triggers again. */
export function armAgain(run: Run, token: Token, eventId: string): void {
  const event = run.element(token.scope, eventId);
  if (!('triggers' in event)) return;
  const waiter = event.type === 'bpmn:BoundaryEvent' ? { token } : { scope: token.scope };
  for (const wait of arm(run, event, waiter)) fireWait(run, wait, {});
}

/** The wait is over. */
function use(run: Run, wait: Wait): void {
  caught(run, wait);
  if (wait.kind !== 'timer' && run.state.waits.includes(wait)) closeWait(run, wait);
}

/** A non-interrupting event waits again: the same subscription, or the next occurrence of a cycle. */
function useAndKeep(run: Run, wait: Wait): void {
  caught(run, wait);
  const scope = wait.scope ?? run.token(wait.token ?? 0).scope;
  if (wait.kind === 'timer') scheduleNext(run, wait, clockAt(run, scope).zone);
}

function caught(run: Run, wait: Wait): void {
  const { id, element, name = '' } = wait;
  const at = run.now;
  if (wait.kind === 'timer') run.emit({ type: 'TimerFired', timerId: run.idOf(id), wait: id, element, at });
  else if (wait.kind === 'message') {
    run.emit({ type: 'MessageCaught', subscriptionId: run.idOf(id), wait: id, element, name, at });
  } else if (wait.kind === 'signal') {
    run.emit({ type: 'SignalCaught', subscriptionId: run.idOf(id), wait: id, element, name, at });
  }
}

function isLast(run: Run, wait: Wait): boolean {
  const same = (each: Wait): boolean =>
    each.id !== wait.id && each.element === wait.element && each.token === wait.token && each.scope === wait.scope;
  return !run.state.waits.some(same);
}

/** A catch event or receive task goes on; from an event-based gateway by the flow to it, the other events are withdrawn (13.4.4). */
function continueWaiting(run: Run, wait: Wait, payload: Variables): void {
  const token = run.token(wait.token ?? 0);
  closeWaits(run, (each) => each.token === token.id && each.element !== wait.element);
  closeWaits(run, (each) => each.token === token.id && token.element !== wait.element);
  const at = token.element === wait.element ? token.id : leaveEventGateway(run, token, wait.element);
  closeOtherTriggers(run, token, wait);
  if (Object.keys(payload).length > 0) run.emit({ type: 'LocalVariablesSet', token: at, values: payload });
  run.enqueue({ phase: 'complete', token: at });
}

function closeOtherTriggers(run: Run, token: Token, wait: Wait): void {
  const element = run.element(token.scope, wait.element);
  const own = (each: Wait): boolean => each.token === token.id && each.element === wait.element;
  if ('triggers' in element && triggersOf(element).length > 1) closeWaits(run, own);
}

function leaveEventGateway(run: Run, token: Token, target: string): number {
  const { flows } = run.modelOf(token.scope);
  const flow = run.elementAt(token).outgoing.find((id) => flows[id]?.target === target) ?? '';
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  const next = run.nextId();
  run.emit({ type: 'FlowTaken', flow, token: next, element: target, scope: token.scope });
  run.emit({ type: 'ElementStarted', token: next, element: target, at: run.now });
  return next;
}

/** The token's activity is left by a boundary event: interrupted, or beside it with a token of its own (13.5.3). */
export function leaveByBoundary(run: Run, carrier: Token, boundary: EventModel, payload: Variables): void {
  if (boundary.interrupting) {
    cancelContent(run, carrier);
    run.emit({ type: 'ElementCancelled', token: carrier.id, element: carrier.element, at: run.now });
  }
  const token = placeToken(run, boundary.id, carrier.scope, payload);
  run.enqueue({ phase: 'complete', token });
}

/** An event sub-process starts inside its scope; an interrupting one ends all else there first, and none starts after it (13.5.4). */
export function startEventSubProcess(run: Run, scope: Scope, start: EventModel, payload: Variables): number {
  if (start.interrupting) {
    cancelTokens(run, scope.id);
    closeWaits(run, (wait) => wait.scope === scope.id);
    run.emit({ type: 'ScopeInterrupted', scope: scope.id });
  }
  const token = placeToken(run, start.container, scope.id, payload);
  run.enqueue({ phase: 'enter', token });
  return token;
}
