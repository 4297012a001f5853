import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import type { InstanceState } from '../../../engine/index.js';
import { StoreUnavailable } from '../../../server/application/application-error.js';
import type { Change, Store } from '../../../server/application/ports.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';

const migrations = 'server/sqlite/migrations';
const page = { limit: 100 };

const state = (instanceKey: number, more: Partial<InstanceState> = {}): InstanceState => ({
  version: 1,
  instanceId: String(instanceKey),
  environment: 'env',
  process: 'P',
  status: 'running',
  counter: 1,
  scopes: [{ id: 1, element: 'P', variables: {} }],
  tokens: [],
  waits: [],
  incidents: [],
  ...more,
});

describe('The store port', () => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    store = openSqlite({ file: join(folder, 'a.db'), migrations });
    await store.deploy({
      name: 'd',
      at: 1,
      by: 'x',
      source: { modelKey: 'm', bpmn: '', forms: {}, decisions: [], texts: {} },
      processes: [{ processId: 'P', name: 'P', eventStarts: [], timerStarts: [] }],
    });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const created = {
    definitionKey: 1,
    processId: 'P',
    environment: { environmentKey: 'env', root: 'm', called: [], calls: {} },
  };
  const givenInstance = async (more: Partial<Change> = {}): Promise<number> => {
    const instanceKey = await store.newKey('instance');
    await store.commit({
      at: 10,
      by: 'x',
      instance: { instanceKey, expectedRevision: 0, state: state(instanceKey), created },
      ...more,
    });
    return instanceKey;
  };
  const subscription = (instanceKey: number) => ({
    instanceKey,
    number: 2,
    kind: 'message' as const,
    name: 'Answer',
    correlationKey: 'p1',
    element: 'Catch',
  });
  const message = async (more: object = {}) => ({
    messageKey: await store.newKey('message'),
    name: 'Answer',
    correlationKey: 'p1',
    variables: {},
    sourceInstance: null,
    expiresAt: 1000,
    ...more,
  });

  it('writes a change that was decided on the current revision, and refuses one that was not, wholly', async () => {
    const instanceKey = await givenInstance();
    const change = (expectedRevision: number): Change => ({
      at: 20,
      by: 'x',
      instance: { instanceKey, expectedRevision, state: state(instanceKey) },
      events: [{ type: 'TaskUnassigned', taskId: 't' }],
      timersSet: [{ instanceKey, number: 5, element: 'T', dueAt: 99 }],
      idempotency: { person: 'x', key: `k${expectedRevision}`, digest: 'd', status: 204, body: '' },
    });
    expect(await store.commit(change(1))).to.deep.equal({ kind: 'committed' });
    expect(await store.commit(change(1))).to.deep.equal({
      kind: 'repeated',
      answer: { digest: 'd', status: 204, body: '' },
    });
    const stale = { ...change(1), idempotency: { person: 'x', key: 'other', digest: 'd', status: 204, body: '' } };
    expect(await store.commit(stale)).to.deep.equal({ kind: 'conflict' });
    expect(await store.findAnswer(stale.idempotency)).to.equal(null);
    expect((await store.instance(instanceKey))?.revision).to.equal(2);
    expect(await store.history(instanceKey, 0, 10)).to.have.length(1);
  });

  it('writes nothing of a change of which one part cannot be written', async () => {
    const instanceKey = await givenInstance();
    const broken = {
      at: 20,
      by: 'x',
      instance: { instanceKey, expectedRevision: 1, state: state(instanceKey, { businessKey: 'new' }) },
      timersSet: [{ instanceKey, number: 5, element: 'T', dueAt: 99 }],
      messages: [{ ...(await message()), name: null as unknown as string }],
    } satisfies Change;
    expect(await store.commit(broken).catch((error: unknown) => (error as Error).message)).to.contain('NOT NULL');
    expect(await store.instance(instanceKey)).to.deep.include({ revision: 1, businessKey: null });
    expect(await store.timers(instanceKey)).to.deep.equal([]);
  });

  it('divides an event from the values it carries, and joins them again', async () => {
    const events: Change['events'] = [
      { type: 'VariablesSet', scope: 1, values: { note: 'personal' } },
      { type: 'TimerScheduled', timerId: '1:5', wait: { id: 5, kind: 'timer', element: 'T' }, dueAt: 99 },
    ];
    const instanceKey = await givenInstance({ events });
    const entries = await store.history(instanceKey, 0, 10);
    expect(entries.map(({ event }) => event)).to.deep.equal(events);
    expect(entries.map(({ sequence, at, by }) => [sequence, at, by])).to.deep.equal([
      [1, 10, 'x'],
      [2, 10, 'x'],
    ]);
  });

  it('wakes a kept message in the very transaction that subscribes to it', async () => {
    await store.commit({ at: 10, by: 'x', messages: [await message()] });
    const [pending] = await store.pendingMessages(10, 10);
    expect(await store.bufferMessage(pending!.messageKey, 10)).to.equal('buffered');
    expect(await store.pendingMessages(10, 10)).to.deep.equal([]);
    const instanceKey = await givenInstance();
    await store.commit({
      at: 20,
      by: 'x',
      instance: { instanceKey, expectedRevision: 1, state: state(instanceKey) },
      subscriptionsOpened: [subscription(instanceKey)],
    });
    expect((await store.pendingMessages(20, 10)).map(({ messageKey }) => messageKey)).to.deep.equal([
      pending!.messageKey,
    ]);
  });

  it('does not put a message away when somebody has subscribed between looking and putting away', async () => {
    await store.commit({ at: 10, by: 'x', messages: [await message()] });
    const [pending] = await store.pendingMessages(10, 10);
    expect(await store.subscriptions('Answer', 'p1')).to.deep.equal([]);
    const instanceKey = await givenInstance();
    await store.commit({
      at: 20,
      by: 'x',
      instance: { instanceKey, expectedRevision: 1, state: state(instanceKey) },
      subscriptionsOpened: [subscription(instanceKey)],
    });
    expect(await store.bufferMessage(pending!.messageKey, 20)).to.equal('again');
    expect(await store.pendingMessages(20, 10)).to.have.length(1);
  });

  it('forgets a message that has expired untaken', async () => {
    await store.commit({ at: 10, by: 'x', messages: [await message({ expiresAt: 10 })] });
    const [pending] = await store.pendingMessages(10, 10);
    expect(await store.bufferMessage(pending!.messageKey, 10)).to.equal('expired');
    expect(await store.pendingMessages(10, 10)).to.deep.equal([]);
  });

  it('lets each process take a message once', async () => {
    await store.commit({ at: 10, by: 'x', messages: [await message()] });
    const [{ messageKey } = { messageKey: 0 }] = await store.pendingMessages(10, 10);
    const instanceKey = await givenInstance();
    const take = (expectedRevision: number, processId: string) =>
      store.commit({
        at: 20,
        by: 'x',
        instance: { instanceKey, expectedRevision, state: state(instanceKey) },
        taken: { kind: 'message', messageKey, processId },
      });
    expect((await take(1, 'P')).kind).to.equal('committed');
    expect((await take(2, 'P')).kind).to.equal('taken');
    expect((await take(2, 'Q')).kind).to.equal('committed');
    await store.removeMessage(messageKey);
    expect((await take(3, 'R')).kind).to.equal('taken');
    expect((await store.instance(instanceKey))?.revision).to.equal(3);
  });

  it('writes down who listens to a signal when it is broadcast, but for the one who threw it', async () => {
    const listening = async () => {
      const instanceKey = await givenInstance();
      await store.commit({
        at: 10,
        by: 'x',
        instance: { instanceKey, expectedRevision: 1, state: state(instanceKey) },
        subscriptionsOpened: [{ ...subscription(instanceKey), kind: 'signal', correlationKey: null }],
      });
      return instanceKey;
    };
    const [a, b] = [await listening(), await listening()];
    await store.commit({
      at: 20,
      by: 'x',
      signals: [{ signalKey: await store.newKey('signal'), name: 'Answer', variables: {}, sourceInstance: a }],
    });
    await listening();
    const deliveries = await store.signalDeliveries(20, 10);
    expect(deliveries.map(({ instanceKey }) => instanceKey)).to.deep.equal([b]);
    const take = (expectedRevision: number) =>
      store.commit({
        at: 20,
        by: 'x',
        instance: { instanceKey: b, expectedRevision, state: state(b) },
        taken: { kind: 'signal', deliveryKey: deliveries[0]!.deliveryKey },
      });
    expect((await take(2)).kind).to.equal('committed');
    expect((await take(3)).kind).to.equal('taken');
  });

  it('knows when the next thing is due, decades ahead', async () => {
    const instanceKey = await givenInstance();
    const inThirtyYears = Date.UTC(2056, 0, 1);
    await store.commit({
      at: 20,
      by: 'x',
      instance: { instanceKey, expectedRevision: 1, state: state(instanceKey) },
      timersSet: [{ instanceKey, number: 5, element: 'T', dueAt: inThirtyYears }],
    });
    expect(await store.nextAttemptAt()).to.equal(inThirtyYears);
    expect(await store.dueTimers(inThirtyYears - 1, 10)).to.deep.equal([]);
    expect(await store.dueTimers(inThirtyYears, 10)).to.have.length(1);
    await store.postpone({ kind: 'timer', instanceKey, number: 5 }, inThirtyYears + 1000);
    expect(await store.dueTimers(inThirtyYears, 10)).to.deep.equal([]);
    expect((await store.dueTimers(inThirtyYears + 1000, 10))[0]).to.deep.include({ dueAt: inThirtyYears, attempts: 1 });
  });

  it('leaves no timer, subscription, job or open task of an instance that has ended', async () => {
    const instanceKey = await givenInstance({
      tasksOpened: [
        {
          instanceKey: 1,
          number: 3,
          element: 'T',
          modelKey: 'm',
          state: 'CREATED',
          createdAt: 10,
          endedAt: null,
          completedBy: null,
          assignee: null,
          late: false,
          lane: null,
          serviceLevel: null,
          candidateGroup: null,
          formId: null,
        },
      ],
      timersSet: [{ instanceKey: 1, number: 4, element: 'T', dueAt: 99 }],
      subscriptionsOpened: [subscription(1)],
      jobsOpened: [
        {
          instanceKey: 1,
          number: 6,
          element: 'J',
          topic: 't',
          retries: 1,
          createdAt: 10,
          availableAt: 10,
          lockToken: null,
          lockedUntil: null,
          worker: null,
        },
      ],
    });
    await store.commit({
      at: 20,
      by: 'x',
      instance: {
        instanceKey,
        expectedRevision: 1,
        state: state(instanceKey, { status: 'cancelled' }),
        endReason: 'why',
      },
    });
    expect(await store.timers(instanceKey)).to.deep.equal([]);
    expect(await store.subscriptions('Answer', 'p1')).to.deep.equal([]);
    expect(await store.job({ instanceKey, number: 6 })).to.equal(null);
    expect((await store.task({ instanceKey, number: 3 }))?.state).to.equal('CANCELED');
    expect(await store.instance(instanceKey)).to.deep.include({ status: 'cancelled', endedAt: 20, endReason: 'why' });
  });

  it('never gives a key twice, also across a restart', async () => {
    const keys = [await store.newKey('instance'), await store.newKey('instance')];
    await store.close();
    store = openSqlite({ file: join(folder, 'a.db'), migrations });
    keys.push(await store.newKey('instance'));
    for (let i = 0; i < 250; i++) keys.push(await store.newKey('instance'));
    expect(new Set(keys).size).to.equal(keys.length);
    expect([...keys].sort((a, b) => a - b)).to.deep.equal(keys);
  });

  it('says that it is not available once it is closed, instead of something only it understands', async () => {
    await store.close();
    expect(await store.searchInstances({}, page).catch((error: unknown) => error)).to.be.instanceOf(StoreUnavailable);
  });

  it('forgets answers when they are old enough', async () => {
    const idempotency = { person: 'x', key: 'k', digest: 'd', status: 204, body: '' };
    await store.commit({ at: 10, by: 'x', idempotency });
    await store.removeAnswersBefore(10);
    expect(await store.findAnswer(idempotency)).not.to.equal(null);
    await store.removeAnswersBefore(11);
    expect(await store.findAnswer(idempotency)).to.equal(null);
  });
});
