import type { Event } from './events.js';
import { positionOf, type Numbered } from './numbered.js';
import type { CompensationState, InstanceState, LoopState, Scope, Token, Wait } from './state.js';
import { STATE_VERSION } from './state.js';
import { unreachable } from './unreachable.js';

/** State under construction: its lists belong to one step and are changed in place, their entries never are. */
export type Draft = {
  -readonly [K in keyof InstanceState]: InstanceState[K] extends readonly (infer T)[] ? T[] : InstanceState[K];
};

/**
 * State after one event; total: every event that `step` gives can be applied to the state it was given for.
 * @param state null before `InstanceStarted`
 */
export function applyEvent(state: InstanceState | null, event: Event): InstanceState {
  const draft = draftOf(state);
  applyTo(draft, event);
  return draft;
}

export function draftOf(state: InstanceState | null): Draft {
  if (state === null) {
    return {
      version: STATE_VERSION,
      instanceId: '',
      environment: '',
      process: '',
      status: 'running',
      counter: 0,
      scopes: [],
      tokens: [],
      waits: [],
      incidents: [],
    };
  }
  const draft: Draft = {
    version: state.version,
    instanceId: state.instanceId,
    environment: state.environment,
    process: state.process,
    status: state.status,
    counter: state.counter,
    scopes: state.scopes.slice(),
    tokens: state.tokens.slice(),
    waits: state.waits.slice(),
    incidents: state.incidents.slice(),
  };
  if (state.businessKey !== undefined) draft.businessKey = state.businessKey;
  if (state.suspended) draft.suspended = true;
  return draft;
}

/** Applies one event to a draft, in place. */
export function applyTo(draft: Draft, event: Event): void {
  switch (event.type) {
    case 'InstanceStarted':
      draft.instanceId = event.instanceId;
      draft.environment = event.environment;
      draft.process = event.process;
      if (event.businessKey !== undefined) draft.businessKey = event.businessKey;
      return;
    case 'InstanceCompleted':
      return end(draft, 'completed');
    case 'InstanceCancelled':
      return end(draft, 'cancelled');
    case 'InstanceReopened':
      draft.status = 'running';
      return changeScope(draft, 1, asAtTheStart);
    case 'InstanceSuspended':
      draft.suspended = true;
      return;
    case 'InstanceResumed':
      delete draft.suspended;
      return;

    case 'ScopeOpened':
      count(draft, event.scope);
      draft.scopes.push({
        id: event.scope,
        element: event.element,
        ...(event.kind && { kind: event.kind }),
        ...(event.owner !== undefined && { owner: event.owner }),
        ...(event.model !== undefined && { model: event.model }),
        variables: event.variables,
        ...(event.completed && { completed: event.completed }),
      });
      return;
    case 'ScopeClosed':
      return remove(draft.scopes, event.scope);
    case 'ScopeInterrupted':
      return changeScope(draft, event.scope, (scope) => ({ ...scope, interrupted: true }));
    case 'VariablesSet':
      return changeScope(draft, event.scope, (scope) => ({
        ...scope,
        variables: { ...scope.variables, ...event.values },
      }));
    case 'LocalVariablesSet':
      return changeToken(draft, event.token, (token) => ({ ...token, local: { ...token.local, ...event.values } }));

    case 'TokenPlaced':
    case 'FlowTaken':
      count(draft, event.token);
      draft.tokens.push({ id: event.token, element: event.element, scope: event.scope });
      return;
    case 'TokenHeld':
      return changeToken(draft, event.token, (token) => ({ ...token, via: event.flow }));
    case 'ElementStarted':
      return changeToken(draft, event.token, release);
    case 'ElementCompleted':
    case 'ElementCancelled':
    case 'TokenConsumed':
      return remove(draft.tokens, event.token);
    case 'GatewayResetting':
      return changeScope(draft, event.scope, (scope) => withResetting(scope, event.element, event.flows));

    case 'JobCreated':
    case 'JobFailed':
      return changeToken(draft, event.token, (token) => ({ ...token, retries: event.retries }));

    case 'TimerScheduled':
    case 'SubscriptionOpened':
      count(draft, event.wait.id);
      return putWait(draft.waits, event.wait);
    case 'TimerFired':
    case 'TimerCancelled':
    case 'SubscriptionClosed':
      return remove(draft.waits, event.wait);
    case 'ConditionChanged': {
      const wait = draft.waits.find((each) => each.id === event.wait);
      if (wait) putWait(draft.waits, { ...wait, was: event.now });
      return;
    }

    case 'LoopAdvanced':
      return changeToken(draft, event.token, (token) => ({ ...token, loop: event.loop }));
    case 'LoopCounted':
      return changeToken(draft, event.token, (token) => ({ ...token, loop: counted(token.loop, event) }));
    case 'ActivityCompensable':
      return changeScope(draft, event.scope, (scope) => ({
        ...scope,
        completed: [...(scope.completed ?? []), event.completed],
      }));
    case 'CompensationTaken':
      return changeScope(draft, event.scope, (scope) => withoutCompleted(scope, event.positions));
    case 'CompensationAdvanced':
      return changeToken(draft, event.token, (token) => ({
        ...token,
        compensation: event.state ?? withoutLast(token.compensation),
      }));

    case 'IncidentRaised':
      count(draft, event.incident.id);
      draft.incidents.push(event.incident);
      return;
    case 'IncidentResolved':
      return remove(draft.incidents, event.incident);

    case 'InstanceModified':
    case 'TaskCreated':
    case 'TaskCompleted':
    case 'TaskCancelled':
    case 'JobCompleted':
    case 'JobCancelled':
    case 'AdHocOpened':
    case 'MessageCaught':
    case 'SignalCaught':
    case 'MessageThrown':
    case 'SignalThrown':
    case 'ErrorThrown':
    case 'EscalationThrown':
      return;
    default:
      return unreachable(event);
  }
}

