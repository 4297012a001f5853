import { createHash } from 'node:crypto';

import { createEnvironment } from '../../engine/index.js';
import type { CompileResult, Environment, ExecutableModel } from '../../engine/index.js';
import { ApplicationError, StoreUnavailable } from './application-error.js';
import { compilerInPlace, textOf, type Compilable, type Compiler, type Origin } from './compiler.js';
import type { CalledModel, Store, Texts } from './ports.js';

/** Compiled models and environments: named by their content, so that every world of a server can share them. */
export interface Models {
  /**
   * Compiles a text; one that has been compiled before, or is being compiled, gives the same result again.
   * @throws ApplicationError MODEL_TOO_COSTLY, OVERLOADED
   */
  compile(source: Compilable, origin?: Origin): Promise<CompileResult>;
  /**
   * @throws Error when the store has no such model or it no longer compiles
   * @throws StoreUnavailable when its compilation was stopped
   */
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
export function createModels(compiler: Compiler = compilerInPlace, capacity = 200): Models {
  const models = recent<ExecutableModel>(capacity);
  const environments = recent<Environment>(capacity);
  const compiled = recent<CompileResult>(capacity);
  const underWay = new Map<string, Promise<CompileResult>>();
  const texts = recent<Texts>(capacity);

  async function model(store: Store, modelKey: string): Promise<ExecutableModel> {
    const known = models.get(modelKey);
    if (known) return known;
    const source = await store.modelSource(modelKey);
    if (!source) throw new Error('MODEL_MISSING');
    const { model: found } = await compileStored(source);
    if (!found) throw new Error('MODEL_NO_LONGER_COMPILES');
    models.set(modelKey, found);
    return found;
  }

  /** It has compiled before: what stops it now is the machine's trouble, and may be over later. */
  async function compileStored(source: Compilable): Promise<CompileResult> {
    try {
      return await compileOnce(source, 'stored');
    } catch (error) {
      if (error instanceof ApplicationError) throw new StoreUnavailable(error.code);
      throw error;
    }
  }

  async function compileOnce(source: Compilable, origin: Origin = 'sent'): Promise<CompileResult> {
    const text = textOf(source);
    const digest = createHash('sha256').update(text).digest('base64url');
    const known = compiled.get(digest) ?? underWay.get(digest);
    if (known) return known;
    const compiling = compileNew(text, origin, digest).finally(() => underWay.delete(digest));
    underWay.set(digest, compiling);
    return compiling;
  }

  async function compileNew(text: string, origin: Origin, digest: string): Promise<CompileResult> {
    const result = await compiler.compile(text, origin);
    compiled.set(digest, result);
    if (result.model) models.set(result.model.key, result.model);
    return result;
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
    compile: compileOnce,
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
