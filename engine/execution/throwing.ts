import type { EventModel, MessageTrigger, Trigger } from '../model/executable-model.js';
import { findBoundary, findEventSubProcess } from './event-sub-processes.js';
import { Fault } from './fault.js';
import { fireWait, leaveByBoundary, startEventSubProcess } from './fire.js';
import type { Variables } from './json.js';
import type { Run } from './run.js';
import type { Scope, Token } from './state.js';
import { evaluateAt } from './variables.js';
import { keyText } from './waits.js';

type Kind = 'error' | 'escalation';
type Find = (matches: (trigger: Trigger) => boolean) => EventModel | undefined;
type Catcher =
  { readonly start: EventModel; readonly scope: Scope } | { readonly boundary: EventModel; readonly carrier: Token };

/**
 * Throws a BPMN error from a token (10.5.5, error event definition; 10.5.6): the innermost matching catcher takes it and interrupts its scope.
 * @param fromActivity the error comes out of the activity at the token, so its own boundary events see it first
 * @throws Fault UNCAUGHT_ERROR when nothing catches it
 */
export function throwError(run: Run, token: Token, code: string, payload: Variables, fromActivity: boolean): void {
  const catcher = findCatcher(run, token, 'error', code, fromActivity);
  if (!catcher) throw new Fault('UNCAUGHT_ERROR', { elementId: token.element, errorCode: code });
  run.emit({ type: 'ErrorThrown', token: token.id, element: token.element, code, caughtBy: catcherId(catcher) });
  takeCaught(run, catcher, payload);
}

/** Raises an escalation (10.5.5, escalation event definition; 10.5.6). One that nothing catches has no effect; the thrower goes on unless interrupted. */
export function raiseEscalation(run: Run, token: Token, code: string, payload: Variables, fromActivity: boolean): void {
  const catcher = findCatcher(run, token, 'escalation', code, fromActivity);
  const caughtBy = catcher && catcherId(catcher);
  run.emit({ type: 'EscalationThrown', token: token.id, element: token.element, code, ...(caughtBy && { caughtBy }) });
  if (catcher) takeCaught(run, catcher, payload);
}

function catcherId(catcher: Catcher): string {
  return 'start' in catcher ? catcher.start.id : catcher.boundary.id;
}

function takeCaught(run: Run, catcher: Catcher, payload: Variables): void {
  if ('start' in catcher) startEventSubProcess(run, catcher.scope, catcher.start, payload);
  else leaveByBoundary(run, catcher.carrier, catcher.boundary, payload);
}

/**
 * From the thrower outwards, call activities included: at each level event sub-processes, then the activity's boundary.
 * What an event sub-process throws again goes on outwards and never back to itself (10.5.6, handling events).
 */
function findCatcher(run: Run, token: Token, kind: Kind, code: string, fromActivity: boolean): Catcher | undefined {
  if (fromActivity) {
    const caught = atBoundary(run, token, kind, code);
    if (caught) return caught;
  }
  let inner: string | undefined;
  for (let scope: Scope = run.scope(token.scope); ;) {
    const find: Find = (matches) => findEventSubProcess(run, scope, matches, inner);
    const start = scope.interrupted ? undefined : matching(find, kind, code);
    if (start) return { start, scope };
    if (scope.owner === undefined) return undefined;
    const owner = run.token(scope.owner);
    const caught = atBoundary(run, owner, kind, code);
    if (caught) return caught;
    inner = owner.element;
    scope = run.scope(owner.scope);
  }
}

function atBoundary(run: Run, carrier: Token, kind: Kind, code: string): Catcher | undefined {
  const element = run.elementAt(carrier);
  if (!('boundaries' in element) || run.scope(carrier.scope).kind === 'iteration') return undefined;
  const boundary = matching((each) => findBoundary(run, carrier.scope, element.boundaries, each), kind, code);
  return boundary && { boundary, carrier };
}

/** An event for just this code goes before one for every code. */
function matching(find: Find, kind: Kind, code: string): EventModel | undefined {
  return (
    find((trigger) => trigger.kind === kind && trigger.code === code) ??
    find((trigger) => trigger.kind === kind && trigger.code === undefined)
  );
}

/** Sends a message: it leaves the instance with its key, and the caller delivers it (13.5.2 throw events). */
export function throwMessage(run: Run, token: Token, trigger: MessageTrigger, payload: Variables): void {
  const code = 'CORRELATION_KEY_MISSING';
  const extra = payload;
  const key = trigger.payloadKey
    ? keyText(evaluateAt(run, token, trigger.payloadKey, code, extra), token.element)
    : trigger.key
      ? keyText(evaluateAt(run, token, trigger.key, code), token.element)
      : run.state.businessKey;
  const { name } = trigger;
  const message = { element: token.element, name, ...(key !== undefined && { key }), variables: payload };
  run.emit({ type: 'MessageThrown', ...message, at: run.now });
}

/** Broadcasts a signal: to everyone here who waits for it, and by the caller to everyone elsewhere. */
export function throwSignal(run: Run, token: Token, name: string, payload: Variables): void {
  run.emit({ type: 'SignalThrown', element: token.element, name, variables: payload, at: run.now });
  catchSignal(run, name, payload);
}

/** Every subscription of the instance to the signal that is open now catches it, oldest first. */
export function catchSignal(run: Run, name: string, payload: Variables): number {
  const waiting = run.state.waits.filter((wait) => wait.kind === 'signal' && wait.name === name);
  for (const wait of waiting) fireWait(run, wait.id, payload);
  return waiting.length;
}
