import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import type { Db } from '../../../server/sqlite/open-database.js';
import { AT, changeOf, givenStore, stateOf, subscriptionOf, type GivenStore } from '../store-contract/given-store.js';
import { openSqliteIn } from './sqlite-for-tests.js';

describe('What a signal says of a patient, where its receiver has refused it', () => {
  let folder: string;
  let given: GivenStore;
  let db: Db;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    given = await givenStore((at) => openSqliteIn(at, (opened) => (db = opened)), folder);
  });
  afterEach(async () => {
    await given.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const listens = (): Promise<number> =>
    given.instance((own) => ({
      subscriptionsOpened: [{ ...subscriptionOf(own), kind: 'signal', name: 'Alarm', correlationKey: null }],
    }));
  const refusedByAll = async (): Promise<void> => {
    const { store } = given;
    const alarm = {
      signalKey: await store.newKey('signal'),
      name: 'Alarm',
      variables: { note: 'x' },
      sourceInstance: null,
    };
    await store.commit({ at: AT, by: 'nurse', action: 'BroadcastSignal', signals: [alarm] });
    for (const { deliveryKey } of await store.signalDeliveries(AT, 10))
      await store.refuseDelivery(deliveryKey, AT, 'VALUE_NOT_ALLOWED');
  };
  const ended = (key: number): Promise<unknown> =>
    given.store.commit(
      changeOf(key, 1, {
        instance: { instanceKey: key, expectedRevision: 1, state: stateOf(key, { status: 'completed' }) },
      }),
    );
  const purge = async (): Promise<void> => {
    await given.store.archiveEnded({ before: AT + 1, at: AT + 1, limit: 10 });
    while ((await given.store.purgeArchived({ before: AT + 2, limit: 1 })) > 0);
  };
  const signalsLeft = (): number => db.prepare('SELECT count(*) FROM signal').pluck().get() as number;

  it('goes with the last of the instances that refused it, and no sooner', async () => {
    const [first, second] = [await listens(), await listens()];
    await refusedByAll();
    await ended(first);
    await purge();
    expect(await given.store.instance(first)).to.equal(null);
    expect(signalsLeft(), 'the other may still be tried again').to.equal(1);
    await ended(second);
    await purge();
    expect(await given.store.instance(second)).to.equal(null);
    expect(signalsLeft()).to.equal(0);
  });

  it('stays, whoever of its receivers is removed, while others are still to be written down', async () => {
    const { store } = given;
    const keys = (await Promise.all(Array.from({ length: 1200 }, listens))).sort((a, b) => a - b);
    await refusedByAll();
    const refused = (await store.searchDeliveries({ state: 'REFUSED' }, { limit: 1 })).items[0]?.instanceKey;
    expect(refused).to.equal(keys[0]);
    for (const { deliveryKey } of await store.signalDeliveries(AT, 2000))
      await store.removeStale({ kind: 'signal', deliveryKey });
    for (const key of keys.slice(0, 10)) await ended(key);
    await purge();
    expect(await store.instance(keys[9] ?? 0)).to.equal(null);
    expect(signalsLeft()).to.equal(1);
    while (await store.spreadSignals());
    const late = await store.signalDeliveries(AT, 2000);
    expect(late.map(({ instanceKey }) => instanceKey)).to.deep.equal(keys.slice(1000));
    expect(late[0]?.variables).to.deep.equal({ note: 'x' });
    for (const { deliveryKey } of late) await store.removeStale({ kind: 'signal', deliveryKey });
    expect(signalsLeft()).to.equal(0);
  });

  it('is not for one that has stopped and begun to listen again before it was written down', async () => {
    const { store } = given;
    const keys = (await Promise.all(Array.from({ length: 1200 }, listens))).sort((a, b) => a - b);
    const last = keys.at(-1) ?? 0;
    const alarm = { signalKey: await store.newKey('signal'), name: 'Alarm', variables: {}, sourceInstance: null };
    await store.commit({ at: AT, by: 'nurse', action: 'BroadcastSignal', signals: [alarm] });
    const again = { ...subscriptionOf(last, 9), kind: 'signal' as const, name: 'Alarm', correlationKey: null };
    await store.commit(changeOf(last, 1, { subscriptionsClosed: [2], subscriptionsOpened: [again] }));
    while (await store.spreadSignals());
    const receivers = (await store.signalDeliveries(AT, 2000)).map(({ instanceKey }) => instanceKey);
    expect(receivers).to.deep.equal(keys.slice(0, -1));
  });
});

describe('An instance whose removal has begun', () => {
  let folder: string;
  let given: GivenStore;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    given = await givenStore((at) => openSqliteIn(at), folder);
  });
  afterEach(async () => {
    await given.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is gone for everybody at once: no hold and no command can find half a record', async () => {
    const { store } = given;
    const key = await given.instance();
    for (let revision = 1; revision <= 5; revision++)
      await store.commit(changeOf(key, revision, { events: [{ type: 'TaskUnassigned', taskId: 't' }] }));
    const instance = { instanceKey: key, expectedRevision: 6, state: stateOf(key, { status: 'completed' }) };
    await store.commit(changeOf(key, 6, { instance }));
    await store.archiveEnded({ before: AT + 1, at: AT + 1, limit: 10 });
    expect(await store.purgeArchived({ before: AT + 2, limit: 2 })).to.equal(2);

    expect(await store.instance(key)).to.equal(null);
    expect(await store.loadInstance(key)).to.equal(null);
    expect((await store.searchInstances({}, { limit: 10 })).items).to.deep.equal([]);
    const hold = changeOf(key, 7, {
      instance: { instanceKey: key, expectedRevision: 7 },
      legalHold: { kind: 'placed', reason: 'asked for' },
    });
    expect((await store.commit(hold)).kind, 'decided before the removal began').to.equal('conflict');
    while ((await store.purgeArchived({ before: AT + 2, limit: 2 })) > 0);
    expect(await store.history(key, 0, 100)).to.deep.equal([]);
  });
});
