import { expect } from 'chai';

import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deploy, listensToSignal, openTasks, quiet, start } from '../models.js';

/** More than are written down in the transaction that broadcasts. */
const MANY = 1_150;

describe('A signal to more listeners than one transaction takes', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deploy(server.api, listensToSignal);
  });
  after(() => server.stop());

  async function listeners(many: number): Promise<readonly string[]> {
    const keys: string[] = [];
    while (keys.length < many)
      keys.push(...(await Promise.all(Array.from({ length: 50 }, () => start(server.api, 'Listener')))));
    return keys;
  }

  /** Instances that have had it, one for each time. */
  async function answered(): Promise<readonly string[]> {
    const filter = { elementId: 'Task_Alarm' };
    const found: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = { limit: 1000, ...(after !== undefined && { after }) };
      const { items, page: shown } = (await server.api.post('/v2/user-tasks/search', { filter, page })).body;
      found.push(...items.map(({ processInstanceKey }: { processInstanceKey: string }) => processInstanceKey));
      after = shown.endCursor;
    }
    return found.sort((a, b) => Number(a) - Number(b));
  }

  it('reaches each of them once, also across a restart, and none who begins to listen after it', async function () {
    this.timeout(60_000);
    const before = await listeners(MANY);
    await server.api.post('/v2/signals/broadcast', { signalName: 'Alarm' });
    const late = await start(server.api, 'Listener');
    await server.restart();

    const reached = await eventually(answered, (found) => found.length >= MANY, 30_000);
    await quiet(server.api);

    expect(reached).to.deep.equal([...before].sort((a, b) => Number(a) - Number(b)));
    expect(await answered()).to.deep.equal(reached);
    expect(await openTasks(server.api, late)).to.deep.equal({});
  });
});