/** An ended instance keeps its root variables: they are its result. */
function end(draft: Draft, status: 'completed' | 'cancelled'): void {
  draft.status = status;
  delete draft.suspended;
  draft.scopes = draft.scopes.slice(0, 1);
  draft.tokens = [];
  draft.waits = [];
  draft.incidents = [];
}

function count(draft: Draft, id: number): void {
  if (id > draft.counter) draft.counter = id;
}

function remove(list: Numbered[], id: number): void {
  const index = positionOf(list, id);
  if (index >= 0) list.splice(index, 1);
}

/** A timer that goes on keeps its number: it comes back to its place. */
function putWait(waits: Wait[], wait: Wait): void {
  const index = positionOf(waits, wait.id);
  if (index >= 0) waits[index] = wait;
  else if (wait.id > (waits.at(-1)?.id ?? 0)) waits.push(wait);
  else
    waits.splice(
      waits.findIndex((each) => each.id > wait.id),
      0,
      wait,
    );
}

function changeToken(draft: Draft, id: number, change: (token: Token) => Token): void {
  const index = positionOf(draft.tokens, id);
  const token = draft.tokens[index];
  if (token) draft.tokens[index] = change(token);
}

function changeScope(draft: Draft, id: number, change: (scope: Scope) => Scope): void {
  const index = positionOf(draft.scopes, id);
  const scope = draft.scopes[index];
  if (scope) draft.scopes[index] = change(scope);
}

function counted(loop: LoopState | undefined, event: Extract<Event, { type: 'LoopCounted' }>): LoopState {
  const { result } = event;
  const counts = { ...loop, ...event.loop };
  if (!result || !loop?.results) return counts;
  const results = loop.results.slice();
  results[result.at] = result.value;
  return { ...counts, results };
}

function withoutLast({ pending, then }: CompensationState = { pending: [], then: 'end' }): CompensationState {
  return { pending: pending.slice(0, -1), then };
}

function release(token: Token): Token {
  if (token.via === undefined) return token;
  const { via: _, ...rest } = token;
  return rest;
}

/** What had taken over at the end is over: its event sub-processes are armed once more. */
function asAtTheStart(scope: Scope): Scope {
  const { interrupted: _, resetting: __, ...rest } = scope;
  return rest;
}

function withResetting(scope: Scope, gateway: string, flows: readonly string[] | null): Scope {
  const { resetting = {}, ...rest } = scope;
  const { [gateway]: _, ...others } = resetting;
  const next = flows === null ? others : { ...others, [gateway]: flows };
  return Object.keys(next).length === 0 ? rest : { ...rest, resetting: next };
}

function withoutCompleted(scope: Scope, positions: readonly number[]): Scope {
  const { completed = [], ...rest } = scope;
  const left = completed.filter((_, index) => !positions.includes(index));
  return left.length === 0 ? rest : { ...rest, completed: left };
}
