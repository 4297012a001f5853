import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { demoPeople } from '../../../server/application/demo/demo-people.js';
import type { Log, Store } from '../../../server/application/ports.js';
import { readConfig } from '../../../server/config.js';
import { startServer } from '../../../server/main.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { apiAt, eventually, type Answer, type Api } from '../../server/given-server.js';
import { deploy, openTasks, start } from '../../server/models.js';
import { failureList, pause, type Check, type Outcome, type Setup } from '../check.js';
import { childServers } from '../child-server.js';
import { faults } from '../faults.js';
import { course, courseForms } from '../models.js';

const PEOPLE = demoPeople.slice(0, 8).map(({ id }) => id);
const ROUNDS_AT_ONCE = 4;

/** Eight people complete one task at once: on one server process, and on two servers that share one store. */
export const oneTaskEightPeople: Check = {
  name: 'race',
  title: 'eight people complete one task at once: one success, seven conflicts that say what changed, no draft lost',
  async run(setup): Promise<Outcome> {
    const failures = failureList(setup.tell);
    const times = setup.times ?? (setup.short ? 25 : 2000);
    const counts = { rounds: 0, successes: 0, conflicts: 0 };
    await onOneProcess(setup, (urls) => rounds(urls, times, counts, failures.add));
    await onTwoServers(setup, (urls) => rounds(urls, setup.short ? 15 : Math.ceil(times / 4), counts, failures.add));
    return { failures: failures.all, figures: counts };
  },
};

type Counts = Record<'rounds' | 'successes' | 'conflicts', number>;
type Fail = (failure: string) => void;

async function onOneProcess({ entry }: Setup, run: (urls: readonly string[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-race-'));
  const servers = childServers({ entry, folder });
  try {
    const { url } = await servers.start();
    await deploy(apiAt(url), course, { forms: courseForms });
    await run([url]);
  } finally {
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Two servers hold no lock in common, as two nodes on one database would not: only the revision of the instance keeps
 * them apart.
 */
async function onTwoServers({ fault }: Setup, run: (urls: readonly string[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-race-'));
  const pathways = join(folder, 'none');
  mkdirSync(pathways);
  let shared: Store | undefined;
  const nothing = (): void => undefined;
  const log: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const open = (data: string) =>
    startServer(readConfig({ PORT: '0', SAMLOP_DATA: join(folder, data), SAMLOP_PATHWAYS: pathways }), {
      log,
      openStore: (options) => (shared ??= farAway((fault ? faults[fault] : openSqlite)(options))),
    });
  const one = await open('one');
  const other = await open('other');
  try {
    await deploy(apiAt(one.url), course, { forms: courseForms });
    await run([one.url, other.url]);
  } finally {
    await other.stop();
    await one.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A store over a network: every call takes a moment, in which somebody else may come first. */
function farAway(store: Store): Store {
  const call =
    (method: (...args: never[]) => unknown) =>
    async (...args: never[]): Promise<unknown> => {
      await pause(Math.random() * 3);
      return method(...args);
    };
  const methods = Object.entries(store) as [string, (...args: never[]) => unknown][];
  return Object.fromEntries(methods.map(([name, method]) => [name, call(method)])) as unknown as Store;
}

async function rounds(urls: readonly string[], times: number, counts: Counts, fail: Fail): Promise<void> {
  let left = times;
  const another = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await oneRound(urls, `round-${urls.length}-${left}`, counts, fail);
    }
  };
  await Promise.all(Array.from({ length: ROUNDS_AT_ONCE }, another));
}

async function oneRound(urls: readonly string[], patient: string, counts: Counts, fail: Fail): Promise<void> {
  const api = apiAt(urls[0]!);
  const instance = await start(api, 'Course', { businessKey: patient });
  const { Task_First: task } = await openTasks(api, instance);
  const typed = PEOPLE.map((person, index) => ({ painScore: index, note: `note of ${person}` }));
  const answers = await Promise.all(
    PEOPLE.map((person, index) =>
      apiAt(urls[index % urls.length]!, person).post(`/v2/user-tasks/${task}/completion`, { variables: typed[index] }),
    ),
  );
  const winners = answers.flatMap(({ status }, index) => (status === 204 ? [index] : []));
  counts.rounds += 1;
  counts.successes += winners.length;
  counts.conflicts += answers.filter(({ status }) => status === 409).length;
  const [winner] = winners;
  if (winner === undefined || winners.length > 1) return fail(`task ${task}: ${winners.length} of eight succeeded`);
  for (const [index, answer] of answers.entries())
    if (index !== winner) requireConflict(answer, PEOPLE[winner]!, (what) => fail(`task ${task}: ${what}`));
  await requireConsistent(api, instance, typed[winner]!, PEOPLE[winner]!, fail);
}

/** What a person who came second needs: that it is so, who came first and when; their form is still theirs. */
function requireConflict({ status, body }: Answer, winner: string, fail: Fail): void {
  const { code, current } = (body ?? {}) as { code?: string; current?: Record<string, unknown> };
  if (status !== 409 || code !== 'TASK_ALREADY_COMPLETED') return fail(`the second was answered ${status} ${code}`);
  if (current?.['state'] !== 'COMPLETED' || current['completedBy'] !== winner)
    fail(`the conflict does not say that ${winner} completed it`);
  if (Number.isNaN(Date.parse(String(current?.['completionDate'])))) fail('the conflict does not say when');
}

/** The instance is as the winner left it, whole: one completion, one step on, nobody else's words. */
async function requireConsistent(
  api: Api,
  instance: string,
  typed: { readonly painScore: number; readonly note: string },
  winner: string,
  fail: Fail,
): Promise<void> {
  const answer = await api.get(`/v2/process-instances/${instance}/variables`);
  const { variables } = answer.body as { variables: { painScore?: number; note?: string } };
  if (variables.painScore !== typed.painScore || variables.note !== typed.note)
    fail(`instance ${instance}: what the winner typed is not what is kept`);
  const history = async (): Promise<readonly { type: string; by?: string }[]> =>
    ((await api.get(`/v2/process-instances/${instance}/history`)).body as { items: { type: string; by?: string }[] })
      .items;
  const items = await eventually(history, (found) => found.some(({ type }) => type === 'JobCreated')).catch(history);
  const completed = items.filter(({ type }) => type === 'TaskCompleted');
  if (completed.length !== 1 || completed[0]?.by !== winner)
    fail(`instance ${instance}: its history holds ${completed.length} completions`);
  if (items.filter(({ type }) => type === 'JobCreated').length !== 1)
    fail(`instance ${instance}: it did not go on exactly once`);
}
