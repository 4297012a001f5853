import type { ActivityModel, AdHocSubProcessModel } from '../../model/executable-model.js';
import { cancelTokens, closeIncidents, closeScope } from '../cancel.js';
import { rememberCompleted } from '../compensation.js';
import { Fault } from '../fault.js';
import { fireWait } from '../fire.js';
import type { Json, Variables } from '../json.js';
import type { Run } from '../run.js';
import type { Scope, Token } from '../state.js';
import { asBoolean, chooseFlows, leave } from '../tokens.js';
import { evaluateAt, evaluateMappings, initialVariables, writeVariables } from '../variables.js';
import { arm, closeWaits } from '../waits.js';
import type { Behaviour } from './behaviour.js';
import { iterationCompleted, startLoop } from './loop.js';

/** The work of one kind of activity; all that activities share is in `activity`. */
export interface ActivityWork<E extends ActivityModel> {
  /** Begins the work for one instance of the activity. Ends it at once by enqueueing phase `complete`. */
  start(run: Run, token: Token, element: E): void;
  /** Its scope has run empty; without this the activity completes. */
  emptied?(run: Run, token: Token, element: E, scope: Scope): void;
}

/**
 * Life cycle of an activity (13.3.2): ready by its start quantity, active with boundary events armed and inputs read,
 * completed with outputs written; then its flows are taken. A loop marker repeats the work inside.
 */
export function activity<E extends ActivityModel>(work: ActivityWork<E>): Behaviour<E> {
  return {
    enter(run, token, element, flow) {
      if (isIteration(run, token, element)) return begin(run, token, element);
      if (flow !== undefined && waitsForSelection(run, token, flow)) return;
      if (!hasStartQuantity(run, token, element, flow)) return;
      run.emit({ type: 'ElementStarted', token: token.id, element: element.id, at: run.now });
      armBoundaries(run, token, element);
      if (!run.findToken(token.id)) return;
      if (element.loop) startLoop(run, run.token(token.id), element);
      else begin(run, token, element);
    },
    complete(run, token, element, skipped) {
      if (!skipped) writeOutputs(run, token, element);
      if (isIteration(run, token, element)) {
        rememberCompleted(run, token, element, run.scopeOwnedBy(token.id));
        keepOutputItem(run, token, element);
        closeOwned(run, token);
        iterationCompleted(run, run.token(token.id), element);
      } else finish(run, token, element);
    },
    emptied(run, token, element, scope) {
      if (work.emptied) return work.emptied(run, token, element, scope);
      if (element.isolatesOutput) run.emit({ type: 'LocalVariablesSet', token: token.id, values: scope.variables });
      run.enqueue({ phase: 'complete', token: token.id });
    },
  };

  function begin(run: Run, token: Token, element: E): void {
    const local = localVariables(run, token, element);
    if (local) run.emit({ type: 'LocalVariablesSet', token: token.id, values: local });
    work.start(run, local ? run.token(token.id) : token, element);
  }
}

/** An inner instance of a loop or multi-instance activity runs in an iteration scope. */
function isIteration(run: Run, token: Token, element: ActivityModel): boolean {
  if (!element.loop) return false;
  const scope = run.scope(token.scope);
  return scope.kind === 'iteration' && scope.element === element.id;
}

/** An instance of a sub-process gives the item as its own data have it at the end (10.3.8, outputDataItem). */
function keepOutputItem(run: Run, token: Token, { loop }: ActivityModel): void {
  const item = loop?.kind === 'multiInstance' ? loop.outputItem : undefined;
  const scope = item === undefined ? undefined : run.scopeOwnedBy(token.id);
  if (item === undefined || !scope || scope.kind === 'call' || !Object.hasOwn(scope.variables, item)) return;
  run.emit({ type: 'LocalVariablesSet', token: token.id, values: { [item]: scope.variables[item] ?? null } });
}

/** Inside an ad-hoc sub-process a token only enables an activity; a command selects it (13.3.5). */
function waitsForSelection(run: Run, token: Token, flow: string): boolean {
  const scope = run.scope(token.scope);
  if (run.containerOf(scope)?.kind !== 'adHoc') return false;
  if (scope.interrupted) {
    run.emit({ type: 'TokenConsumed', token: token.id, element: token.element });
    run.checkScope(scope.id);
  } else run.emit({ type: 'TokenHeld', token: token.id, element: token.element, flow });
  return true;
}

/** Tokens are gathered until there are as many as the start quantity; then one goes in for all of them (13.3.2). */
function hasStartQuantity(run: Run, token: Token, element: ActivityModel, flow: string | undefined): boolean {
  if (element.startQuantity <= 1) return true;
  if (token.via === undefined) run.emit({ type: 'TokenHeld', token: token.id, element: element.id, flow: flow ?? '' });
  const held = run.state.tokens.filter(
    (each) => each.scope === token.scope && each.element === element.id && each.via !== undefined,
  );
  if (held.length < element.startQuantity) return false;
  const merged = held.filter((each) => each.id !== token.id).slice(0, element.startQuantity - 1);
  for (const each of merged) run.emit({ type: 'TokenConsumed', token: each.id, element: element.id });
  return true;
}

