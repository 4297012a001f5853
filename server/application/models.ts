import { createHash } from 'node:crypto';

import { compile, createEnvironment } from '../../engine/index.js';
import type { CompileResult, Diagnostic, Environment, ExecutableModel } from '../../engine/index.js';
import type { CalledModel, ModelSource, Store, Texts } from './ports.js';
import { formDefect } from './validate-form.js';

/** Compiled models and environments: named by their content, so that every world of a server can share them. */
export interface Models {
  /** Compiles a text; one that has been compiled before gives the same result again. */
  compile(source: Compilable): Promise<CompileResult>;
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

type Compilable = Pick<ModelSource, 'bpmn' | 'forms' | 'decisions'>;

/** @param capacity how many compiled models, and how many environments, are kept in memory */
export function createModels(capacity = 200): Models {
  const models = recent<ExecutableModel>(capacity);
  const environments = recent<Environment>(capacity);
  const compiled = recent<CompileResult>(capacity);
  const texts = recent<Texts>(capacity);

  async function model(store: Store, modelKey: string): Promise<ExecutableModel> {
    const known = models.get(modelKey);
    if (known) return known;
    const source = await store.modelSource(modelKey);
    if (!source) throw new Error('MODEL_MISSING');
    const { model: found } = await compileOnce(source);
    if (!found) throw new Error('MODEL_NO_LONGER_COMPILES');
    models.set(modelKey, found);
    return found;
  }

  async function compileOnce({ bpmn, forms, decisions }: Compilable): Promise<CompileResult> {
    const digest = createHash('sha256')
      .update(JSON.stringify([bpmn, forms, decisions]))
      .digest('base64url');
    const known = compiled.get(digest);
    if (known) return known;
    const result = withForms(await compile(bpmn, { forms, decisions }), forms);
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

/** A model whose forms cannot be used is none. */
function withForms(result: CompileResult, forms: ModelSource['forms']): CompileResult {
  const unusable = Object.entries(forms).flatMap(([id, schema]): Diagnostic[] => {
    const defect = formDefect(schema);
    if (defect === null) return [];
    const message = `The form "${id}" is not a JSON Schema that can be used: ${defect}.`;
    return [{ severity: 'error', code: 'FORM_NOT_USABLE', elementId: id, elementName: '', message }];
  });
  return unusable.length === 0 ? result : { diagnostics: [...result.diagnostics, ...unusable] };
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
