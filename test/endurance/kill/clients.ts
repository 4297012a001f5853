import { apiAt, type Answer, type Api } from '../../server/given-server.js';
import { pause } from '../check.js';
import type { Ledger, Sent } from '../ledger.js';

/** The server that clients talk to; while there is none they wait. */
export interface Switchboard {
  connect(url: string): void;
  disconnect(): void;
  /** They begin nothing new after this; what is under way is brought to its end. */
  finish(who: Who): void;
  isFinishing(who: Who): boolean;
  /** @param person demo person who acts */
  api(person: string): Promise<Api>;
}

type Who = 'people' | 'workers';

export function switchboard(): Switchboard {
  let url: string | undefined;
  const finishing = new Set<Who>();
  let waiting: (() => void)[] = [];
  return {
    connect(to) {
      url = to;
      for (const go of waiting.splice(0)) go();
    },
    disconnect: () => (url = undefined),
    finish: (who) => void finishing.add(who),
    isFinishing: (who) => finishing.has(who),
    async api(person) {
      while (url === undefined) await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
      return apiAt(url, person);
    },
  };
}

/** What has been acknowledged, by what can be asked for again. */
export interface Acknowledged {
  /** Keys of instances by patient. */
  readonly instances: Map<string, string>;
  /** Completed tasks: the instance of each. */
  readonly tasks: Map<string, string>;
  readonly jobs: Map<string, string>;
  readonly messages: Set<string>;
  /** What was typed into the form of the first task, by instance. */
  readonly scores: Map<string, number>;
}

export const nothingAcknowledged = (): Acknowledged => ({
  instances: new Map(),
  tasks: new Map(),
  jobs: new Map(),
  messages: new Set(),
  scores: new Map(),
});

export interface Clients {
  readonly board: Switchboard;
  readonly ledger: Ledger;
  readonly acknowledged: Acknowledged;
  /** Told of every answer that a client cannot rely on. */
  readonly fail: (failure: string) => void;
}

/** One person: takes one patient after the other through the whole course. */
export async function person(clients: Clients, name: string): Promise<void> {
  for (let number = 1; !clients.board.isFinishing('people'); number++)
    await oneCourse(clients, `${name}-${number}`, number % 11);
}

async function oneCourse(clients: Clients, patient: string, painScore: number): Promise<void> {
  const { acknowledged } = clients;
  const start = { processDefinitionId: 'Course', businessKey: patient };
  const started = await command(clients, { key: `${patient}:start`, path: '/v2/process-instances', body: start });
  const instance = (started.body as { processInstanceKey: string }).processInstanceKey;
  acknowledged.instances.set(patient, instance);

  const first = await openTask(clients, instance, 'Task_First');
  const typed = { painScore, note: `note of ${patient}` };
  await complete(clients, `${patient}:first`, first, typed);
  acknowledged.tasks.set(first, instance);
  acknowledged.scores.set(instance, painScore);

  const answer = { name: 'Answer', correlationKey: patient, timeToLive: 86_400_000, variables: { answer: painScore } };
  await command(clients, { key: `${patient}:answer`, path: '/v2/messages/publication', body: answer });
  acknowledged.messages.add(patient);

  const last = await openTask(clients, instance, 'Task_Last');
  await complete(clients, `${patient}:last`, last, {});
  acknowledged.tasks.set(last, instance);
}

const complete = (clients: Clients, key: string, task: string, variables: object): Promise<Answer> =>
  command(clients, { key, path: `/v2/user-tasks/${task}/completion`, body: { variables } });

/** A worker: fetches jobs and answers each under a key of its own. A lock that ran out while the server was away is no loss. */
export async function worker(clients: Clients, name: string): Promise<void> {
  const request = { type: 'measure', worker: name, timeout: 1500, maxJobsToActivate: 2 };
  while (!clients.board.isFinishing('workers')) {
    const answer = await ask(clients, (api) => api.post('/v2/jobs/activation', request));
    const jobs = (answer?.body as { jobs?: Job[] } | undefined)?.jobs ?? [];
    for (const job of jobs) await answerJob(clients, job);
    if (jobs.length === 0) await pause(25);
  }
}

interface Job {
  readonly jobKey: string;
  readonly lockToken: string;
  readonly processInstanceKey: string;
}

/** Another worker got it when the lock had ended, and may have completed it. */
const LOCK_LOST = ['JOB_LOCK_LOST', 'JOB_NOT_FOUND', 'JOB_ALREADY_COMPLETED'];

async function answerJob(clients: Clients, { jobKey, lockToken, processInstanceKey }: Job): Promise<void> {
  const body = { lockToken, variables: { measure: 1 } };
  const sent = { key: `job:${lockToken}`, path: `/v2/jobs/${jobKey}/completion`, body };
  const answer = await command(clients, sent, (refused) => LOCK_LOST.includes(codeOf(refused)));
  if (answer.status === 204) clients.acknowledged.jobs.set(jobKey, processInstanceKey);
}

const codeOf = (answer: Answer): string => String((answer.body as { code?: string } | undefined)?.code);

/** Sends a command until it is answered, under one key: whatever became of it when the server was killed, it counts once. */
async function command(
  clients: Clients,
  sent: Sent,
  mayRefuse: (answer: Answer) => boolean = () => false,
): Promise<Answer> {
  const { ledger } = clients;
  ledger.sent(sent);
  for (;;) {
    const answer = await ask(clients, (api) => api.post(sent.path, sent.body, { 'Idempotency-Key': sent.key }));
    if (!answer) ledger.unanswered(sent);
    else if (answer.status < 300) {
      ledger.acknowledged(sent, answer.status, answer.headers.get('Idempotency-Replayed') === 'true');
      return answer;
    } else if (mayRefuse(answer)) return answer;
    else {
      clients.fail(`${sent.key}: ${sent.path} was answered ${answer.status} ${codeOf(answer)}`);
      throw new Stopped();
    }
  }
}

/** Ends a client whose patient cannot go on; the failure has been told. */
export class Stopped extends Error {}

/** A job whose worker loses its lock by one kill after the other waits long on a busy machine; it is not lost. */
const PATIENCE = 15 * 60_000;

async function openTask(clients: Clients, processInstanceKey: string, elementId: string): Promise<string> {
  const filter = { processInstanceKey, elementId, state: 'CREATED' };
  const patience = performance.now() + PATIENCE;
  for (;;) {
    const answer = await ask(clients, (api) => api.post('/v2/user-tasks/search', { filter }));
    const task = (answer?.body as { items?: { userTaskKey: string }[] } | undefined)?.items?.[0];
    if (task) return task.userTaskKey;
    if (performance.now() > patience) {
      clients.fail(`instance ${processInstanceKey} does not go on to ${elementId}`);
      throw new Stopped();
    }
    await pause(40);
  }
}

/** Refusals of a server that starts, or has too much to do. */
const PASSING: ReadonlySet<string> = new Set(['NOT_READY', 'OVERLOADED', 'DRAINING']);

/** @returns null where the server went away without an answer, or says that it cannot answer now */
async function ask({ board, fail }: Clients, send: (api: Api) => Promise<Answer>): Promise<Answer | null> {
  const api = await board.api('ward-nurse');
  const answer = await send(api).catch(() => null);
  if (answer && answer.status !== 503) return answer;
  if (answer && !PASSING.has(codeOf(answer))) fail(`a request was answered 503 ${JSON.stringify(answer.body)}`);
  await pause(5);
  return null;
}
