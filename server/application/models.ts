import { compile, createEnvironment } from '../../engine/index.js';
import type { Environment, ExecutableModel } from '../../engine/index.js';
import type { CalledModel, Store, Texts } from './ports.js';

/** Compiled models and environments: named by their content, so that every world of a server can share them. */
export interface Models {
  remember(model: ExecutableModel): void;
  /** @throws Error when the store has no such model or it no longer compiles */
  model(store: Store, modelKey: string): Promise<ExecutableModel>;
  /** The environment of a new instance. */
  create(store: Store, root: ExecutableModel, called: readonly CalledModel[]): Promise<Environment>;
  environment(store: Store, environmentKey: string): Promise<Environment>;
  /** Names and descriptions; they may be corrected without a new version. */
  texts(store: Store, modelKey: string): Promise<Texts>;
  /** Texts of a model have been deployed again. */
  forgetTexts(modelKey: string): void;
}

/** @param capacity how many compiled models, and how many environments, are kept in memory */
export function createModels(capacity = 200): Models {
  const models = recent<ExecutableModel>(capacity);
  const environments = recent<Environment>(capacity);
  const texts = recent<Texts>(capacity);

  async function model(store: Store, modelKey: string): Promise<ExecutableModel> {
    const known = models.get(modelKey);
    if (known) return known;
    const source = await store.modelSource(modelKey);
    if (!source) throw new Error('MODEL_MISSING');
    const compiled = await compile(source.bpmn, { forms: source.forms, decisions: source.decisions });
    if (!compiled.model) throw new Error('MODEL_NO_LONGER_COMPILES');
    models.set(modelKey, compiled.model);
    return compiled.model;
  }

  async function callable(store: Store, called: readonly CalledModel[]) {
    return Promise.all(called.map(async ({ modelKey, version }) => ({ model: await model(store, modelKey), version })));
  }

  async function create(store: Store, root: ExecutableModel, called: readonly CalledModel[]): Promise<Environment> {
    const environment = createEnvironment(root, await callable(store, called));
    environments.set(environment.key, environment);
    return environment;
  }

  return {
    model,
    create,
    remember: (one) => models.set(one.key, one),
    async texts(store, modelKey) {
      const known = texts.get(modelKey);
      if (known) return known;
      const found = (await store.modelSource(modelKey))?.texts ?? {};
      texts.set(modelKey, found);
      return found;
    },
    forgetTexts: (modelKey) => texts.remove(modelKey),
    async environment(store, environmentKey) {
      const known = environments.get(environmentKey);
      if (known) return known;
      const row = await store.environment(environmentKey);
      if (!row) throw new Error('ENVIRONMENT_MISSING');
      return create(store, await model(store, row.root), row.called);
    },
  };
}

/** Keeps the most recently used entries. */
function recent<T>(capacity: number) {
  const entries = new Map<string, T>();
  return {
    get(key: string): T | undefined {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    remove(key: string): void {
      entries.delete(key);
    },
    set(key: string, value: T): void {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > capacity) entries.delete(entries.keys().next().value as string);
    },
  };
}
