import { expect } from 'chai';

import type { Change, Store } from '../../../server/application/ports.js';
import { AT, BY, changeOf, subscriptionOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

const turns = async (store: Store, at = AT): Promise<readonly number[]> =>
  (await store.pendingMessages(at, 100)).map(({ messageKey }) => messageKey);

async function publish({ store, message }: GivenStore, more = {}): Promise<number> {
  const one = await message(more);
  await store.commit({ at: AT, by: BY, action: 'Test', messages: [one] });
  return one.messageKey;
}

const subscribe = (store: Store, key: number) =>
  store.commit(changeOf(key, 1, { subscriptionsOpened: [subscriptionOf(key)] }));

/** Messages of one name and key are delivered one after the other. */
export const messageTurns: Area = {
  title: 'the turns of messages with one name and key',
  rules: {
    'gives the earliest only, and the next one when it has gone, however it went': async (given) => {
      const { store } = given;
      const [a, b, c, d] = [await publish(given), await publish(given), await publish(given), await publish(given)];
      const other = await publish(given, { correlationKey: 'patient-2' });
      expect(await turns(store)).to.deep.equal([a, other]);
      await store.removeMessage(a, AT);
      expect(await turns(store)).to.deep.equal([b, other]);
      expect(await store.bufferMessage(b, AT)).to.equal('buffered');
      expect(await turns(store)).to.deep.equal([c, other]);
      await store.refuseMessage(c, AT, { processId: 'P', code: 'VALUE_NOT_ALLOWED' });
      expect(await turns(store)).to.deep.equal([d, other]);
    },

    'holds back those behind one that is put off': async (given) => {
      const { store } = given;
      const [a, b] = [await publish(given), await publish(given)];
      await store.postpone({ kind: 'message', messageKey: a }, AT + 1000);
      expect(await turns(store)).to.deep.equal([]);
      expect(await store.hasPending('Answer', 'patient-1')).to.equal(true);
      expect(await turns(store, AT + 1000)).to.deep.equal([a]);
      await store.removeMessage(a, AT);
      expect(await turns(store)).to.deep.equal([b]);
    },

    'lets nobody take one out of its turn': async (given) => {
      const { store } = given;
      const [a, b] = [await publish(given), await publish(given)];
      const key = await given.instance();
      const take = (messageKey: number, revision: number) =>
        store.commit(changeOf(key, revision, { taken: { kind: 'message', messageKey, processId: 'P' } }));
      expect((await take(b, 1)).kind).to.equal('taken');
      expect(await store.takersOf(b)).to.deep.equal([]);
      expect((await take(a, 1)).kind).to.equal('committed');
    },

    'wakes the earliest that is kept before one that was published later': async (given) => {
      const { store } = given;
      const early = await publish(given);
      await store.bufferMessage(early, AT);
      const late = await publish(given);
      expect(await turns(store)).to.deep.equal([late]);
      await subscribe(store, await given.instance());
      expect(await turns(store)).to.deep.equal([early]);
      expect(await store.bufferMessage(late, AT)).to.equal('again');
      await store.removeMessage(early, AT);
      expect(await turns(store)).to.deep.equal([late]);
    },

    'wakes those that are kept one after the other while somebody waits': async (given) => {
      const { store } = given;
      const keys = [await publish(given), await publish(given), await publish(given)];
      for (const key of keys) await store.bufferMessage(key, AT);
      await subscribe(store, await given.instance());
      for (const key of keys) {
        expect(await turns(store)).to.deep.equal([key]);
        await store.removeMessage(key, AT);
      }
      expect(await turns(store)).to.deep.equal([]);
    },

    'brings one that was refused back to its place, and remembers who has taken it': async (given) => {
      const { store } = given;
      const [a, b] = [await publish(given), await publish(given)];
      const key = await given.instance();
      await store.commit(changeOf(key, 1, { taken: { kind: 'message', messageKey: a, processId: 'Q' } }));
      await store.refuseMessage(a, AT, { processId: 'P', code: 'VALUE_NOT_ALLOWED' });
      expect(await turns(store)).to.deep.equal([b]);
      const retry: Change = { at: AT, by: BY, action: 'Test', handled: { kind: 'message', key: a, action: 'retry' } };
      expect((await store.commit(retry)).kind).to.equal('committed');
      expect(await turns(store)).to.deep.equal([a]);
      expect(await store.takersOf(a)).to.deep.equal(['Q']);
      await store.removeMessage(a, AT);
      expect((await store.commit(retry)).kind).to.equal('conflict');
    },

    'throws one away once, keeps who did it and why, and nothing of its content': async (given) => {
      const { store } = given;
      const [a, b] = [await publish(given), await publish(given)];
      const discard: Change = {
        ...{ at: AT, by: BY, action: 'Test' },
        handled: { kind: 'message', key: a, action: 'discard', reason: 'why' },
      };
      const outcomes = await Promise.all([store.commit(discard), store.commit(discard)]);
      expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'conflict']);
      expect(await turns(store)).to.deep.equal([b]);
      expect(await store.message(a)).to.deep.include({ state: 'DISCARDED', discardedBy: BY, reason: 'why' });
    },

    'refuses a second message with one id while the first is kept, and for its time to live': async (given) => {
      const { store } = given;
      const one = { messageId: 'lab-1', expiresAt: AT + 100 };
      const first = await publish(given, one);
      const again = async (at: number, more = {}) =>
        store.commit({ at, by: BY, action: 'Test', messages: [await given.message({ ...one, ...more })] });
      expect(await again(AT)).to.deep.equal({ kind: 'published', messageKey: first });
      expect(await again(AT + 100)).to.deep.equal({ kind: 'published', messageKey: first });
      await store.removeMessage(first, AT);
      expect(await again(AT)).to.deep.equal({ kind: 'published', messageKey: first });
      expect((await again(AT, { correlationKey: 'patient-2' })).kind).to.equal('committed');
      expect((await again(AT + 100)).kind).to.equal('committed');
    },

    'finds one that is kept behind however many that have expired, at the latest when those are forgotten': async (
      given,
    ) => {
      const { store } = given;
      const expired = await Promise.all(Array.from({ length: 250 }, () => publish(given, { expiresAt: AT + 1 })));
      const key = await publish(given);
      for (const one of [...expired.sort((a, b) => a - b), key]) await store.bufferMessage(one, AT);
      const waiting = await given.instance();
      await store.commit(changeOf(waiting, 1, { at: AT + 1, subscriptionsOpened: [subscriptionOf(waiting)] }));
      let forgotten = 0;
      for (let many = 1; many > 0; forgotten += many) many = (await store.expireMessages(AT + 1, 60)).length;
      expect(forgotten).to.equal(expired.length);
      expect(await turns(store, AT + 1)).to.deep.equal([key]);
    },

    'forgets what has expired, a bounded number at a time, and says which': async (given) => {
      const { store } = given;
      const keys = [];
      for (let n = 0; n < 3; n++) keys.push(await publish(given, { expiresAt: AT + 10 + n }));
      for (const key of keys) await store.bufferMessage(key, AT);
      expect(await store.nextAttemptAt()).to.equal(AT + 10);
      expect(await store.expireMessages(AT + 9, 10)).to.deep.equal([]);
      expect(await store.expireMessages(AT + 20, 2)).to.deep.equal(keys.slice(0, 2));
      expect(await store.expireMessages(AT + 20, 2)).to.deep.equal(keys.slice(2));
      expect(await store.nextAttemptAt()).to.equal(null);
    },
  },
};
