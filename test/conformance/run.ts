import { parseArgs } from 'node:util';

import { holdAgreement } from './agree.js';

/** `npm run test:conformance [-- --runs 2000] [-- --seed n]`: new processes each time; the seed repeats a run. */
const values = flags();
const runs = Number(values.runs ?? 2000);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write('Usage: npm run test:conformance -- [--runs <number>] [--seed <number>]\n');
  process.exit(2);
}

process.stdout.write(`${runs} generated processes in both engines, seed ${seed}\n`);
try {
  const { agreed, stuck } = await holdAgreement(runs, seed);
  process.stdout.write(`${agreed} agreed; ${stuck} did not count, for bpmn-engine was stuck\n`);
  if (stuck > runs * 0.05) throw new Error('Too many do not count: the generator has left the common subset.');
  process.stdout.write(`${agreed} passed, 0 failed\n`);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exitCode = 1;
}

function flags() {
  try {
    return parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } }).values;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('. ')[0];
    process.stderr.write(`${reason}. Usage: npm run test:conformance -- [--runs <number>] [--seed <number>]\n`);
    process.exit(2);
  }
}
