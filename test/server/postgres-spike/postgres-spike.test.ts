import { expect } from 'chai';
import type pg from 'pg';

import type { DueTimer } from '../../../server/application/ports.js';
import { AT, BY, changeOf, deploymentOf, stateOf, subscriptionOf } from '../store-contract/given-store.js';
import { describeStore } from '../store-contract/rules.js';
import { hardest } from '../store-contract/store-contract.js';
import { interleave, orders } from './interleavings.js';
import { startPostgres, type PackagedPostgres } from './packaged-postgres.js';
import { putAway } from './spike-store.js';
import { openOnTwoNodes, twoNodes, type Node, type TwoNodes } from './two-nodes.js';
import { meet, writeChange, type Meeting } from './write-change.js';

describe('PostgreSQL behind the store port', function () {
  this.timeout(60_000);
  let postgres: PackagedPostgres;

  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  describeStore(
    'Two nodes',
    openOnTwoNodes(() => postgres),
    hardest,
  );
  describe('with two nodes', () => severalNodes(() => postgres));
});

function severalNodes(postgres: () => PackagedPostgres): void {
  let nodes: TwoNodes;
  let pool: pg.Pool;

  beforeEach(async () => {
    nodes = await twoNodes(postgres(), 'row');
    pool = postgres().pool(nodes.schema);
  });
  afterEach(async () => {
    await pool.end();
    await nodes.close();
  });

  async function givenInstance(node: Node): Promise<number> {
    const { definitions } = await node.deploy(deploymentOf('P'));
    const instanceKey = await node.newKey();
    const environment = { environmentKey: 'env', root: 'm', called: [], calls: {} };
    const created = { definitionKey: Number(definitions[0]?.['definitionKey']), processId: 'P', environment };
    const instance = { instanceKey, expectedRevision: 0, state: stateOf(instanceKey), created };
    await node.commit({ at: AT, by: BY, action: 'StartInstance', instance });
    return instanceKey;
  }

  async function givenTimers(instances: number, each: number): Promise<readonly number[]> {
    const keys: number[] = [];
    for (let i = 0; i < instances; i++) {
      const key = await givenInstance(nodes.a);
      const set = Array.from({ length: each }, (_, number) => ({
        ...{ instanceKey: key, number, element: 'T', dueAt: i * each + number },
      }));
      await nodes.a.commit(changeOf(key, 1, { timersSet: set }));
      keys.push(key);
    }
    return keys;
  }

  const effectOf = ({ instanceKey, number }: DueTimer, revision: number) =>
    changeOf(instanceKey, revision, {
      timersRemoved: [number],
      events: [{ type: 'TaskUnassigned', taskId: `timer ${number}` }],
    });

  async function deadlocks(): Promise<number> {
    const text = 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()';
    return (await pool.query<{ deadlocks: number }>(text)).rows[0]?.deadlocks ?? -1;
  }

  it('fires each timer exactly once, by one of two nodes, while people write the same instances', async () => {
    const keys = await givenTimers(20, 4);
    const before = await deadlocks();
    let left = keys.length * 4;
    const fire = async (node: Node): Promise<void> => {
      while (left > 0) {
        const fired = await node.fireDueTimers(AT, 7, effectOf);
        left -= fired;
      }
    };
    const write = async (key: number): Promise<void> => {
      for (let done = 0; done < 5;) {
        const revision = (await nodes.b.instance(key))?.revision ?? 0;
        const written = await nodes.b.commit(changeOf(key, revision, { timersRemoved: [99] }));
        if (written.kind === 'committed') done += 1;
      }
    };
    await Promise.all([fire(nodes.a), fire(nodes.b), ...keys.slice(0, 5).map(write)]);
    for (const [index, key] of keys.entries()) {
      const fired = (await nodes.a.history(key, 0, 100)).map(({ event }) => 'taskId' in event && event.taskId);
      expect([...fired].sort()).to.deep.equal(['timer 0', 'timer 1', 'timer 2', 'timer 3']);
      expect((await nodes.a.instance(key))?.revision).to.equal(2 + 4 + (index < 5 ? 5 : 0));
    }
    expect(await nodes.a.nextAttemptAt()).to.equal(null);
    expect(await deadlocks()).to.equal(before);
  });

  it('leaves a timer to another node when the one that took it stops before its commit', async () => {
    const [key = 0] = await givenTimers(1, 1);
    const crash = new Error('crash');
    const crashed = await nodes.a
      .fireDueTimers(AT, 1, () => {
        throw crash;
      })
      .catch((error: unknown) => error);
    expect(crashed).to.equal(crash);
    expect(await nodes.b.fireDueTimers(AT, 1, effectOf)).to.equal(1);
    expect(await nodes.a.fireDueTimers(AT, 1, effectOf)).to.equal(0);
    expect(await nodes.a.history(key, 0, 10)).to.have.length(1);
  });

  /** How many orders of subscribing and putting away leave a message lying and somebody waiting for it. */
  async function lost(how: Meeting): Promise<number> {
    let count = 0;
    for (const order of orders(3, 3)) {
      const key = await givenInstance(nodes.a);
      const messageKey = await nodes.a.newKey();
      const name = `Answer ${order}`;
      const message = { messageKey, name, correlationKey: 'p', variables: {}, sourceInstance: null, expiresAt: AT * 9 };
      await nodes.a.commit({ at: AT, by: BY, action: 'PublishMessage', messages: [message] });
      const opened = [{ ...subscriptionOf(key), name, correlationKey: 'p' }];
      const subscribe = changeOf(key, 1, { subscriptionsOpened: opened });
      await interleave(pool, order, {
        a: [
          (client) => meet(client, how, [[name, 'p']]),
          (client) => putAway(client, messageKey, AT),
          (client) => client.query('COMMIT'),
        ],
        b: [
          (client) => meet(client, how, [[name, 'p']]),
          (client) => writeChange(client, subscribe, how),
          (client) => client.query('COMMIT'),
        ],
      });
      expect(await nodes.a.oldestWaiting(name, 'p')).to.have.length(1);
      const pending = await nodes.b.pendingMessages(AT, 1000);
      if (!pending.some((one) => 'messageKey' in one && one.messageKey === messageKey)) count += 1;
    }
    return count;
  }

  it('loses no wake-up in any order of subscribing and putting away', async () => {
    expect(orders(3, 3)).to.have.length(20);
    expect(await lost('row')).to.equal(0);
  });

  it('loses none either with a lock that is no row', async () => {
    expect(await lost('advisory')).to.equal(0);
  });

  it('would lose some without the lock where they meet, so that this test can fail', async () => {
    expect(await lost('none')).to.be.greaterThan(0);
  });

  it('is woken by a notification after the commit, and finds everything without one', async () => {
    const listener = await pool.connect();
    let woken = 0;
    const first = new Promise<void>((resolve) =>
      listener.on('notification', () => {
        woken += 1;
        resolve();
      }),
    );
    await listener.query('LISTEN work');
    const key = await givenInstance(nodes.a);
    await first;
    listener.release(true);
    const before = woken;
    await nodes.a.commit(changeOf(key, 1, { timersSet: [{ instanceKey: key, number: 1, element: 'T', dueAt: 5 }] }));
    expect(woken).to.equal(before);
    expect(await nodes.b.nextAttemptAt()).to.equal(5);
    expect(await nodes.b.fireDueTimers(5, 10, effectOf)).to.equal(1);
  });
}
