import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openClient, requestOf, type Client } from '../http/http-client.js';
import { sideBySide, type Benchmark } from '../row.js';
import { outputOf } from '../twelve-tasks.js';
import { GROUPS, makeDatabase, type MadeDatabase } from './make-database.js';
import { startServerProcess, type ServerProcess } from './server-process.js';
import { bytesOfEvent, bytesOfInstance, sizesOf } from './sizes.js';

const FEW = 10_000;
const CLIENTS = 64;
const COMPLETIONS_A_ROUND = 800;
const ROUNDS = 9;
const PAGES = 400;
const MB = 1024 * 1024;

/** Instances of the large database: `SAMLOP_BENCH_INSTANCES`, one million where it is not set. */
const many = (): number => Number(process.env['SAMLOP_BENCH_INSTANCES'] ?? 1_000_000);

interface World {
  readonly made: MadeDatabase;
  readonly file: string;
  readonly server: ServerProcess;
}

/** A server on a database of a million waiting instances, beside one on ten thousand. */
export const millionWaiting: Benchmark = {
  name: 'million-waiting',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'samlop-bench-'));
    const worlds: World[] = [];
    try {
      const large = await openWorld(folder, 'large', many());
      worlds.push(large);
      const few = await openWorld(folder, 'few', FEW);
      worlds.push(few);
      const p99 = percentile(await worklistTimes(large.server), 0.99);
      const [toLarge, toFew] = [await completer(large), await completer(few)];
      const measured = await sideBySide(ROUNDS, toLarge, toFew);
      const figures = {
        ready: large.server.readyAfter,
        memory: large.server.memory() / MB,
        p99,
        ratio: 1 / measured.ratio,
        ...(await sizesOnceStopped(large)),
      };
      return rowOf(this.name, figures, COMPLETIONS_A_ROUND / measured.ours);
    } finally {
      await Promise.all(worlds.map(({ server }) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Figures {
  readonly ready: number;
  readonly memory: number;
  readonly p99: number;
  readonly ratio: number;
  readonly instance: number;
  readonly event: number;
}

function rowOf(name: string, { ready, memory, p99, ratio, instance, event }: Figures, rate: number) {
  const bars: readonly (readonly [text: string, holds: boolean])[] = [
    [`ready in ${ready.toFixed(2)} s (1)`, ready <= 1],
    [`${Math.round(memory)} MB (250)`, memory <= 250],
    [`worklist p99 ${p99.toFixed(1)} ms (20)`, p99 <= 20],
    [`${ratio.toFixed(2)} of the rate at ${FEW} (0.9)`, ratio >= 0.9],
    [`${Math.round(instance)} bytes an instance (2048)`, instance <= 2048],
    [`${Math.round(event)} bytes an event (150)`, event <= 150],
  ];
  return {
    name,
    value: Math.round(rate),
    unit: `completions/s over HTTP with ${many()} waiting`,
    ratio: Math.round(ratio * 100) / 100,
    bar: bars.map(([text, holds]) => (holds ? text : `MISSED ${text}`)).join(', '),
    holds: bars.every(([, holds]) => holds),
  };
}

async function openWorld(folder: string, name: string, count: number): Promise<World> {
  const data = join(folder, name);
  const pathways = join(folder, 'no-pathways');
  mkdirSync(data);
  mkdirSync(pathways, { recursive: true });
  const file = join(data, 'samlop.db');
  const made = await makeDatabase(file, count);
  await settle(file);
  return { made, file, server: await startServerProcess(data, pathways) };
}

/**
 * What was just made is on disk and in the system's memory, so that neither its writing nor its first reading is measured:
 * here a page that had to come from the disk took some 45 µs, and each completion reads about six.
 */
async function settle(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
    const block = Buffer.alloc(8 * MB);
    while ((await handle.read(block, 0, block.length)).bytesRead > 0);
  } finally {
    await handle.close();
  }
}

async function sizesOnceStopped({ server, file }: World): Promise<Pick<Figures, 'instance' | 'event'>> {
  await server.stop();
  const sizes = sizesOf(file);
  const largest = Object.entries(sizes.bytes).slice(0, 6);
  const shown = largest.map(([table, bytes]) => `${table} ${Math.round(bytes / sizes.instances)}`).join(', ');
  process.stderr.write(`bytes an instance by table, with indexes: ${shown}; ${sizes.events} events\n`);
  return { instance: bytesOfInstance(sizes), event: bytesOfEvent(sizes) };
}

/** Milliseconds that pages of worklists take, one after the other. */
async function worklistTimes({ url }: ServerProcess): Promise<readonly number[]> {
  const times: number[] = [];
  for (let page = -20; page < PAGES; page++) {
    const filter = { candidateGroup: `group-${((page + 20) * 37) % GROUPS}`, state: 'CREATED' };
    const began = performance.now();
    const found = await ask(`${url}/v2/user-tasks/search`, { filter, page: { limit: 50 } }, 200);
    if (!found.includes('"userTaskKey"')) throw new Error('the worklist is empty');
    if (page >= 0) times.push(performance.now() - began);
  }
  return times;
}

/** Completes one open task each of instances all over the database; other ones each time. */
async function completer({ made: { templates, first, count }, server }: World): Promise<() => Promise<void>> {
  // a client that costs little, so that it is the server that is measured
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, () => openClient(Number(new URL(server.url).port))),
  );
  let next = 0;
  // a stride that has no divisor in common with the count reaches every instance once
  const instanceAt = (index: number): number => (index * 7919) % count;
  const completeNext = async (client: Client): Promise<void> => {
    const offset = instanceAt(next++);
    const { task, completion } = templates[offset % templates.length]!;
    const path = `/v2/user-tasks/${first + offset}:${task}/completion`;
    const variables = outputOf(completion);
    const status = await client.send(requestOf('POST', path, { variables }, { 'X-Demo-Person': 'ward-nurse' }));
    if (status !== 204) throw new Error(`${path} was answered with ${status}`);
  };
  return async () => {
    const until = next + COMPLETIONS_A_ROUND;
    const completeInTurn = async (client: Client): Promise<void> => {
      while (next < until) await completeNext(client);
    };
    await Promise.all(clients.map(completeInTurn));
  };
}

async function ask(url: string, body: object, status: number): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Demo-Person': 'ward-nurse' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== status) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
