import type { CompiledExpression, ExpressionClock, Lookup } from '../expressions/compiled-expression.js';
import { BudgetSpent } from '../expressions/work-budget.js';
import { STEPS, stepsOfKeys } from '../expressions/steps.js';
import type { Mapping, VariableModel } from '../model/executable-model.js';
import { Fault } from './fault.js';
import type { Json, Variables } from './json.js';
import type { Run } from './run.js';
import type { IncidentCode, LoopState, Scope, Token } from './state.js';

/**
 * Value of a variable as a token sees it: its own local data, then scope by scope outwards.
 * A called process sees nothing of its caller (10.3.7).
 */
export function lookUp(run: Run, token: Token, name: string): Json | undefined {
  if (token.local && Object.hasOwn(token.local, name)) return token.local[name];
  return lookUpInScope(run, run.scope(token.scope), name);
}

export function lookUpInScope(run: Run, start: Scope, name: string): Json | undefined {
  for (let scope: Scope = start; ;) {
    run.work.spend(LOOK_UP);
    if (Object.hasOwn(scope.variables, name)) return scope.variables[name];
    if (isProcessScope(scope)) return undefined;
    const owner = run.token(scope.owner ?? 0);
    if (scope.kind === 'iteration' && owner.loop && name.startsWith('numberOf')) {
      const count = loopCount(owner.loop, name);
      if (count !== undefined) return count;
    }
    if (owner.local && Object.hasOwn(owner.local, name)) return owner.local[name];
    scope = run.scope(owner.scope);
  }
}

/** Steps of looking into one scope. */
const LOOK_UP = 3;

/** Instance attributes of a multi-instance activity (10.3.8, table 10.30). */
export function loopCount(loop: LoopState, name: string): number | undefined {
  switch (name) {
    case 'numberOfInstances':
      return loop.started;
    case 'numberOfActiveInstances':
      return loop.started - loop.completed - loop.terminated;
    case 'numberOfCompletedInstances':
      return loop.completed;
    case 'numberOfTerminatedInstances':
      return loop.terminated;
    default:
      return undefined;
  }
}

/** The scope of a process: the instance's own, a called one's, or that in which a called one is compensated. */
export function isProcessScope(scope: Scope): boolean {
  return scope.owner === undefined || scope.kind === 'call' || scope.model !== undefined;
}

/**
 * Stores values where they belong, seen from a scope: in the nearest scope that has the name, else in the process's.
 */
export function writeVariables(run: Run, scopeId: number, values: Variables): void {
  const start = run.scope(scopeId);
  for (const name in values) (run.changed ??= new Set()).add(name);
  if (isProcessScope(start)) {
    run.emit({ type: 'VariablesSet', scope: scopeId, values });
    return;
  }
  const byScope = new Map<number, Record<string, Json>>();
  for (const [name, value] of Object.entries(values)) {
    for (const home of homesOf(run, start, name)) {
      const group = byScope.get(home) ?? {};
      group[name] = value;
      byScope.set(home, group);
    }
  }
  for (const [scope, group] of byScope) run.emit({ type: 'VariablesSet', scope, values: group });
}

/** A compensation handler works on the data of then, and what it finds out counts now too (13.5.5). */
function homesOf(run: Run, start: Scope, name: string): readonly number[] {
  const homes: number[] = [];
  for (let scope = start; ; scope = run.parentOf(scope) ?? scope) {
    const has = Object.hasOwn(scope.variables, name);
    if (has) homes.push(scope.id);
    if (has && scope.kind !== 'compensation') return homes;
    if (isProcessScope(scope)) return homes.length > 0 ? homes : [scope.id];
  }
}

/** Everything a token sees, nearest value first: what a task shows and what a call may pass on. */
export function visibleVariables(run: Run, token: Token): Variables {
  const layers: Variables[] = token.local ? [token.local] : [];
  for (let scope = run.scope(token.scope); ;) {
    layers.push(scope.variables);
    if (isProcessScope(scope)) break;
    const owner = run.token(scope.owner ?? 0);
    if (owner.local) layers.push(owner.local);
    scope = run.scope(owner.scope);
  }
  return Object.assign({}, ...layers.reverse()) as Variables;
}

export function clockAt(run: Run, scope: number): ExpressionClock {
  return { now: run.now, zone: run.modelOf(scope).zone, budget: run.work };
}

/** Value of an expression at a token. Extra names (loop counters, token counts) come before variables. */
export function evaluateAt(
  run: Run,
  token: Token,
  expression: CompiledExpression,
  code: IncidentCode = 'EXPRESSION_FAILED',
  extra?: Variables,
): Json {
  if (expression.constant !== undefined) {
    run.work.spend(1);
    return expression.constant;
  }
  const lookup: Lookup = (name) => (extra && Object.hasOwn(extra, name) ? extra[name] : lookUp(run, token, name));
  return evaluate(run, expression, lookup, clockAt(run, token.scope), code, token.element);
}

export function evaluate(
  run: Run,
  expression: CompiledExpression,
  lookup: Lookup,
  clock: ExpressionClock,
  code: IncidentCode,
  element: string,
): Json {
  run.at = element;
  try {
    return expression.evaluate(lookup, clock);
  } catch (error) {
    throw new Fault(code, { elementId: element, ...causeOf(failed(run, error)) });
  }
}

/**
 * The error of an evaluation, paid for, and to be taken for a result of it.
 * @throws BudgetSpent where the evaluation has not failed by itself: the step may compute no more
 */
export function failed(run: Run, error: unknown): unknown {
  if (error instanceof BudgetSpent) throw error;
  run.work.spend(STEPS.failure);
  return error;
}

/** Code of a failed expression or decision, for the incident; its message may hold values and is left out. */
export function causeOf(error: unknown): { readonly cause?: string } {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? { cause: code } : {};
}

/** Results of mappings at a token, to be stored together. A path `a.b` changes one entry of a context. */
export function evaluateMappings(run: Run, token: Token, mappings: readonly Mapping[]): Variables {
  const values: Record<string, Json> = {};
  for (const mapping of mappings) {
    const value = evaluateAt(run, token, mapping.source, 'MAPPING_FAILED');
    const [name = '', ...path] = mapping.target.split('.');
    const old = Object.hasOwn(values, name) ? values[name] : path.length ? lookUp(run, token, name) : undefined;
    values[name] = assigned(run, old, path, value);
  }
  return values;
}

function assigned(run: Run, old: Json | undefined, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const context = old !== null && typeof old === 'object' && !Array.isArray(old) ? (old as Variables) : {};
  run.work.spend(copying(context));
  return { ...context, [key]: assigned(run, Object.hasOwn(context, key) ? context[key] : undefined, rest, value) };
}

/** Steps of copying a context. */
function copying(values: Variables): number {
  return 1 + stepsOfKeys(Object.keys(values).length);
}

/** Declared variables at their start: null. */
export function initialVariables(declared: readonly VariableModel[]): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const variable of declared) values[variable.name] = null;
  return values;
}
