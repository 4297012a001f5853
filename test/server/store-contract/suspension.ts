import { expect } from 'chai';

import type { InstanceState } from '../../../engine/index.js';
import type { Change, JobRow, Store } from '../../../server/application/ports.js';
import { AT, changeOf, stateOf, subscriptionOf } from './given-store.js';
import type { Area } from './rules.js';
import { taskOf } from './tasks.js';

const held: Partial<InstanceState> = { suspended: true };

const change = (key: number, revision: number, state: Partial<InstanceState>, more: Partial<Change>): Change =>
  changeOf(key, revision, {
    ...more,
    instance: { instanceKey: key, expectedRevision: revision, state: stateOf(key, state) },
  });

async function lock(store: Store, token: string, at = AT): Promise<readonly JobRow[]> {
  const locked = await store.lockJobs({
    topic: 'notify',
    worker: 'w',
    by: 'w',
    at,
    until: at + 100,
    lockTokens: [token],
  });
  return locked.kind === 'locked' ? locked.jobs : [];
}

const jobOf = (instanceKey: number, number: number) => ({
  ...{ instanceKey, number, element: 'J', topic: 'notify', retries: 2, createdAt: AT, availableAt: AT },
  ...{ lockToken: null, lockedUntil: null, worker: null },
});

/** Instances that an operator has put on hold. */
export const suspension: Area = {
  title: 'instances on hold',
  rules: {
    'says so of the instance and its tasks, and finds it by that': async ({ store, instance }) => {
      const key = await instance((own) => ({ tasksOpened: [taskOf(own, 3)] }));
      const other = await instance();
      const found = async (suspended: boolean) =>
        (await store.searchInstances({ status: 'running', suspended }, { limit: 10 })).items.map(
          (one) => one.instanceKey,
        );
      const seen = async () => [
        (await store.instance(key))?.suspended,
        (await store.loadInstance(key))?.suspended,
        (await store.task({ instanceKey: key, number: 3 }))?.suspended,
        (await store.searchTasks({ instanceKey: key }, { limit: 1 })).items[0]?.suspended,
      ];
      await store.commit(change(key, 1, held, { suspended: true }));
      expect(await seen()).to.deep.equal([true, true, true, true]);
      expect([await found(true), await found(false)]).to.deep.equal([[key], [other]]);
      await store.commit(change(key, 2, {}, { suspended: false }));
      expect(await seen()).to.deep.equal([false, false, false, false]);
      expect([await found(true), await found(false)]).to.deep.equal([[], [key, other]]);
    },

    'holds back its jobs, new ones too, and hands them out again with their retries and locks': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({ jobsOpened: [jobOf(own, 2)] }));
      const [locked] = await lock(store, 'first');
      await store.commit(change(key, 1, held, { suspended: true, jobsOpened: [jobOf(key, 3)] }));
      expect(await lock(store, 'none', AT + 1000)).to.deep.equal([]);
      expect(await store.job({ instanceKey: key, number: 2 })).to.deep.include(locked);
      expect(await store.nextJobAt('notify')).to.equal(null);
      await store.commit(change(key, 2, {}, { suspended: false }));
      expect((await lock(store, 'second', AT + 50)).map(({ number, retries }) => [number, retries])).to.deep.equal([
        [3, 2],
      ]);
      expect((await lock(store, 'third', AT + 100))[0]).to.deep.include({ number: 2, lockToken: 'third' });
    },

    'shows its jobs among those that wait, in the order in which all would be handed out': async (given) => {
      const { store } = given;
      const jobAt = (own: number, availableAt: number) => ({ jobsOpened: [{ ...jobOf(own, 2), availableAt }] });
      const [a, held1] = [await given.instance((own) => jobAt(own, 40)), await given.instance((own) => jobAt(own, 10))];
      const [b, held2] = [await given.instance((own) => jobAt(own, 20)), await given.instance((own) => jobAt(own, 30))];
      for (const key of [held1, held2]) await store.commit(change(key, 1, held, { suspended: true }));
      const shown: number[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = { limit: 1, ...(after !== undefined && { after }) };
        const { items, endCursor } = await store.searchJobs({ topic: 'notify', state: 'CREATED' }, AT, page);
        shown.push(...items.map(({ instanceKey }) => instanceKey));
        after = endCursor;
      }
      expect(shown).to.deep.equal([held1, b, held2, a]);
      expect(await store.nextJobAt('notify')).to.equal(20);
      expect((await lock(store, 'first'))[0]?.instanceKey).to.equal(b);
    },

    'tries what was on its way to it again at once when it goes on': async ({ store, instance }) => {
      const signal = { ...subscriptionOf(0, 4), kind: 'signal' as const, name: 'Alarm', correlationKey: null };
      const key = await instance((own) => ({ subscriptionsOpened: [{ ...signal, instanceKey: own }] }));
      const alarm = { signalKey: await store.newKey('signal'), name: 'Alarm', variables: {}, sourceInstance: null };
      await store.commit({ at: AT, by: 'nurse', action: 'BroadcastSignal', signals: [alarm] });
      const [delivery] = await store.signalDeliveries(AT, 10);
      await store.commit(change(key, 1, held, { suspended: true }));
      await store.postpone({ kind: 'signal', deliveryKey: delivery!.deliveryKey }, AT + 5000);
      expect(await store.signalDeliveries(AT + 10, 10)).to.deep.equal([]);
      await store.commit({ ...change(key, 2, {}, { suspended: false }), at: AT + 10 });
      expect(await store.signalDeliveries(AT + 10, 10)).to.have.length(1);
    },
  },
};
