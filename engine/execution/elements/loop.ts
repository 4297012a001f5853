import type { ActivityModel, MultiInstanceModel, StandardLoopModel, Trigger } from '../../model/executable-model.js';
import { cancelScope } from '../cancel.js';
import type { Event } from '../events.js';
import { Fault } from '../fault.js';
import type { Json } from '../json.js';
import type { Run } from '../run.js';
import { openScope } from '../scopes.js';
import type { LoopState, Token } from '../state.js';
import { throwTriggers } from '../throw-triggers.js';
import { asBoolean, placeToken } from '../tokens.js';
import { evaluateAt, lookUp, loopCount, writeVariables } from '../variables.js';

const NOTHING_YET: LoopState = { started: 0, completed: 0, terminated: 0 };

/** The outer token stays at the activity; each round runs in a scope of its own (13.3.6 loop, 13.3.7 multi-instance). */
export function startLoop(run: Run, token: Token, element: ActivityModel): void {
  const { loop } = element;
  if (!loop) return;
  if (loop.kind === 'multiInstance') return startMultiInstance(run, token, element, loop);
  run.emit({ type: 'LoopAdvanced', token: token.id, loop: NOTHING_YET });
  const runs = !loop.testBefore || goesOn(run, token, loop, 0);
  if (runs) startRound(run, run.token(token.id), element, {});
  else run.enqueue({ phase: 'leave', token: token.id });
}

/** The condition is a while condition: true means once more (10.3.8, loopCondition). */
function goesOn(run: Run, token: Token, loop: StandardLoopModel, rounds: number): boolean {
  if (loop.maximum !== undefined && rounds >= loop.maximum) return false;
  if (!loop.condition) return true;
  const counter = { loopCounter: rounds };
  return asBoolean(evaluateAt(run, token, loop.condition, 'EXPRESSION_FAILED', counter), token.element);
}

function startMultiInstance(run: Run, token: Token, element: ActivityModel, loop: MultiInstanceModel): void {
  const items = loop.collection && listOf(evaluateAt(run, token, loop.collection), element.id);
  const total = items?.length ?? countOf(loop.cardinality && evaluateAt(run, token, loop.cardinality), element.id);
  if (total > run.environment.limits.multiInstanceCount) throw new Fault('LIMIT_EXCEEDED', { elementId: element.id });
  const state: LoopState = {
    total,
    ...NOTHING_YET,
    ...(items && loop.sequential && { items }),
    ...(loop.outputCollection !== undefined && { results: new Array<Json>(total).fill(null) }),
  };
  run.emit({ type: 'LoopAdvanced', token: token.id, loop: state });
  if (total === 0) return run.enqueue({ phase: 'leave', token: token.id });
  const rounds = loop.sequential ? 1 : total;
  for (let round = 0; round < rounds; round++) {
    startRound(run, run.token(token.id), element, itemOf(loop, items?.[round]));
  }
}

function itemOf(loop: MultiInstanceModel, item: Json | undefined): Record<string, Json> {
  const output = loop.outputItem === undefined ? {} : { [loop.outputItem]: null };
  return loop.inputItem === undefined ? output : { ...output, [loop.inputItem]: item ?? null };
}

function listOf(value: Json, elementId: string): readonly Json[] {
  if (!Array.isArray(value)) throw new Fault('INVALID_COLLECTION', { elementId });
  return value as readonly Json[];
}

function countOf(value: Json | undefined, elementId: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new Fault('INVALID_COLLECTION', { elementId });
  }
  return value;
}

/** Starts the next instance; its number is its `loopCounter`, from 1. */
function startRound(run: Run, outer: Token, element: ActivityModel, item: Record<string, Json>): void {
  const loop = outer.loop ?? NOTHING_YET;
  const started = loop.started + 1;
  count(run, outer.id, { ...loop, started });
  const variables = { ...item, loopCounter: started };
  const scope = openScope(run, { element: element.id, owner: outer.id, kind: 'iteration', variables });
  run.enqueue({ phase: 'enter', token: placeToken(run, element.id, scope) });
}

