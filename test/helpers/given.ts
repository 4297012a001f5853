import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { compile } from '../../engine/index.js';
import type { ExecutableModel, Instant, Limits, PlainVariables } from '../../engine/index.js';
import { World } from './world.js';

/** What belongs to a model beside its drawing. Decisions are DMN texts, or paths relative to `test/`. */
export interface ModelOptions {
  readonly forms?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly decisions?: readonly string[];
  readonly zone?: string;
  /** Other model files (or texts) that are deployed beside this one, e.g. called processes. */
  readonly with?: readonly string[];
  /** Virtual time at the start; default Monday 2026-01-05T08:00:00Z. ISO text with offset, or an instant. */
  readonly now?: Instant | string;
  readonly limits?: Partial<Limits>;
}

export interface StartOptions extends ModelOptions {
  /** Process to start; default the first one of the model. */
  readonly process?: string;
  readonly variables?: PlainVariables;
  readonly businessKey?: string;
  /** Start event that was triggered; absent: the none start event. */
  readonly element?: string;
}

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };

/** A model that a test begins with. */
export interface Given {
  /** The executable model; fails the test where a diagnostic is an error. */
  compiled(options?: ModelOptions): Promise<ExecutableModel>;
  /** The model deployed in a world of its own; nothing is started. */
  deployed(options?: ModelOptions): Promise<World>;
  /** The model deployed and one instance started, which the world is then about. */
  started(options?: StartOptions): Promise<World>;
}

/**
 * Begins a test with a BPMN model.
 * @param source path relative to `test/`, a whole BPMN text, or the inner elements of `definitions`
 */
export function given(source: string): Given {
  const compiled = (options: ModelOptions = {}) => compiledModel(source, options);
  const deployed = async (options: ModelOptions = {}) => {
    const others = (options.with ?? []).map((other) => compiledModel(other, options));
    const models = await Promise.all([compiled(options), ...others]);
    return new World(models, { now: instantOf(options.now), limits: options.limits });
  };
  const started = async (options: StartOptions = {}) => {
    const world = await deployed(options);
    const process = options.process ?? Object.values(world.model.processes).find(({ kind }) => kind === 'process')?.id;
    if (process === undefined) throw new Error(`no executable process in ${source}`);
    world.start(process, options);
    return world;
  };
  return { compiled, deployed, started };
}

/** The text of a file, by its path relative to `test/`. */
export function testFile(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

/** Wraps elements in a `definitions` with the namespaces that models use. */
export function definitions(inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:pathway="urn:samlop:pathway:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_1" targetNamespace="urn:samlop:test">
${inner}
</bpmn:definitions>`;
}

/** The BPMN text that `given` compiles for a source. */
export function bpmnText(source: string): string {
  if (!source.trimStart().startsWith('<')) return testFile(source);
  return /<(\w+:)?definitions\b/.test(source) ? source : definitions(source);
}

/** Models are frozen and shared by all instances, so that each is compiled once. */
const compiledModels = new Map<string, Promise<ExecutableModel>>();

function compiledModel(source: string, { forms, decisions, zone }: ModelOptions): Promise<ExecutableModel> {
  const key = JSON.stringify([source, forms, decisions, zone]);
  const model = compiledModels.get(key) ?? compileModel(source, { forms, decisions, zone });
  compiledModels.set(key, model);
  return model;
}

async function compileModel(
  source: string,
  options: Pick<Loose<ModelOptions>, 'forms' | 'decisions' | 'zone'>,
): Promise<ExecutableModel> {
  const decisions = options.decisions?.map((text) => (text.trimStart().startsWith('<') ? text : testFile(text)));
  const { model, diagnostics } = await compile(bpmnText(source), {
    ...(options.forms && { forms: options.forms }),
    ...(decisions && { decisions }),
    ...(options.zone && { zone: options.zone }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const findings = errors.map(({ code, elementId, message }) => `${code} ${elementId}: ${message}`);
  expect(findings, `diagnostics of ${source.slice(0, 80)}`).to.deep.equal([]);
  if (!model) throw new Error(`no model and no diagnostic for ${source.slice(0, 80)}`);
  return model;
}

function instantOf(now: Instant | string | undefined): Instant | undefined {
  return typeof now === 'string' ? Date.parse(now) : now;
}
