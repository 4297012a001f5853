import { parseArgs } from 'node:util';

import { checks } from './all-checks.js';
import { compiledServer } from './build-server.js';
import type { Check, Outcome } from './check.js';
import { fromSources } from './child-server.js';
import { isFault } from './faults.js';

const USAGE = `Usage: npm run test:endurance -- [--only <name>[,<name>]] [--short] [--json] [--times <n>] [--seed <n>] [--fault <name>]
Names: ${checks.map(({ name }) => name).join(', ')}
`;

interface Row extends Outcome {
  readonly name: string;
  readonly title: string;
  readonly held: boolean;
  readonly seconds: number;
}

/** `npm run test:endurance`: what the server must survive, one check after the other; exit code 1 where one does not hold. */
async function main(): Promise<void> {
  const flags = readFlags();
  const tell = (line: string): void => void process.stderr.write(`  ${line}\n`);
  const entry = flags.short ? fromSources : compiledServer(tell);
  const rows: Row[] = [];
  for (const check of flags.checks) {
    process.stderr.write(`${check.name}: ${check.title}\n`);
    const row = await runOne(check, { ...flags, entry, tell });
    rows.push(row);
    if (!flags.json) process.stdout.write(lineOf(row));
  }
  if (flags.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    process.stdout.write(
      `\n${rows.filter(({ held }) => held).length} held, ${rows.filter(({ held }) => !held).length} did not\n`,
    );
  process.exitCode = rows.every(({ held }) => held) ? 0 : 1;
}

async function runOne(check: Check, setup: Parameters<Check['run']>[0]): Promise<Row> {
  const began = performance.now();
  const outcome = await check.run(setup).catch((error: unknown) => ({
    failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    figures: {},
  }));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { name: check.name, title: check.title, held: outcome.failures.length === 0, seconds, ...outcome };
}

function lineOf({ name, title, held, seconds, figures, failures }: Row): string {
  const shown = Object.entries(figures).map(([what, value]) => `${what} ${value}`);
  const reasons = failures.map((failure) => `    ${failure}\n`).join('');
  return `${held ? 'held' : 'DID NOT HOLD'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s  ${title}\n    ${shown.join(', ')}\n${reasons}`;
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        short: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        times: { type: 'string' },
        seed: { type: 'string' },
        fault: { type: 'string' },
      },
    });
    const only = values.only?.split(',');
    const chosen = checks.filter(({ name }) => only?.includes(name) ?? true);
    if (only && chosen.length !== only.length) throw new Error('no such check');
    if (values.fault !== undefined && !isFault(values.fault)) throw new Error('no such fault');
    return {
      checks: chosen,
      short: values.short,
      json: values.json,
      seed: Number(values.seed ?? Date.now() % 2 ** 31),
      ...(values.times !== undefined && { times: Number(values.times) }),
      ...(isFault(values.fault) && { fault: values.fault }),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

await main();
