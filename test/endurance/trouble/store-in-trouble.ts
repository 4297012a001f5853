import { join } from 'node:path';

import Database from 'better-sqlite3';

import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { apiAt, eventually, type Answer, type Api } from '../../server/given-server.js';
import { deploy, openTasks, start } from '../../server/models.js';
import { failureList, pause, type Check, type Outcome, type Setup } from '../check.js';
import { faults } from '../faults.js';
import { course, courseForms } from '../models.js';
import { serverInProcess } from '../server-in-process.js';
import { onFullDisk } from './full-disk.js';

/** What takes the store away for a while. */
interface Trouble {
  readonly name: string;
  begin(parts: { readonly connection: Database.Database; readonly file: string }): { end(): void };
  /** Whether even the small write of the readiness check finds it: a page limit leaves room in pages that are there. */
  readonly isSeenByReadiness: boolean;
}

const troubles: readonly Trouble[] = [
  {
    name: 'no room',
    isSeenByReadiness: false,
    begin({ connection }) {
      const pages = connection.pragma('page_count', { simple: true }) as number;
      connection.pragma(`max_page_count = ${pages}`);
      return { end: () => connection.pragma('max_page_count = 1073741823') };
    },
  },
  {
    name: 'read only',
    isSeenByReadiness: true,
    begin({ connection }) {
      connection.pragma('query_only = ON');
      return { end: () => connection.pragma('query_only = OFF') };
    },
  },
  {
    name: 'locked by another',
    isSeenByReadiness: true,
    begin({ file }) {
      const other = new Database(file);
      other.exec('BEGIN IMMEDIATE');
      return {
        end() {
          other.exec('ROLLBACK');
          other.close();
        },
      };
    },
  },
];

/** The store cannot write: disk full, read only, locked. */
export const storeInTrouble: Check = {
  name: 'trouble',
  title: 'disk full, read only, or locked: a clear 503, nothing half-written, and it recovers by itself',
  async run(setup): Promise<Outcome> {
    const failures = failureList(setup.tell);
    const figures: Record<string, number | string> = {};
    for (const trouble of troubles)
      figures[trouble.name] = await oneTrouble(setup, trouble, (what) => failures.add(`${trouble.name}: ${what}`));
    if (!setup.short) figures['full disk'] = await onFullDisk(setup, (what) => failures.add(`full disk: ${what}`));
    return { failures: failures.all, figures };
  },
};

type Fail = (failure: string) => void;

/** @returns how many commands were refused */
async function oneTrouble({ fault }: Setup, trouble: Trouble, fail: Fail): Promise<number> {
  let connection: Database.Database | undefined;
  const { server, folder, stop } = await serverInProcess({
    openStore: (options) =>
      (fault ? faults[fault] : openSqlite)({
        ...options,
        onOpen(db) {
          db.pragma('busy_timeout = 50'); // so that the check need not wait as long as people may
          connection = db;
        },
      }),
  });
  try {
    const api = apiAt(server.url);
    await deploy(api, course, { forms: courseForms });
    const patients = await Promise.all(Array.from({ length: 5 }, (_, index) => onePatient(api, `patient-${index}`)));
    const timed = await upToTimer(api, 'timed');
    const parts = { connection: connection!, file: join(folder, 'data', 'samlop.db') };
    const { end } = trouble.begin(parts);
    const refused = await whileInTrouble(api, trouble, patients, fail).finally(end);
    await recovers(api, [...refused.keys()], patients, fail);
    await requireTimer(api, timed, fail);
    return refused.size;
  } finally {
    await stop();
  }
}

interface Patient {
  readonly instance: string;
  readonly task: string;
}

async function onePatient(api: Api, businessKey: string): Promise<Patient> {
  const instance = await start(api, 'Course', { businessKey });
  return { instance, task: (await openTasks(api, instance))['Task_First'] ?? '' };
}

/** An instance whose timer falls due while the store is in trouble. */
async function upToTimer(api: Api, businessKey: string): Promise<string> {
  const { instance, task } = await onePatient(api, businessKey);
  await api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } });
  const request = { type: 'measure', worker: 'worker', timeout: 60_000 };
  const { jobs } = (await api.post('/v2/jobs/activation', request)).body as {
    jobs: { jobKey: string; lockToken: string }[];
  };
  await api.post(`/v2/jobs/${jobs[0]?.jobKey}/completion`, { lockToken: jobs[0]?.lockToken });
  await api.post('/v2/messages/publication', { name: 'Answer', correlationKey: businessKey, timeToLive: 60_000 });
  const timers = async (): Promise<number> =>
    ((await api.get(`/v2/process-instances/${instance}/timers`)).body as { items: unknown[] }).items.length;
  await eventually(timers, (count) => count === 1).catch(() => undefined);
  return instance;
}

/** A command as a client sends it: under a key that stays. */
interface Command {
  readonly key: string;
  readonly path: string;
  readonly body: object;
}

