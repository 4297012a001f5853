import { apiAt, eventually, type Api } from '../../server/given-server.js';
import { pause } from '../check.js';
import type { Acknowledged } from './clients.js';

interface Entry {
  readonly sequence: number;
  readonly at: string;
  readonly type: string;
  readonly taskId?: string;
  readonly jobId?: string;
  readonly wait?: { readonly dueAt?: number };
}
interface Instance {
  readonly processInstanceKey: string;
  readonly businessKey: string;
  readonly state: string;
}

const AT_ONCE = 8;

/** Right after a restart: everything acknowledged since the last look is there. */
export async function auditRecent(url: string, recent: Recent, fail: (failure: string) => void): Promise<void> {
  const api = apiAt(url);
  await each(recent.instances, async (instance) => {
    const { status } = await api.get(`/v2/process-instances/${instance}`);
    if (status !== 200) fail(`instance ${instance}: its start was acknowledged and is lost (${status})`);
  });
  await each(recent.tasks, async (task) => {
    const { state } = ((await api.get(`/v2/user-tasks/${task}`)).body ?? {}) as { state?: string };
    if (state !== 'COMPLETED') fail(`task ${task}: its completion was acknowledged and is lost`);
  });
}

export interface Recent {
  readonly instances: readonly string[];
  readonly tasks: readonly string[];
}

/** When every client is done: nothing is lost, nothing is doubled, and every instance has come to its end. */
export async function auditAll(
  url: string,
  acknowledged: Acknowledged,
  fail: (failure: string) => void,
): Promise<Readonly<Record<string, number>>> {
  const api = apiAt(url);
  const courses = await settled(api, 'Course', acknowledged.instances.size);
  const receipts = await settled(api, 'Receipt', acknowledged.instances.size);
  for (const [name, found] of [['course', courses] as const, ['receipt', receipts] as const]) {
    const byPatient = groups(found);
    for (const [patient, ones] of byPatient)
      if (ones.length > 1) fail(`${name} of ${patient}: started ${ones.length} times`);
    for (const patient of acknowledged.instances.keys())
      if (!byPatient.has(patient)) fail(`${name} of ${patient}: there is none`);
    for (const { processInstanceKey, state } of found)
      if (state !== 'COMPLETED') fail(`${name} ${processInstanceKey}: has not come to its end but is ${state}`);
  }
  const tasksOf = turned(acknowledged.tasks);
  const jobsOf = turned(acknowledged.jobs);
  let events = 0;
  await each(courses, async ({ processInstanceKey: key }) => {
    const { items } = (await api.get(`/v2/process-instances/${key}/history`)).body as { items: readonly Entry[] };
    events += items.length;
    for (const wrong of wrongIn(items, tasksOf.get(key) ?? [], jobsOf.get(key) ?? []))
      fail(`instance ${key}: ${wrong}`);
    const { variables } = (await api.get(`/v2/process-instances/${key}/variables`)).body as { variables: Typed };
    const score = acknowledged.scores.get(key);
    if (score !== undefined && variables.painScore !== score) fail(`instance ${key}: what was typed is not kept`);
  });
  for (const state of ['BUFFERED', 'REFUSED']) {
    const { items } = (await api.post('/v2/messages/search', { filter: { state } })).body as { items: unknown[] };
    if (items.length > 0) fail(`${items.length} messages are ${state}: published twice, or taken by nobody`);
  }
  const { items } = (await api.post('/v2/incidents/search', { filter: { state: 'ACTIVE' } })).body as {
    items: unknown[];
  };
  if (items.length > 0) fail(`${items.length} incidents`);
  return { instances: courses.length + receipts.length, events };
}

interface Typed {
  readonly painScore?: number;
}

/** What a history says of an instance that has run once from beginning to end. */
function wrongIn(items: readonly Entry[], tasks: readonly string[], jobs: readonly string[]): string[] {
  const count = (type: string, of: (entry: Entry) => boolean = () => true): number =>
    items.filter((entry) => entry.type === type && of(entry)).length;
  const wrong = ['InstanceStarted', 'JobCompleted', 'MessageCaught', 'TimerFired', 'MessageThrown', 'InstanceCompleted']
    .filter((type) => count(type) !== 1)
    .map((type) => `${type} ${count(type)} times`);
  for (const task of tasks) {
    const times = count('TaskCompleted', ({ taskId }) => taskId === task);
    if (times !== 1) wrong.push(`task ${task} completed ${times} times`);
  }
  if (count('TaskCompleted') !== 2) wrong.push(`${count('TaskCompleted')} completed tasks, not 2`);
  for (const job of jobs)
    if (count('JobCompleted', ({ jobId }) => jobId === job) !== 1) wrong.push(`job ${job} is not completed once`);
  if (items.some(({ sequence }, index) => sequence !== index + 1)) wrong.push('its history has a gap');
  const due = items.find(({ type }) => type === 'TimerScheduled')?.wait?.dueAt;
  const fired = items.find(({ type }) => type === 'TimerFired')?.at;
  if (due !== undefined && fired !== undefined && Date.parse(fired) < due) wrong.push('its timer fired early');
  return wrong;
}

/** All instances of a process, when none of them runs any more. */
async function settled(api: Api, processDefinitionId: string, expected: number): Promise<readonly Instance[]> {
  const all = (): Promise<readonly Instance[]> => search(api, { processDefinitionId });
  const done = (found: readonly Instance[]): boolean =>
    found.length >= expected && found.every(({ state }) => state !== 'ACTIVE');
  return eventually(all, done, 20_000).catch(all);
}

async function search(api: Api, filter: object): Promise<readonly Instance[]> {
  const found: Instance[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = { limit: 1000, ...(after !== undefined && { after }) };
    const answer = await api.post('/v2/process-instances/search', { filter, page });
    const body = answer.body as { items: Instance[]; page: { endCursor: string | null } };
    found.push(...body.items);
    after = body.page.endCursor;
  }
  return found;
}

function groups(instances: readonly Instance[]): Map<string, Instance[]> {
  const found = new Map<string, Instance[]>();
  for (const one of instances) found.set(one.businessKey, [...(found.get(one.businessKey) ?? []), one]);
  return found;
}

function turned(map: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [value, key] of map) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
}

/** A few at a time, so that a server under test is not drowned; one that was too busy to read a request is asked again. */
async function each<T>(items: Iterable<T>, look: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
        const again = item;
        await look(item).catch(() => pause(1000).then(() => look(again)));
      }
    }),
  );
}