export function localVariables(run: Run, token: Token, element: ActivityModel): Variables | undefined {
  if (element.variables.length === 0 && element.inputs.length === 0) return undefined;
  const { inputs } = element;
  return { ...initialVariables(element.variables), ...evaluateMappings(run, token, inputs) };
}

export function armBoundaries(run: Run, token: Token, element: ActivityModel): void {
  for (const id of element.boundaries) {
    const boundary = run.element(token.scope, id);
    if (boundary.type !== 'bpmn:BoundaryEvent') continue;
    for (const wait of arm(run, boundary, { token })) fireWait(run, wait, {});
    if (!run.findToken(token.id)) return;
  }
}

function writeOutputs(run: Run, token: Token, element: ActivityModel): void {
  if (element.outputs.length === 0) return;
  writeVariables(run, token.scope, evaluateMappings(run, token, element.outputs));
}

/** The activity as a whole is done: its events are disarmed and the path goes on. */
export function finish(run: Run, token: Token, element: ActivityModel): void {
  const inner = element.loop ? undefined : run.scopeOwnedBy(token.id);
  if (!element.loop) rememberCompleted(run, token, element, inner);
  closeOwned(run, token);
  closeWaits(run, (wait) => wait.token === token.id);
  if (run.state.incidents.length > 0) closeIncidents(run, token);
  if (endsAdHoc(run, token)) return;
  leave(run, token, chooseFlows(run, token, element), element.completionQuantity);
}

function closeOwned(run: Run, token: Token): void {
  for (const scope of run.state.scopes.filter((each) => each.owner === token.id)) closeScope(run, scope.id);
}

/** After each activity inside an ad-hoc sub-process its completion condition is looked at (13.3.5). */
function endsAdHoc(run: Run, token: Token): boolean {
  const scope = run.scope(token.scope);
  if (run.containerOf(scope)?.kind !== 'adHoc' || scope.interrupted || scope.owner === undefined) return false;
  const owner = run.token(scope.owner);
  const adHoc = run.elementAt(owner);
  if (adHoc.type !== 'bpmn:AdHocSubProcess' || !adHoc.completionCondition) return false;
  if (!asBoolean(evaluateAt(run, token, adHoc.completionCondition), adHoc.id)) return false;
  return closeAdHoc(run, owner, adHoc, scope, token);
}

/**
 * Takes nothing more; cancels what still runs, or waits for it.
 * @param finishing token whose activity has just completed
 * @returns whether the tokens inside are gone
 */
export function closeAdHoc(
  run: Run,
  owner: Token,
  adHoc: AdHocSubProcessModel,
  scope: Scope,
  finishing?: Token,
): boolean {
  run.emit({ type: 'ScopeInterrupted', scope: scope.id });
  for (const token of run.state.tokens.filter((each) => each.scope === scope.id && each.via !== undefined)) {
    run.emit({ type: 'TokenConsumed', token: token.id, element: token.element });
  }
  if (!adHoc.cancelRemainingInstances) {
    run.checkScope(scope.id);
    return false;
  }
  if (finishing) {
    run.emit({ type: 'ElementCompleted', token: finishing.id, element: finishing.element, at: run.now });
  }
  cancelTokens(run, scope.id);
  run.enqueue({ phase: 'leave', token: owner.id, scope: scope.id });
  return true;
}

/** Variables that a result gives: under the result variable's name, or the entries of a context. */
export function resultVariables(result: Json, name: string | undefined, fallback: string | undefined): Variables {
  if (name !== undefined) return { [name]: result };
  const isContext = result !== null && typeof result === 'object' && !Array.isArray(result);
  if (isContext && !Object.keys(result).some((key) => key.startsWith('$'))) return result as Variables;
  if (fallback !== undefined) return { [fallback]: result };
  if (result === null) return {};
  throw new Fault('MAPPING_FAILED', { cause: 'RESULT_WITHOUT_VARIABLE' });
}

/**
 * Stores what a task, job or script gives: local where outputs are declared; else its properties take what is theirs
 * (10.4.1) and the scope the rest.
 */
export function storeOutput(run: Run, token: Token, element: ActivityModel, values: Variables): void {
  if (element.isolatesOutput) return setLocal(run, token, values);
  if (element.variables.length === 0) return setShared(run, token, values);
  const isOwn = (name: string): boolean => element.variables.some((variable) => variable.name === name);
  const entries = Object.entries(values);
  setLocal(run, token, Object.fromEntries(entries.filter(([name]) => isOwn(name))));
  setShared(run, token, Object.fromEntries(entries.filter(([name]) => !isOwn(name))));
}

function setLocal(run: Run, token: Token, values: Variables): void {
  if (hasEntry(values)) run.emit({ type: 'LocalVariablesSet', token: token.id, values });
}

function setShared(run: Run, token: Token, values: Variables): void {
  if (hasEntry(values)) writeVariables(run, token.scope, values);
}

function hasEntry(values: Variables): boolean {
  for (const _ in values) return true;
  return false;
}
