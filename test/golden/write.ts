import { mkdirSync, writeFileSync } from 'node:fs';

import { createSimulation } from '../../engine/index.js';
import { environmentOf, folderOf, formatGolden, namesIn, STATE_VERSION } from './golden-file.js';
import { goldenCases, type GoldenCase } from './golden-cases.js';

/**
 * `node --import tsx test/golden/write.ts [--force]`: writes the golden files of this engine's state version. Files that are
 * there stay as they are, for they stand for state that is saved somewhere; `--force` is for a version not yet released.
 */
const force = process.argv.includes('--force');

async function golden({ models, decisions = [], process, variables = {}, until, then }: GoldenCase): Promise<string> {
  const environment = await environmentOf(STATE_VERSION, { models, decisions });
  const simulation = createSimulation({ models: Object.values(environment.models) });
  const instance = simulation.start(process, { variables });
  until(simulation, instance);
  const state = simulation.state(instance);
  const commands = [...simulation.commands(instance)];
  then(simulation, instance);
  const rest = simulation.commands(instance).slice(commands.length);
  return formatGolden({ models, decisions, commands, state, then: rest, ends: simulation.state(instance).status });
}

mkdirSync(folderOf(STATE_VERSION), { recursive: true });
const there = new Set(namesIn(STATE_VERSION));
for (const [name, each] of Object.entries(goldenCases)) {
  if (there.has(name) && !force) {
    process.stdout.write(`kept     ${name}\n`);
    continue;
  }
  writeFileSync(new URL(`${name}.json`, folderOf(STATE_VERSION)), await golden(each));
  process.stdout.write(`written  ${name}\n`);
}
