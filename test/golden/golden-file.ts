import { readdirSync, readFileSync } from 'node:fs';

import {
  compile,
  createEnvironment,
  step,
  STATE_VERSION,
  type Command,
  type Environment,
  type InstanceState,
} from '../../engine/index.js';

/** State that a version of the engine has saved, with all that it takes to go on from there. Never changed once released. */
export interface GoldenFile {
  /** Names of BPMN texts in `models/`: the instance's own, then those that it calls. */
  readonly models: readonly string[];
  readonly decisions: readonly string[];
  /** What has led to the state. */
  readonly commands: readonly Command[];
  readonly state: unknown;
  /** What is to come, and how it ends. */
  readonly then: readonly Command[];
  readonly ends: InstanceState['status'];
}

export { STATE_VERSION };

export function folderOf(version: number): URL {
  return new URL(`v${version}/`, import.meta.url);
}

/** Names of the golden files of a version, without ending. */
export function namesIn(version: number): readonly string[] {
  const names = readdirSync(folderOf(version)).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.replace('.json', '')).sort();
}

export function textOf(version: number, name: string): string {
  return readFileSync(new URL(`${name}.json`, folderOf(version)), 'utf8');
}

export function goldenFile(version: number, name: string): GoldenFile {
  return JSON.parse(textOf(version, name)) as GoldenFile;
}

/** The text of a golden file: one line for each command, token, scope and wait, so that a change can be read. */
export function formatGolden(file: GoldenFile): string {
  const list = (values: readonly unknown[], indent: string): string =>
    values.length === 0
      ? '[]'
      : `[\n${values.map((value) => `${indent}  ${JSON.stringify(value)}`).join(',\n')}\n${indent}]`;
  const state = Object.entries(file.state as Record<string, unknown>).map(([name, value]) => {
    return `    ${JSON.stringify(name)}: ${Array.isArray(value) ? list(value, '    ') : JSON.stringify(value)}`;
  });
  return `{
  "models": ${JSON.stringify(file.models)},
  "decisions": ${JSON.stringify(file.decisions)},
  "commands": ${list(file.commands, '  ')},
  "state": {
${state.join(',\n')}
  },
  "then": ${list(file.then, '  ')},
  "ends": ${JSON.stringify(file.ends)}
}
`;
}

/** The environment that a golden file's instance is pinned to. */
export async function environmentOf(
  version: number,
  { models, decisions }: Pick<GoldenFile, 'models' | 'decisions'>,
): Promise<Environment> {
  const read = (name: string): string => readFileSync(new URL(`models/${name}`, folderOf(version)), 'utf8');
  const compiled = models.map(async (name) => {
    const { model, diagnostics } = await compile(read(name), { decisions: decisions.map(read) });
    if (!model)
      throw new Error(`${name}: ${JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error'))}`);
    return model;
  });
  const [own, ...called] = await Promise.all(compiled);
  if (!own) throw new Error('a golden file has a model');
  return createEnvironment(own, called);
}

/** State after some commands. */
export function after(
  environment: Environment,
  state: InstanceState | null,
  commands: readonly Command[],
): InstanceState | null {
  return commands.reduce<InstanceState | null>((before, command) => step(environment, before, command).state, state);
}
