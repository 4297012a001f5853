import { parseArgs } from 'node:util';

import { compile300 } from './compile-300.js';
import { conditionEvaluation } from './condition-evaluation.js';
import { costliestSteps } from './costliest-steps.js';
import { durableVsBpmnElements } from './durable/durable-vs-bpmn-elements.js';
import { durableVsRawRows } from './durable/durable-vs-raw-rows.js';
import { timerStorm } from './durable/timer-storm.js';
import { httpCompletions } from './http/http-completions.js';
import { othersWhileBurning } from './http/others-while-burning.js';
import { inOwnProcess } from './in-own-process.js';
import { memoryCompletions } from './memory-completions.js';
import { millionWaiting } from './million/million-waiting.js';
import type { Benchmark, Row } from './row.js';
import { stateBytes } from './state-bytes.js';

/** `npm run bench [-- --only <row>] [-- --json]`: every row measured in this run; exit code 1 where a bar is missed. */
const benchmarks: readonly Benchmark[] = [
  memoryCompletions,
  stateBytes,
  compile300,
  conditionEvaluation,
  costliestSteps,
  durableVsBpmnElements,
  durableVsRawRows,
  httpCompletions,
  othersWhileBurning,
  timerStorm,
  millionWaiting,
];

const values = flags();
const unknown = values.only?.filter((name) => !benchmarks.some((each) => each.name === name)) ?? [];
if (unknown.length > 0) {
  const names = benchmarks.map((each) => each.name).join(', ');
  process.stderr.write(`No row called ${unknown.join(', ')}. Rows: ${names}\n`);
  process.exit(2);
}

const rows: Row[] = [];
const chosen = benchmarks.filter(({ name }) => values.only?.includes(name) ?? true);
for (const benchmark of chosen) {
  const row = await (chosen.length > 1 ? inOwnProcess(benchmark.name) : benchmark.run());
  rows.push(row);
  if (!values.json) process.stdout.write(`${lineOf(row)}\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
process.exitCode = rows.every((row) => row.holds) ? 0 : 1;

function flags() {
  try {
    return parseArgs({ options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' } } }).values;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('. ')[0];
    process.stderr.write(`${reason}. Usage: npm run bench -- [--only <row>] [--json]\n`);
    process.exit(2);
  }
}

function lineOf({ name, value, unit, ratio, bar, holds }: Row): string {
  const beside = ratio === null ? '' : `, ratio ${ratio}`;
  return `${holds ? 'holds ' : 'MISSED'}  ${name.padEnd(38)} ${value} ${unit}${beside}  (${bar})`;
}
