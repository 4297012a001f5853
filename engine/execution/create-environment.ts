import { hashText } from '../model/hash-text.js';
import type { CallActivityModel, ExecutableModel } from '../model/executable-model.js';
import { DEFAULT_LIMITS, type Environment, type Limits } from './environment.js';

/** A model that call activities may call; the version is what a binding to a version asks for. */
export interface CallableModel {
  readonly model: ExecutableModel;
  readonly version?: number;
}

/**
 * Pins an instance to its models: resolves every call activity, in called models too, once and for all.
 * A call that nothing answers is left out; it becomes an incident when a token gets there.
 * @param root model of the instance's own process
 * @param callable models that may be called; the first one with the process counts as its latest version
 */
export function createEnvironment(
  root: ExecutableModel,
  callable: readonly (ExecutableModel | CallableModel)[] = [],
  limits: Partial<Limits> = {},
): Environment {
  const library: CallableModel[] = callable.map((each) => ('model' in each ? each : { model: each }));
  library.push({ model: root });
  const models: Record<string, ExecutableModel> = {};
  const calls: Record<string, Environment['calls'][string]> = {};
  for (const open = [root]; ;) {
    const model = open.pop();
    if (!model) break;
    if (models[model.key]) continue;
    models[model.key] = model;
    for (const call of callsOf(model)) {
      const called = resolve(call, model, library);
      if (!called) continue;
      calls[`${model.key}/${call.id}`] = { model: called.key, process: call.calledElement };
      open.push(called);
    }
  }
  const all = { ...DEFAULT_LIMITS, ...limits };
  const key = hashText(JSON.stringify([root.key, Object.entries(calls).sort(), named(all)]));
  return Object.freeze({
    key,
    root: root.key,
    models: Object.freeze(models),
    calls: Object.freeze(calls),
    limits: all,
  });
}

/**
 * Limits as the key names them. One that came after instances had been saved is named where it is another than the default
 * only, so that they are still those of their environment.
 */
function named({ workBudget, ...first }: Limits): readonly (readonly [string, number])[] {
  const later = workBudget === DEFAULT_LIMITS.workBudget ? {} : { workBudget };
  return Object.entries({ ...first, ...later }).sort();
}

function callsOf(model: ExecutableModel): readonly CallActivityModel[] {
  return Object.values(model.elements).filter((element) => element.type === 'bpmn:CallActivity');
}

/** Latest: the library's first; deployment: the caller's own text; version: just that one (pathway extension). */
function resolve(
  call: CallActivityModel,
  caller: ExecutableModel,
  library: readonly CallableModel[],
): ExecutableModel | undefined {
  const has = (model: ExecutableModel): boolean => Object.hasOwn(model.processes, call.calledElement);
  if (call.binding === 'deployment') return has(caller) ? caller : undefined;
  const found = library.find(
    ({ model, version }) => has(model) && (call.binding === 'latest' || version === call.version),
  );
  return found?.model;
}
