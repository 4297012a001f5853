import { expect } from 'chai';

import { AT, BY, changeOf, deploymentOf, subscriptionOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

async function listener({ store, instance }: GivenStore): Promise<number> {
  const key = await instance();
  const opened = [{ ...subscriptionOf(key), kind: 'signal' as const, name: 'Alarm', correlationKey: null }];
  await store.commit(changeOf(key, 1, { subscriptionsOpened: opened }));
  return key;
}

async function broadcast({ store }: GivenStore, sourceInstance: number | null = null): Promise<void> {
  const signal = { signalKey: await store.newKey('signal'), name: 'Alarm', variables: {}, sourceInstance };
  await store.commit({ at: AT, by: BY, action: 'Test', signals: [signal] });
}

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
  },
};