/** One instance is done: gather its output, tell, and decide whether the activity is complete or another one starts. */
export function iterationCompleted(run: Run, inner: Token, element: ActivityModel): void {
  const scope = run.scope(inner.scope);
  const outerId = scope.owner ?? 0;
  const loop = run.token(outerId).loop ?? NOTHING_YET;
  count(run, outerId, { ...loop, completed: loop.completed + 1 }, gathered(run, inner, element, loop));
  const completed = run.token(outerId).loop ?? NOTHING_YET;
  const enough = isEnough(run, inner, element, completed);
  const counter = Number(scope.variables['loopCounter'] ?? completed.started);
  const again = element.loop?.kind === 'standard' && goesOn(run, inner, element.loop, counter);
  const events = thrownBy(run, inner, element, completed);
  run.emit({ type: 'ElementCompleted', token: inner.id, element: inner.element, at: run.now });
  run.emit({ type: 'ScopeClosed', scope: scope.id, element: element.id });
  throwTriggers(run, run.token(outerId), events, {});
  const outer = run.findToken(outerId);
  if (!outer) return;
  if (enough) terminateRest(run, outer);
  if (isDone(element, completed, enough, again)) return run.enqueue({ phase: 'leave', token: outerId });
  if (again) return startRound(run, outer, element, {});
  if (element.loop?.kind === 'multiInstance' && element.loop.sequential) {
    startRound(run, outer, element, itemOf(element.loop, completed.items?.[completed.started]));
  }
}

function isDone(element: ActivityModel, loop: LoopState, enough: boolean, again: boolean): boolean {
  return element.loop?.kind === 'standard' ? !again : enough || loop.completed + loop.terminated === loop.total;
}

type Counted = Extract<Event, { type: 'LoopCounted' }>;

function count(run: Run, token: number, loop: LoopState, result?: Counted['result']): void {
  const { started, completed, terminated } = loop;
  run.emit({ type: 'LoopCounted', token, loop: { started, completed, terminated }, ...(result && { result }) });
}

function gathered(run: Run, inner: Token, { loop }: ActivityModel, state: LoopState): Counted['result'] {
  if (loop?.kind !== 'multiInstance' || loop.outputItem === undefined || !state.results) return undefined;
  const at = Number(run.scope(inner.scope).variables['loopCounter']) - 1;
  return { at, value: lookUp(run, inner, loop.outputItem) ?? null };
}

function isEnough(run: Run, inner: Token, { loop, id }: ActivityModel, state: LoopState): boolean {
  if (loop?.kind !== 'multiInstance' || !loop.completionCondition) return false;
  const counts = countsOf(state);
  return asBoolean(evaluateAt(run, inner, loop.completionCondition, 'EXPRESSION_FAILED', counts), id);
}

function countsOf(state: LoopState): Record<string, number> {
  const names = ['Instances', 'ActiveInstances', 'CompletedInstances', 'TerminatedInstances'];
  return Object.fromEntries(names.map((name) => [`numberOf${name}`, loopCount(state, `numberOf${name}`) ?? 0]));
}

/** Events that the behaviour attribute asks for on this completion (10.3.8, table 10.31). */
function thrownBy(run: Run, inner: Token, { loop }: ActivityModel, state: LoopState): readonly Trigger[] {
  if (loop?.kind !== 'multiInstance') return [];
  switch (loop.behavior) {
    case 'none':
      return loop.event ? [loop.event] : [];
    case 'one':
      return loop.event && state.completed === 1 ? [loop.event] : [];
    case 'complex': {
      const counts = countsOf(state);
      const holds = loop.complex.filter(({ condition }) =>
        asBoolean(evaluateAt(run, inner, condition, 'EXPRESSION_FAILED', counts), inner.element),
      );
      return holds.map(({ event }) => event);
    }
    case 'all':
      return [];
  }
}

function terminateRest(run: Run, outer: Token): void {
  const rest = run.state.scopes.filter((scope) => scope.owner === outer.id && scope.kind === 'iteration');
  for (const scope of rest) cancelScope(run, scope.id);
  const loop = outer.loop ?? NOTHING_YET;
  count(run, outer.id, { ...loop, terminated: loop.terminated + rest.length });
}

/** What the finished multi-instance activity gathered becomes one list. */
export function writeLoopResults(run: Run, token: Token, { loop }: ActivityModel): void {
  if (loop?.kind !== 'multiInstance' || loop.outputCollection === undefined) return;
  writeVariables(run, token.scope, { [loop.outputCollection]: token.loop?.results ?? [] });
}
