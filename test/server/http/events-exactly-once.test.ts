import { expect } from 'chai';

import { listenTo, type EventClient, type Heard } from '../event-client.js';
import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';

const INSTANCES = 40;
const TOLD: Readonly<Record<string, string>> = {
  InstanceStarted: 'instance.started',
  TaskCreated: 'task.created',
  TaskAssigned: 'task.assigned',
  TaskCompleted: 'task.completed',
  InstanceCompleted: 'instance.completed',
};

/** Numbers that look random, and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** Listens until told to stop; the connection is cut again and again in the middle of what comes. */
function restlessListener(server: TestServer, seed: number) {
  const random = numbers(seed);
  const heard: Heard[] = [];
  let lastId = '0';
  let cuts = 0;
  let stopped = false;
  async function run(): Promise<void> {
    while (!stopped) {
      const most = 1 + random(25);
      let count = 0;
      const hear = (one: Heard): void => {
        if (count >= most) return; // lost with the connection
        count += 1;
        heard.push(one);
        lastId = one.id;
      };
      const client: EventClient | null = await listenTo(`${server.url}/v2/events`, lastId, hear).catch(() => null);
      if (!client) continue;
      await eventually(
        async () => stopped || count >= most || client.ended !== undefined,
        (done) => done,
        30_000,
      );
      client.cut();
      cuts += 1;
    }
  }
  const running = run();
  return {
    heard,
    get cuts() {
      return cuts;
    },
    async stop(): Promise<void> {
      stopped = true;
      await running;
    },
  };
}

describe('Listeners whose connections break, on a server that restarts, while many people work', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer({ feed: { heartbeat: 50 } });
    await deployAssessment(server.api);
  });
  after(() => server.stop());

  /** What a person does who gets no answer: the same again. */
  async function surely<T>(key: string, command: (headers: Record<string, string>) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await command({ 'Idempotency-Key': key });
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  async function assess(number: number): Promise<string> {
    const instance = await surely(`start-${number}`, async (headers) => {
      const { status, body } = await server.api.post(
        '/v2/process-instances',
        { processDefinitionId: 'Assessment' },
        headers,
      );
      if (status !== 201) throw new Error(String(status));
      return String(body.processInstanceKey);
    });
    const task = await surely('', async () => (await openTasks(server.api, instance))['Task_Assess'] ?? '');
    for (const [action, body] of [
      ['assignment', { assignee: 'ward-nurse' }],
      ['completion', { variables: { painScore: 3 } }],
    ] as const) {
      await surely(`${action}-${number}`, async (headers) => {
        const { status } = await server.api.post(`/v2/user-tasks/${task}/${action}`, body, headers);
        if (status !== 204) throw new Error(String(status));
      });
    }
    return instance;
  }

  async function historyOf(instance: string): Promise<readonly string[]> {
    const { body } = await server.api.get(`/v2/process-instances/${instance}/history`);
    return (body.items as { type: string }[]).flatMap(({ type }) => TOLD[type] ?? []);
  }

  it('hear each event exactly once and in the order of the commits', async () => {
    const listeners = [1, 2, 3].map((seed) => restlessListener(server, seed));
    const work = Promise.all(Array.from({ length: INSTANCES }, (_, number) => assess(number)));
    await eventually(
      async () => listeners[0]?.heard.length ?? 0,
      (count) => count > 20,
      30_000,
    );
    await server.restart();
    const instances = await work;
    const histories = new Map<string, readonly string[]>();
    for (const instance of instances) histories.set(instance, await historyOf(instance));
    const expected = [...histories.values()].flat().length;
    for (const listener of listeners) {
      await eventually(
        async () => listener.heard.length,
        (count) => count >= expected,
        20_000,
      );
      await listener.stop();
    }

    expect(expected).to.equal(INSTANCES * 5);
    for (const { heard, cuts } of listeners) {
      expect(cuts).to.be.greaterThan(10);
      const ids = heard.map(({ id }) => id.split('-').map(Number));
      const sorted = [...ids].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
      expect(ids).to.deep.equal(sorted);
      expect(new Set(heard.map(({ id }) => id)).size).to.equal(heard.length);
      for (const [instance, history] of histories) {
        const told = heard.filter(({ data }) => data['processInstanceKey'] === instance).map(({ type }) => type);
        expect(told).to.deep.equal(history);
      }
      expect(heard).to.deep.equal(listeners[0]?.heard);
    }
  }).timeout(90_000);

  it('hear what began before they first came, as far as it is kept', async () => {
    const instance = await start(server.api, 'Assessment');
    const client = await listenTo(`${server.url}/v2/events?lastEventId=0&processInstanceKey=${instance}`);
    await eventually(
      async () => client.heard.length,
      (count) => count === 2,
    );
    client.cut();
  });
});
