import { expect } from 'chai';

import { compile } from '../../../engine/index.js';
import type { CompileOptions, ElementModel, ExecutableModel } from '../../../engine/index.js';

/** The model of a text that must have no error. */
export async function compiled(xml: string, options?: CompileOptions): Promise<ExecutableModel> {
  const { model, diagnostics } = await compile(xml, options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code, elementId, message }) => `${code} ${elementId}: ${message}`)).to.deep.equal([]);
  if (!model) throw new Error('no model and no diagnostic');
  return model;
}

/** Codes of all findings, with their elements: `CODE element`. */
export async function findings(xml: string, options?: CompileOptions): Promise<readonly string[]> {
  const { diagnostics } = await compile(xml, options);
  return diagnostics.map(({ code, elementId }) => `${code} ${elementId}`);
}

type ModelOf<T extends ElementModel['type'], E = ElementModel> = E extends { readonly type: infer U }
  ? T extends U
    ? E
    : never
  : never;

/** An element of one type, or the test fails. */
export function element<T extends ElementModel['type']>(model: ExecutableModel, id: string, type: T): ModelOf<T> {
  const found = model.elements[id];
  if (found?.type !== type) throw new Error(`${id} is ${found?.type ?? 'missing'}, not ${type}`);
  return found as ModelOf<T>;
}
