import { expect } from 'chai';

import type { Store, SubscriptionRow } from '../../../server/application/ports.js';
import { AT, BY, changeOf, deploymentOf, subscriptionOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

async function listener({ store, instance }: GivenStore): Promise<number> {
  const key = await instance();
  const opened = [{ ...subscriptionOf(key), kind: 'signal' as const, name: 'Alarm', correlationKey: null }];
  await store.commit(changeOf(key, 1, { subscriptionsOpened: opened }));
  return key;
}

async function broadcast({ store }: GivenStore, sourceInstance: number | null = null, name = 'Alarm'): Promise<void> {
  const signal = { signalKey: await store.newKey('signal'), name, variables: {}, sourceInstance };
  await store.commit({ at: AT, by: BY, action: 'Test', signals: [signal] });
}

/** More than a store need write down in the transaction that broadcasts. */
const MANY = 2_500;
const listening = (instanceKey: number, number = 2, name = 'Alarm'): SubscriptionRow => ({
  ...subscriptionOf(instanceKey, number),
  ...{ kind: 'signal', name, correlationKey: null },
});

const manyListeners = async ({ instance }: GivenStore, many = MANY, each = 1): Promise<readonly number[]> => {
  const numbers = Array.from({ length: each }, (_, index) => index + 2);
  const opened = (own: number) => ({ subscriptionsOpened: numbers.map((number) => listening(own, number)) });
  const keys = await Promise.all(Array.from({ length: many }, () => instance(opened)));
  return keys.sort((a, b) => a - b);
};

const spreadAll = async (store: Store): Promise<void> => {
  while (await store.spreadSignals());
};
const receivers = async (store: Store): Promise<readonly (number | null)[]> =>
  (await store.signalDeliveries(AT, 100_000)).map(({ instanceKey }) => instanceKey);

/** Signals reach those that listen when they are broadcast (BPMN 2.0.2, 10.5.1). */
export const signals: Area = {
  title: 'signals',
  rules: {
    'are for those that listen at that moment, but not for the one who threw it': async (given) => {
      const [thrower, a, b] = [await listener(given), await listener(given), await listener(given)];
      await broadcast(given, thrower);
      await listener(given);
      const deliveries = await given.store.signalDeliveries(AT, 10);
      expect(deliveries.map(({ instanceKey }) => instanceKey)).to.deep.equal([a, b]);
      expect(deliveries[0]).to.deep.include({ name: 'Alarm', processId: null, attempts: 0 });
      expect(await given.store.nextAttemptAt()).to.equal(AT);
    },

    'start the latest version of the processes that begin with them': async (given) => {
      const deploy = (modelKey: string, starts: boolean) =>
        given.store.deploy(
          deploymentOf('S', {
            source: { modelKey, bpmn: '', forms: {}, decisions: [], texts: {} },
            processes: [
              {
                processId: 'S',
                name: 'S',
                eventStarts: starts ? [{ kind: 'signal', name: 'Alarm', element: 'Start' }] : [],
                timerStarts: [],
              },
            ],
          }),
        );
      await deploy('s-1', true);
      await broadcast(given);
      expect((await given.store.signalDeliveries(AT, 10)).map(({ processId }) => processId)).to.deep.equal(['S']);
      await deploy('s-2', false);
      await broadcast(given);
      expect(await given.store.signalDeliveries(AT, 10)).to.have.length(1);
    },

    'are delivered exactly once, however two deliverers meet': async (given) => {
      const { store } = given;
      for (let round = 0; round < 10; round++) {
        const key = await listener(given);
        await store.commit(changeOf(key, 2));
        const helper = await given.instance();
        await broadcast(given);
        const mine = (await store.signalDeliveries(AT, 100)).find(({ instanceKey }) => instanceKey === key);
        const taken = { kind: 'signal', deliveryKey: mine?.deliveryKey ?? 0 } as const;
        const outcomes = await Promise.all([
          store.commit(changeOf(key, 3, { taken, subscriptionsClosed: [2] })),
          store.commit(changeOf(helper, 1, { taken })),
        ]);
        expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'taken']);
        const left = (await store.signalDeliveries(AT, 100)).map(({ deliveryKey }) => deliveryKey);
        expect(left).to.not.include(taken.deliveryKey);
        for (const deliveryKey of left) await store.removeStale({ kind: 'signal', deliveryKey });
      }
    },

    'that were put off come later; those that nobody can take any more go': async (given) => {
      const { store } = given;
      await listener(given);
      await broadcast(given);
      const [{ deliveryKey } = { deliveryKey: 0 }] = await store.signalDeliveries(AT, 10);
      await store.postpone({ kind: 'signal', deliveryKey }, AT + 9);
      expect(await store.signalDeliveries(AT + 8, 10)).to.deep.equal([]);
      expect((await store.signalDeliveries(AT + 9, 10))[0]).to.deep.include({ deliveryKey, attempts: 1 });
      await store.removeStale({ kind: 'signal', deliveryKey });
      expect(await store.signalDeliveries(AT + 9, 10)).to.deep.equal([]);
      expect(await store.nextAttemptAt()).to.equal(null);
    },

    'are for all who listen, however many, and for none who begins to while they are written down': async (given) => {
      const { store } = given;
      const keys = await manyListeners(given);
      const silent = await given.instance();
      const [thrower, ...others] = [...keys].reverse();
      await broadcast(given, thrower);
      await store.commit(changeOf(silent, 1, { subscriptionsOpened: [listening(silent)] }));
      await listener(given);
      await spreadAll(store);
      expect(await receivers(store)).to.deep.equal(others.reverse());
      await broadcast(given);
      await spreadAll(store);
      expect(await receivers(store)).to.have.length(others.length + MANY + 2);
    },

    'reach one that listens several times once': async (given) => {
      const keys = await manyListeners(given, 900, 3);
      await broadcast(given);
      await spreadAll(given.store);
      expect(await receivers(given.store)).to.deep.equal(keys);
    },

    'lose and repeat nobody where the store is closed before all are written down': async (given) => {
      const keys = await manyListeners(given);
      await broadcast(given);
      const seen: (number | null)[] = [];
      for (let again = true; again; again = await given.store.spreadSignals()) {
        for (const { deliveryKey, instanceKey } of (await given.store.signalDeliveries(AT, MANY)).slice(0, 700)) {
          seen.push(instanceKey);
          await given.store.removeStale({ kind: 'signal', deliveryKey });
        }
        await given.reopen();
      }
      expect([...seen, ...(await receivers(given.store))]).to.deep.equal(keys);
    },

    'are on their way, with what they say, until all are written down and have had them': async (given) => {
      const { store } = given;
      const keys = await manyListeners(given);
      await broadcast(given);
      let had = 0;
      for (let again = true; again; again = await store.spreadSignals()) {
        const onTheirWay = await store.signalDeliveries(AT, MANY);
        had += onTheirWay.length;
        await Promise.all(onTheirWay.map(({ deliveryKey }) => store.removeStale({ kind: 'signal', deliveryKey })));
        expect((await store.nextAttemptAt()) === AT, `${had} have had it`).to.equal(had < keys.length);
        expect((await store.vitals(AT)).signalsPending > 0, `${had} have had it`).to.equal(had < keys.length);
      }
      expect(had).to.equal(keys.length);
    },

    'reach whoever listens to several in the order of broadcast, however many listen to the first': async (given) => {
      const { store } = given;
      const last = (await manyListeners(given)).at(-1) ?? 0;
      await store.commit(changeOf(last, 1, { subscriptionsOpened: [listening(last, 9, 'Other')] }));
      await broadcast(given);
      await broadcast(given, null, 'Other');
      await spreadAll(store);
      const names = (await store.signalDeliveries(AT, 100_000)).filter(({ instanceKey }) => instanceKey === last);
      expect(names.map(({ name }) => name)).to.deep.equal(['Alarm', 'Other']);
    },
  },
};