const send = (api: Api, { key, path, body }: Command): Promise<Answer> =>
  api.post(path, body, { 'Idempotency-Key': key });

/** Long words, so that a page limit is reached at once. */
const note = 'x'.repeat(200);

const commands = (patients: readonly Patient[]): readonly Command[] => [
  ...patients.map(({ task }, index) => ({
    key: `complete-${index}`,
    path: `/v2/user-tasks/${task}/completion`,
    body: { variables: { painScore: index, note } },
  })),
  ...Array.from({ length: 12 }, (_, index) => ({
    key: `start-${index}`,
    path: '/v2/process-instances',
    body: { processDefinitionId: 'Course', businessKey: `late-${index}` },
  })),
  {
    key: 'publish',
    path: '/v2/messages/publication',
    body: { name: 'Answer', correlationKey: 'late-0', timeToLive: 60_000 },
  },
];

async function whileInTrouble(
  api: Api,
  trouble: Trouble,
  patients: readonly Patient[],
  fail: Fail,
): Promise<ReadonlyMap<Command, string>> {
  const refused = new Map<Command, string>();
  let before = await picture(api, patients);
  for (const command of commands(patients)) {
    const answer = await send(api, command);
    if (answer.status < 300) before = await picture(api, patients);
    else {
      refused.set(command, command.key);
      requireClear(command, answer, fail);
    }
  }
  if ((await picture(api, patients)) !== before) fail('commands were refused, and half of one is written');
  if (refused.size === 0) fail('nothing was refused: the trouble was none');
  await pause(400); // a timer falls due
  const { status } = await api.get('/readyz');
  if (trouble.isSeenByReadiness && status !== 503) fail(`the server says that it is ready: ${status}`);
  if ((await api.get('/healthz')).status !== 200) fail('the server says that it is dead');
  return refused;
}

function requireClear({ key }: Command, { status, headers, body }: Answer, fail: Fail): void {
  const { code, title } = (body ?? {}) as { code?: string; title?: string };
  if (status !== 503 || code !== 'STORE_UNAVAILABLE') fail(`${key} was answered ${status} ${code}`);
  if (!(Number(headers.get('Retry-After')) > 0)) fail(`${key}: nobody says when to try again`);
  if (!title) fail(`${key}: the refusal says nothing in words`);
  if (!headers.get('Content-Type')?.startsWith('application/problem+json')) fail(`${key}: the refusal is no problem`);
}

/** All that can be seen of the patients, and how many instances and messages there are. */
async function picture(api: Api, patients: readonly Patient[]): Promise<string> {
  const look = async (path: string): Promise<unknown> => (await api.get(path)).body;
  const seen = await Promise.all([
    ...patients.flatMap(({ instance, task }) => [
      look(`/v2/process-instances/${instance}`),
      look(`/v2/process-instances/${instance}/history`),
      look(`/v2/process-instances/${instance}/variables`),
      look(`/v2/user-tasks/${task}`),
    ]),
    ...['late-0', 'late-11'].map(async (businessKey) => {
      const filter = { businessKey };
      return (await api.post('/v2/process-instances/search', { filter })).body as unknown;
    }),
    api.post('/v2/messages/search', { filter: {} }).then(({ body }) => body as unknown),
  ]);
  return JSON.stringify(seen);
}

/** The trouble is over: everything refused goes through under its key, once; nobody has done anything about it. */
async function recovers(
  api: Api,
  refused: readonly Command[],
  patients: readonly Patient[],
  fail: Fail,
): Promise<void> {
  await eventually(
    async () => (await api.get('/readyz')).status,
    (status) => status === 200,
  ).catch(() => fail('the server does not become ready again'));
  for (const command of [...refused, ...refused]) {
    const { status } = await send(api, command);
    if (status >= 300) fail(`${command.key} is answered ${status} when the trouble is over`);
  }
  for (const { key, body } of refused) {
    const { businessKey } = body as { businessKey?: string };
    if (businessKey === undefined) continue;
    const { items } = (await api.post('/v2/process-instances/search', { filter: { businessKey } })).body as {
      items: unknown[];
    };
    if (items.length !== 1) fail(`${key} took effect ${items.length} times`);
  }
  for (const { instance } of patients) {
    const { items } = (await api.get(`/v2/process-instances/${instance}/history`)).body as {
      items: { type: string }[];
    };
    const count = items.filter(({ type }) => type === 'TaskCompleted').length;
    if (count !== 1) fail(`instance ${instance}: ${count} completions`);
  }
}

/** A timer that fell due meanwhile fires when it can, once. */
async function requireTimer(api: Api, instance: string, fail: Fail): Promise<void> {
  const fired = async (): Promise<number> => {
    const { items } = (await api.get(`/v2/process-instances/${instance}/history`)).body as {
      items: { type: string }[];
    };
    return items.filter(({ type }) => type === 'TimerFired').length;
  };
  const count = await eventually(fired, (found) => found > 0, 10_000).catch(fired);
  if (count !== 1) fail(`a timer that fell due meanwhile has fired ${count} times`);
}
