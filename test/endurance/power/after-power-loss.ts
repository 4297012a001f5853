import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type Database from 'better-sqlite3';

import { packageRoot } from '../../../server/config.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { apiAt } from '../../server/given-server.js';
import { deploy, openTasks } from '../../server/models.js';
import { failureList, seeded, type Check, type Outcome, type Setup } from '../check.js';
import { childServers } from '../child-server.js';
import { faults } from '../faults.js';
import { course, courseForms } from '../models.js';
import { Disk } from './disk.js';
import { readTrace, tracer } from './read-trace.js';

const migrations = join(packageRoot(), 'server', 'sqlite', 'migrations');

/** Power loss: what was not synced is gone. */
export const afterPowerLoss: Check = {
  name: 'power',
  title: 'power is lost at any moment, and with it what was not synced: everything acknowledged is there',
  async run(setup): Promise<Outcome> {
    return canTrace() ? traced(setup) : onConnection(setup);
  },
};

const canTrace = (): boolean => spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

/** Where no tracer is: only that the connection that commits is told to wait for the disk. */
async function onConnection(setup: Setup): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-power-'));
  const failures = failureList(setup.tell);
  const set: Record<string, unknown> = {};
  const look = (db: Database.Database): void => {
    for (const name of ['journal_mode', 'synchronous']) set[name] = db.pragma(name, { simple: true });
  };
  const options = { file: join(folder, 'samlop.db'), migrations, onOpen: look };
  const store = (setup.fault ? faults[setup.fault] : openSqlite)(options);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  if (set['journal_mode'] !== 'wal' || set['synchronous'] !== 2)
    failures.add(`commits do not wait for the disk: ${JSON.stringify(set)}`);
  return { failures: failures.all, figures: { by: 'settings of the connection (no strace here)' } };
}

/** A real server under a tracer; then its disk is built again from the trace, as it was at each answer. */
async function traced(setup: Setup): Promise<Outcome> {
  const failures = failureList(setup.tell);
  const totals = { by: 'strace', answers: 0, powerLosses: 0, dropped: 0, syncs: 0 };
  for (let round = 0; round < (setup.short ? 1 : 5); round++) {
    const folder = mkdtempSync(join(tmpdir(), 'samlop-power-'));
    try {
      const trace = join(folder, 'trace');
      const acknowledged = await load(setup, folder, trace, setup.short ? 20 : 150);
      await replay(trace, acknowledged, seeded(setup.seed + round), failures.add, totals);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    setup.tell(`${totals.powerLosses} power losses, ${totals.answers} answers`);
  }
  if (totals.answers === 0) failures.add('no answer was seen in the trace');
  return { failures: failures.all, figures: totals };
}

interface Acknowledged {
  readonly key: string;
  readonly instance: string;
  /** The task that it completed. */
  readonly task?: string;
}

const PEOPLE = 6;

/** Several people at once start instances and complete tasks. @returns what was acknowledged, by the name of the request */
async function load(
  { entry, fault }: Setup,
  folder: string,
  trace: string,
  patients: number,
): Promise<ReadonlyMap<string, Acknowledged>> {
  const acknowledged = new Map<string, Acknowledged>();
  const servers = childServers({ entry, folder, fault, under: tracer(trace) });
  try {
    const server = await servers.start();
    const api = apiAt(server.url);
    const command = async (key: string, path: string, body: object) => {
      const sent = await api.post(path, body, { 'Idempotency-Key': key });
      const { status, headers } = sent;
      if (status >= 300) throw new Error(`${path} was answered ${status}`);
      return { request: headers.get('X-Request-Id') ?? '', answer: sent.body as { processInstanceKey: string } };
    };
    await deploy(api, course, { forms: courseForms });
    let left = patients;
    const onePatient = async (): Promise<void> => {
      for (let number = (left -= 1); number >= 0; number = left -= 1) {
        const start = { processDefinitionId: 'Course', businessKey: `patient-${number}` };
        const started = await command(`start-${number}`, '/v2/process-instances', start);
        const instance = started.answer.processInstanceKey;
        acknowledged.set(started.request, { key: `start-${number}`, instance });
        const { Task_First: task = '' } = await openTasks(api, instance);
        const typed = { variables: { painScore: number % 11, note: 'x'.repeat(number % 150) } };
        const completed = await command(`complete-${number}`, `/v2/user-tasks/${task}/completion`, typed);
        acknowledged.set(completed.request, { key: `complete-${number}`, instance, task });
      }
    };
    await Promise.all(Array.from({ length: PEOPLE }, onePatient));
    const ended = new Promise((resolve) => server.child.once('exit', resolve));
    server.child.stdin?.end();
    await ended;
  } finally {
    await servers.close();
  }
  return acknowledged;
}

type Totals = Record<'answers' | 'powerLosses' | 'dropped' | 'syncs', number>;

async function replay(
  trace: string,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  random: () => number,
  fail: (failure: string) => void,
  totals: Totals,
): Promise<void> {
  const disk = new Disk();
  const answered: Acknowledged[] = [];
  for await (const traced of readTrace(trace)) {
    disk.apply(traced);
    if (traced.kind === 'synced') totals.syncs += 1;
    if (traced.kind !== 'sent') continue;
    const request = /X-Request-Id: ([0-9a-f-]{36})/i.exec(traced.text)?.[1];
    const answer = request === undefined ? undefined : acknowledged.get(request);
    if (!answer) continue;
    answered.push(answer);
    totals.answers += 1;
    totals.dropped += disk.notSynced;
    await losePower(disk, answered, fail, totals);
    if (disk.notSynced > 0) await losePower(disk, answered, fail, totals, () => random() < 0.5);
  }
  if (answered.length !== acknowledged.size)
    fail(`${acknowledged.size} answers came, ${answered.length} are in the trace`);
}

/** The power is back: the file opens, is whole, and holds everything that was answered before. */
async function losePower(
  disk: Disk,
  answered: readonly Acknowledged[],
  fail: (failure: string) => void,
  totals: Totals,
  survives?: () => boolean,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-image-'));
  totals.powerLosses += 1;
  try {
    mkdirSync(folder, { recursive: true });
    disk.afterPowerLoss(folder, (file) => (/\/samlop\.db(-wal)?$/.test(file) ? basename(file) : undefined), survives);
    for (const lost of await lostIn(join(folder, 'samlop.db'), answered))
      fail(`after answer ${answered.length}: ${lost} was acknowledged and is lost`);
  } catch (error) {
    fail(`after answer ${answered.length}: the database does not open: ${error instanceof Error ? error.message : ''}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lostIn(file: string, answered: readonly Acknowledged[]): Promise<readonly string[]> {
  let isWhole: unknown;
  const store = openSqlite({
    file,
    migrations,
    durable: false,
    onOpen: (db) => (isWhole = db.pragma('quick_check', { simple: true })),
  });
  const lost: string[] = isWhole === 'ok' ? [] : ['the database is not whole: something'];
  for (const { key, instance, task } of answered) {
    const known = await store.findAnswer({ person: 'ward-nurse', key, digest: '' });
    const row = await store.instance(Number(instance));
    const done = task === undefined || (await store.task(partOf(task)))?.state === 'COMPLETED';
    if (!known || !row || !done) lost.push(`${key} (instance ${instance})`);
  }
  await store.close();
  return lost;
}

function partOf(key: string): { readonly instanceKey: number; readonly number: number } {
  const [instanceKey = 0, number = 0] = key.split(':').map(Number);
  return { instanceKey, number };
}
