import { COSTLY, costlyScripts } from '../../helpers/costly-scripts.js';
import { largeModels } from '../../helpers/large-models.js';
import { apiAt } from '../../server/given-server.js';
import { deploy } from '../../server/models.js';
import type { Benchmark } from '../row.js';
import { observationForm, twelveTasks } from '../twelve-tasks.js';
import { openClient, requestOf, type Client } from './http-client.js';
import { startServers } from './start-servers.js';

const CLIENTS = 10;
/** Milliseconds between two requests of one client: 200 requests a second in all. */
const PAUSE = 50;
const ROUNDS = 3;
/** Starts of each model of costly scripts in a round. */
const STARTS = 25;
const PERSON = { 'X-Demo-Person': 'ward-nurse' };

/**
 * What others wait for a command and for a page while models near every limit are deployed, and models of a thousand costly
 * scripts are started, one after the other.
 */
export const othersWhileBurning: Benchmark = {
  name: 'others-while-burning',
  async run() {
    const server = await startServers();
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openClient(server.ports.ours)));
    const deployer = await openClient(server.ports.ours);
    try {
      const bpmn = twelveTasks({ form: 'observation' });
      const api = apiAt(`http://127.0.0.1:${server.ports.ours}`);
      await deploy(api, bpmn, { forms: { observation: observationForm } });
      for (const kind of KINDS) await deploy(api, costlyScripts(1_000, 'bench', kind, COSTLY[kind]));
      const rounds = Array.from({ length: ROUNDS }, (_, round) => [...deploymentsOf(`round ${round}`), ...starts]);
      const burning = rounds.flat();
      const waits: number[] = [];
      const done = new AbortController();
      const others = clients.map((client, index) => ask(client, index, waits, done.signal));
      for (const each of burning) await send(deployer, each);
      done.abort();
      await Promise.all(others);
      waits.sort((a, b) => a - b);
      const p99 = waits[Math.ceil(waits.length * 0.99) - 1] ?? NaN;
      return {
        name: this.name,
        value: Math.round(p99),
        unit: 'ms p99',
        ratio: null,
        bar: `at most 200; the longest of ${waits.length} waited ${Math.round(waits.at(-1) ?? NaN)} ms, ${burning.length} burning requests`,
        holds: p99 <= 200,
      };
    } finally {
      [...clients, deployer].forEach((client) => client.close());
      await server.stop();
    }
  },
};

const KINDS = ['cheap', 'dear'] as const;
const starts: readonly Buffer[] = KINDS.flatMap((processDefinitionId) =>
  Array.from({ length: STARTS }, () =>
    requestOf('POST', '/v2/process-instances', { processDefinitionId, variables: { rounds: 1 } }, PERSON),
  ),
);

const deploymentsOf = (salt: string): readonly Buffer[] =>
  largeModels(salt).map(({ what, ...model }) => requestOf('POST', '/v2/deployments', { name: what, ...model }, PERSON));

/** An open loop: each request is due at its time, whatever became of the one before. */
async function ask(client: Client, index: number, waits: number[], until: AbortSignal): Promise<void> {
  const started = requestOf('POST', '/v2/process-instances', { processDefinitionId: 'Process_Twelve' }, PERSON);
  const searched = requestOf('POST', '/v2/user-tasks/search', { page: { limit: 20 } }, PERSON);
  let due = performance.now() + index * (PAUSE / CLIENTS);
  for (let asked = 0; !until.aborted; asked++, due += PAUSE) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await send(client, asked % 2 === 0 ? started : searched);
    waits.push(performance.now() - due);
  }
}

async function send(client: Client, request: Buffer): Promise<void> {
  const status = await client.send(request);
  if (status !== 200 && status !== 201) throw new Error(`answered with ${status}`);
}
