import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiAt } from '../../server/given-server.js';
import { deploy } from '../../server/models.js';
import { failureList, pause, seeded, type Check, type Outcome, type Setup } from '../check.js';
import { childServers, type ChildServers } from '../child-server.js';
import { ledgerIn } from '../ledger.js';
import { course, courseForms } from '../models.js';
import { auditAll, auditRecent } from './audit.js';
import {
  nothingAcknowledged,
  person,
  Stopped,
  switchboard,
  worker,
  type Acknowledged,
  type Clients,
} from './clients.js';

const PEOPLE = 16;
const WORKERS = 3;
/** Every so many kills one falls while the server starts. */
const WHILE_STARTING = 10;

/** SIGKILL at random moments under load, on one data folder that grows. */
export const killedUnderLoad: Check = {
  name: 'kill',
  title: 'killed at random moments under load: nothing acknowledged is lost or doubled, and every instance goes on',
  async run(setup): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), 'samlop-endurance-'));
    const servers = childServers({ entry: setup.entry, folder, fault: setup.fault, spare: true });
    const ledger = ledgerIn(join(folder, 'ledger.jsonl'));
    const failures = failureList(setup.tell);
    try {
      const clients = { board: switchboard(), ledger, acknowledged: nothingAcknowledged(), fail: failures.add };
      const figures = await underLoad(setup, servers, clients);
      for (const line of servers.errors) failures.add(`the server logged an error: ${line}`);
      return { failures: failures.all, figures: { ...figures, ...ledger.counts } };
    } finally {
      await servers.close();
      ledger.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function underLoad(setup: Setup, servers: ChildServers, clients: Clients): Promise<Outcome['figures']> {
  const { board, acknowledged, fail } = clients;
  const times = setup.times ?? (setup.short ? 8 : 1000);
  const random = seeded(setup.seed);
  const news = newsOf(acknowledged);
  let server = await servers.start();
  await deploy(apiAt(server.url), course, { forms: courseForms });
  const all = (count: number, client: (index: number) => Promise<void>): Promise<unknown> =>
    Promise.all(Array.from({ length: count }, (_, index) => client(index).catch(ignoreStopped)));
  const people = all(PEOPLE, (index) => person(clients, `patient-${index}`));
  const workers = all(WORKERS, (index) => worker(clients, `worker-${index}`));
  for (let kill = 1; kill <= times; kill++) {
    board.connect(server.url);
    await someAnswers(clients, Math.floor(random() * 25));
    await pause(random() * 40);
    board.disconnect();
    await server.kill();
    if (kill % WHILE_STARTING === 0) await servers.startAndKill(random() * 150);
    server = await servers.start();
    await auditRecent(server.url, news(), fail);
    if (kill % 50 === 0) setup.tell(`${kill} kills, ${clients.ledger.counts.acknowledged} acknowledged`);
  }
  board.connect(server.url);
  board.finish('people');
  await people;
  board.finish('workers');
  await workers;
  const figures = await auditAll(server.url, acknowledged, fail);
  await server.stop();
  return { kills: times + Math.floor(times / WHILE_STARTING), seed: setup.seed, ...figures };
}

/** However fast the machine is: the kill comes when some work has been done, and in the middle of more. */
async function someAnswers({ ledger }: Clients, most: number): Promise<void> {
  const enough = ledger.counts.acknowledged + most;
  const patience = performance.now() + 5000;
  while (ledger.counts.acknowledged < enough && performance.now() < patience) await pause(2);
}

function ignoreStopped(error: unknown): void {
  if (!(error instanceof Stopped)) throw error;
}

/** What has been acknowledged since it was last asked. */
function newsOf({ instances, tasks }: Acknowledged): () => { instances: string[]; tasks: string[] } {
  let instancesSeen = 0;
  let tasksSeen = 0;
  return () => {
    const news = {
      instances: [...instances.values()].slice(instancesSeen),
      tasks: [...tasks.keys()].slice(tasksSeen),
    };
    instancesSeen = instances.size;
    tasksSeen = tasks.size;
    return news;
  };
}
