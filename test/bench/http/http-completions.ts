import { apiAt, type Api } from '../../server/given-server.js';
import { median, type Benchmark } from '../row.js';
import { COMPLETIONS, observationForm, outputOf, twelveTasks } from '../twelve-tasks.js';
import { openClient, requestOf, type Client } from './http-client.js';
import { startServers } from './start-servers.js';

const CLIENTS = 64;
const INSTANCES = 1500;
const HALF_RATE_SECONDS = 5;

/**
 * Completions over HTTP, the form validated and the audit written, beside a POST route with the same helmet, body parser,
 * payload and clients that does nothing; and how long they take at half that rate, begun at even distances.
 */
export const httpCompletions: Benchmark = {
  name: 'http-completions-vs-empty-route',
  async run() {
    const server = await startServers();
    const ours = await openClients(server.ports.ours);
    const empty = await openClients(server.ports.empty);
    try {
      const { instances, numbers } = await prepare(apiAt(`http://127.0.0.1:${server.ports.ours}`, 'ward-nurse'));
      const requestsOf = (completion: number): readonly Buffer[] =>
        instances.map((instance) => completionRequest(`${instance}:${numbers[completion - 1]}`, completion));
      const times: { readonly ours: number; readonly empty: number }[] = [];
      for (let completion = 1; completion < COMPLETIONS - 1; completion++) {
        const requests = requestsOf(completion);
        times.push({ ours: await sendAll(ours, requests), empty: await sendAll(empty, requests) });
      }
      const measured = times.slice(3);
      const rate = INSTANCES / median(measured.map((each) => each.ours));
      const ratio = median(measured.map((each) => each.empty / each.ours));
      const p99 = await p99AtRate(ours, requestsOf(COMPLETIONS - 1), rate / 2);
      return {
        name: this.name,
        value: Math.round(rate),
        unit: 'completions/s',
        ratio: Math.round(ratio * 100) / 100,
        bar: `at least 0.45 of an empty route; p99 at half the rate ${Math.round(p99)} ms, at most 60`,
        holds: ratio >= 0.45 && p99 <= 60,
      };
    } finally {
      [...ours, ...empty].forEach((client) => client.close());
      await server.stop();
    }
  },
};

const openClients = (port: number): Promise<readonly Client[]> =>
  Promise.all(Array.from({ length: CLIENTS }, () => openClient(port)));

/** Deploys, starts the instances, and finds the numbers of their tasks by running one to its end. */
async function prepare(
  api: Api,
): Promise<{ readonly instances: readonly string[]; readonly numbers: readonly string[] }> {
  const bpmn = twelveTasks({ form: 'observation' });
  const deployed = await api.post('/v2/deployments', { name: 'bench', bpmn, forms: { observation: observationForm } });
  if (deployed.status !== 200) throw new Error(`the deployment was refused: ${JSON.stringify(deployed.body)}`);
  const start = async (): Promise<string> =>
    keyIn((await api.post('/v2/process-instances', { processDefinitionId: 'Process_Twelve' })).body as Named);
  const first = await start();
  const numbers: string[] = [];
  for (let completion = 1; completion <= COMPLETIONS; completion++) {
    const filter = { processInstanceKey: first, state: 'CREATED' };
    const open = await api.post('/v2/user-tasks/search', { filter, page: { limit: 1 } });
    const key = keyIn(open.body as Named);
    numbers.push(key.split(':')[1] ?? '');
    await api.post(`/v2/user-tasks/${key}/completion`, { variables: outputOf(completion) });
  }
  const instances: string[] = [];
  while (instances.length < INSTANCES)
    instances.push(...(await Promise.all(Array.from({ length: Math.min(50, INSTANCES - instances.length) }, start))));
  return { instances, numbers };
}

interface Named {
  readonly processInstanceKey?: string;
  readonly items?: readonly { readonly userTaskKey: string }[];
}

/** The key of the instance or of the first task that an answer tells. */
function keyIn(body: Named): string {
  const key = body.processInstanceKey ?? body.items?.[0]?.userTaskKey;
  if (key === undefined) throw new Error('the answer tells no key');
  return key;
}

const completionRequest = (key: string, completion: number): Buffer =>
  requestOf(
    'POST',
    `/v2/user-tasks/${key}/completion`,
    { variables: outputOf(completion) },
    { 'X-Demo-Person': 'ward-nurse', 'Idempotency-Key': `complete-${key}` },
  );

/** @returns seconds */
async function sendAll(clients: readonly Client[], requests: readonly Buffer[]): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let request = requests[next++]; request; request = requests[next++]) await sendOne(client, request);
    }),
  );
  return (performance.now() - began) / 1000;
}

async function sendOne(client: Client, request: Buffer): Promise<void> {
  const status = await client.send(request);
  if (status !== 204) throw new Error(`a completion was answered with ${status}`);
}

/** An open loop: each is due at its time, whatever becomes of those before. @returns milliseconds from due to answered */
async function p99AtRate(clients: readonly Client[], requests: readonly Buffer[], rate: number): Promise<number> {
  const latencies: number[] = [];
  const idle = [...clients];
  const due: { readonly at: number; readonly request: Buffer }[] = [];
  const sent: Promise<void>[] = [];
  const sendNext = (): void => {
    while (idle.length > 0 && due.length > 0) {
      const client = idle.pop()!;
      const { at, request } = due.shift()!;
      sent.push(
        sendOne(client, request).then(() => {
          latencies.push(performance.now() - at);
          idle.push(client);
          sendNext();
        }),
      );
    }
  };
  const began = performance.now();
  const count = Math.min(requests.length, Math.round(rate * HALF_RATE_SECONDS));
  for (let next = 0; next < count;) {
    for (; next < count && began + (next * 1000) / rate <= performance.now(); next++)
      due.push({ at: began + (next * 1000) / rate, request: requests[next]! });
    sendNext();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  while (due.length > 0 || latencies.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
  await Promise.all(sent);
  return [...latencies].sort((a, b) => a - b)[Math.ceil(latencies.length * 0.99) - 1] ?? NaN;
}
