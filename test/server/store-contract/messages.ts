import { expect } from 'chai';

import type { Store } from '../../../server/application/ports.js';
import { AT, BY, changeOf, everybodyWaiting, stateOf, subscriptionOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

const subscribe = (store: Store, instanceKey: number, at = AT) =>
  store.commit(changeOf(instanceKey, 1, { at, subscriptionsOpened: [subscriptionOf(instanceKey)] }));

async function publish({ store, message }: GivenStore, more = {}): Promise<number> {
  const one = await message(more);
  await store.commit({ at: AT, by: BY, action: 'Test', messages: [one] });
  return one.messageKey;
}

const pendingKeys = async (store: Store, at = AT): Promise<readonly number[]> =>
  (await store.pendingMessages(at, 100)).map(({ messageKey }) => messageKey);

/** Messages and those who wait for them: nobody waits for what is there, and nothing is taken twice. */
export const messages: Area = {
  title: 'messages and subscriptions',
  rules: {
    'gives messages to deliver in the order of their publication': async (given) => {
      const names = ['A', 'B', 'Answer'];
      const keys = [];
      for (const name of names) keys.push(await publish(given, { name }));
      expect(await pendingKeys(given.store)).to.deep.equal(keys);
      const [first] = await given.store.pendingMessages(AT, 1);
      expect(first).to.deep.include({ messageKey: keys[0], name: 'A', correlationKey: 'patient-1', attempts: 0 });
    },

    'finds who waits by name and key, of each process whoever has waited longest, the oldest first': async (given) => {
      const { store } = given;
      const [a, b] = [await given.instance(), await given.instance({}, 'Q')];
      const [late, other] = [await given.instance({}, 'Q'), await given.instance()];
      await subscribe(store, late, 30);
      await subscribe(store, b, 10);
      await subscribe(store, a, 20);
      const elsewhere = { ...subscriptionOf(other), correlationKey: 'patient-2' };
      await store.commit(changeOf(other, 1, { subscriptionsOpened: [elsewhere] }));
      expect(await store.oldestWaiting('Answer', 'patient-1')).to.deep.equal([
        { ...subscriptionOf(b), processId: 'Q', openedAt: 10 },
        { ...subscriptionOf(a), processId: 'P', openedAt: 20 },
      ]);
      expect(await store.oldestWaiting('Other', 'patient-1')).to.deep.equal([]);
      expect(await store.oldestWaiting('Answer', null)).to.deep.equal([]);
    },

    'finds who comes next in the same process, by age and then by key': async (given) => {
      const { store } = given;
      const [a, b] = [await given.instance(), await given.instance()];
      const [c, d] = [await given.instance(), await given.instance()];
      await subscribe(store, d, 20);
      await subscribe(store, a, 30);
      await subscribe(store, c, 10);
      await subscribe(store, b, 20);
      await subscribe(store, await given.instance({}, 'Q'), 15);
      const isP = (await everybodyWaiting(store)).filter(({ processId }) => processId === 'P');
      expect(isP.map(({ instanceKey }) => instanceKey)).to.deep.equal([c, b, d, a]);
      const [first] = isP;
      await store.commit(changeOf(b, 2, { subscriptionsClosed: [2] }));
      expect((await store.nextWaiting(first!))?.instanceKey).to.equal(d);
      await store.commit(changeOf(c, 2, { subscriptionsClosed: [2] }));
      expect((await store.nextWaiting(first!))?.instanceKey, 'also behind one that waits no more').to.equal(d);
    },

    'finds several that one instance waits for, and one that waits for another key from then on': async (given) => {
      const { store } = given;
      const key = await given.instance();
      const opened = [subscriptionOf(key, 2), subscriptionOf(key, 3)];
      await store.commit(changeOf(key, 1, { subscriptionsOpened: opened }));
      expect((await everybodyWaiting(store)).map(({ number }) => number)).to.deep.equal([2, 3]);
      const moved = { ...subscriptionOf(key, 2), correlationKey: 'patient-2' };
      await store.commit(changeOf(key, 2, { subscriptionsOpened: [moved] }));
      expect((await everybodyWaiting(store)).map(({ number }) => number)).to.deep.equal([3]);
      expect((await everybodyWaiting(store, 'Answer', 'patient-2')).map(({ number }) => number)).to.deep.equal([2]);
    },

    'finds nobody who has stopped waiting or whose instance has ended': async ({ store, instance }) => {
      const [a, b] = [await instance(), await instance()];
      await subscribe(store, a);
      await subscribe(store, b);
      await store.commit(changeOf(a, 2, { subscriptionsClosed: [2] }));
      const state = stateOf(b, { status: 'completed' });
      await store.commit(changeOf(b, 2, { instance: { instanceKey: b, expectedRevision: 2, state } }));
      expect(await everybodyWaiting(store)).to.deep.equal([]);
    },

    'wakes a kept message in the very transaction that subscribes to it': async (given) => {
      const { store } = given;
      const key = await publish(given);
      expect(await store.bufferMessage(key, AT)).to.equal('buffered');
      expect(await pendingKeys(store)).to.deep.equal([]);
      await subscribe(store, await given.instance());
      expect(await pendingKeys(store)).to.deep.equal([key]);
    },

    'wakes no message of another name or key, and none that has expired': async (given) => {
      const { store } = given;
      const others = [
        await publish(given, { name: 'Other' }),
        await publish(given, { correlationKey: 'patient-2' }),
        await publish(given, { correlationKey: null }),
        await publish(given, { expiresAt: AT + 5 }),
      ];
      for (const key of others) expect(await store.bufferMessage(key, AT)).to.equal('buffered');
      await subscribe(store, await given.instance(), AT + 5);
      expect(await pendingKeys(store, AT + 5)).to.deep.equal([]);
    },

    'loses no wake-up, in whichever order publishing, looking, subscribing and putting away happen': async (given) => {
      const { store } = given;
      for (let place = 0; place <= 3; place++) {
        const instanceKey = await given.instance();
        const name = `Answer-${place}`;
        const one = await given.message({ name });
        const steps: (() => Promise<unknown>)[] = [
          () => store.commit({ at: AT, by: BY, action: 'Test', messages: [one] }),
          () => store.oldestWaiting(name, 'patient-1'),
          () => store.bufferMessage(one.messageKey, AT),
        ];
        const opened = [{ ...subscriptionOf(instanceKey), name }];
        steps.splice(place, 0, () => store.commit(changeOf(instanceKey, 1, { subscriptionsOpened: opened })));
        for (const step of steps) await step();
        expect(await pendingKeys(store), `subscribed as step ${place}`).to.include(one.messageKey);
      }
    },

    'loses no wake-up when subscribing and putting away happen at the same moment': async (given) => {
      const { store } = given;
      for (let round = 0; round < 40; round++) {
        const instanceKey = await given.instance();
        const name = `Answer-${round}`;
        const one = await given.message({ name });
        await store.commit({ at: AT, by: BY, action: 'Test', messages: [one] });
        const opened = [{ ...subscriptionOf(instanceKey), name }];
        const both = [
          () => store.bufferMessage(one.messageKey, AT),
          () => store.commit(changeOf(instanceKey, 1, { subscriptionsOpened: opened })),
        ];
        if (round % 2 === 1) both.reverse();
        await Promise.all(both.map((step) => step()));
        expect(await pendingKeys(store), `round ${round}`).to.include(one.messageKey);
      }
    },

    'says so when somebody has subscribed between looking and putting away': async (given) => {
      const { store } = given;
      const key = await publish(given);
      expect(await store.oldestWaiting('Answer', 'patient-1')).to.deep.equal([]);
      await subscribe(store, await given.instance());
      expect(await store.bufferMessage(key, AT)).to.equal('again');
      expect(await pendingKeys(store)).to.deep.equal([key]);
    },

    'forgets a message that has expired untaken': async (given) => {
      const { store } = given;
      const key = await publish(given, { expiresAt: AT });
      expect(await store.bufferMessage(key, AT)).to.equal('expired');
      expect(await pendingKeys(store)).to.deep.equal([]);
    },

    'lets each process take a message once, and nobody one that is gone': async (given) => {
      const { store } = given;
      const messageKey = await publish(given);
      const key = await given.instance();
      const take = (revision: number, processId: string) =>
        store.commit(changeOf(key, revision, { taken: { kind: 'message', messageKey, processId } }));
      expect((await take(1, 'P')).kind).to.equal('committed');
      expect((await take(2, 'P')).kind).to.equal('taken');
      expect((await take(2, 'Q')).kind).to.equal('committed');
      expect([...(await store.takersOf(messageKey))].sort()).to.deep.equal(['P', 'Q']);
      await store.removeMessage(messageKey, AT);
      expect((await take(3, 'R')).kind).to.equal('taken');
      expect((await store.instance(key))?.revision).to.equal(3);
    },

    'lets one of several instances of a process take a message, however they meet': async (given) => {
      const { store } = given;
      for (let round = 0; round < 20; round++) {
        const messageKey = await publish(given, { name: `Answer-${round}` });
        const keys = [await given.instance(), await given.instance(), await given.instance()];
        const taken = { kind: 'message', messageKey, processId: 'P' } as const;
        const outcomes = await Promise.all(keys.map((key) => store.commit(changeOf(key, 1, { taken }))));
        expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'taken', 'taken']);
      }
    },

    'does not count a message as taken by a change that lost its race': async (given) => {
      const { store } = given;
      const messageKey = await publish(given);
      const key = await given.instance();
      const taken = { kind: 'message', messageKey, processId: 'P' } as const;
      expect((await store.commit(changeOf(key, 9, { taken }))).kind).to.equal('conflict');
      expect(await store.takersOf(messageKey)).to.deep.equal([]);
      expect((await store.commit(changeOf(key, 1, { taken }))).kind).to.equal('committed');
    },

    'tries a message that was put off again later': async (given) => {
      const { store } = given;
      const messageKey = await publish(given);
      await store.postpone({ kind: 'message', messageKey }, AT + 50);
      expect(await pendingKeys(store, AT + 49)).to.deep.equal([]);
      expect((await store.pendingMessages(AT + 50, 10))[0]).to.deep.include({ messageKey, attempts: 1 });
      expect(await store.nextAttemptAt()).to.equal(AT + 50);
    },
  },
};
