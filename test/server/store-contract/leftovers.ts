import { expect } from 'chai';

import type { Leftover, LeftoverSlice } from '../../../server/application/ports.js';
import { AT, BY, changeOf, stateOf, subscriptionOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

const DAY = 24 * 3_600_000;
const why = { processId: 'P', code: 'VALUE_NOT_ALLOWED' };

/** Slices of one row each, to the end. @returns how many rows were removed */
async function purge({ store }: GivenStore, kind: Leftover, before: number, limit = 1): Promise<number> {
  let all = 0;
  let from: LeftoverSlice['from'] = null;
  do {
    const { removed, next } = await store.purgeLeftovers({ kind, before, from, limit });
    all += removed;
    from = next;
  } while (from !== null);
  return all;
}

async function refused(given: GivenStore, at: number, more: object = {}): Promise<number> {
  const one = await given.message(more);
  await given.store.commit({ at: AT, by: BY, action: 'Test', messages: [one] });
  await given.store.refuseMessage(one.messageKey, at, why);
  return one.messageKey;
}

const keptMessages = async ({ store }: GivenStore): Promise<readonly number[]> =>
  (await store.searchMessages({}, { limit: 100 })).items.map(({ messageKey }) => messageKey);

const hold = ({ store }: GivenStore, key: number, revision: number) =>
  store.commit(
    changeOf(key, revision, {
      instance: { instanceKey: key, expectedRevision: revision },
      legalHold: { kind: 'placed', reason: 'Complaint' },
    }),
  );

const end = ({ store }: GivenStore, key: number, revision = 1) =>
  store.commit(
    changeOf(key, revision, {
      instance: { instanceKey: key, expectedRevision: revision, state: stateOf(key, { status: 'completed' }) },
    }),
  );

const forPatient = (given: GivenStore, businessKey: string): Promise<number> =>
  given.instance((own) => ({
    instance: {
      instanceKey: own,
      expectedRevision: 0,
      state: stateOf(own, { businessKey }),
      created: {
        definitionKey: 1,
        processId: 'P',
        environment: { environmentKey: 'env', root: 'model-P', called: [], calls: {} },
      },
    },
  }));

/** A delivery of a signal, to one instance. */
async function delivery(given: GivenStore): Promise<{ readonly key: number; readonly instance: number }> {
  const { store } = given;
  const instance = await given.instance((own) => ({
    subscriptionsOpened: [{ ...subscriptionOf(own), kind: 'signal', name: `Alarm-${own}`, correlationKey: null }],
  }));
  const signal = {
    signalKey: await store.newKey('signal'),
    name: `Alarm-${instance}`,
    variables: {},
    sourceInstance: null,
  };
  await store.commit({ at: AT, by: BY, action: 'Test', signals: [signal] });
  const found = (await store.signalDeliveries(AT, 100)).find((one) => one.instanceKey === instance);
  return { key: found?.deliveryKey ?? 0, instance };
}

const discard = ({ store }: GivenStore, kind: 'message' | 'signal', key: number, at: number) =>
  store.commit({ at, by: BY, action: 'Test', handled: { kind, key, action: 'discard', reason: 'Wrong ward' } });

async function batch({ store }: GivenStore, instances: readonly number[]): Promise<number> {
  const batchKey = await store.newKey('batch');
  await store.selectBatch(
    { batchKey, kind: 'CANCEL_PROCESS_INSTANCE', at: AT, by: BY, reason: 'Import' },
    { of: 'items', items: instances.map((instanceKey) => ({ instanceKey, number: 0 })) },
  );
  await store.commit({ at: AT, by: BY, action: 'Test', batch: { batchKey, step: 'start' } });
  return batchKey;
}

const itemsOf = async ({ store }: GivenStore, batchKey: number): Promise<readonly number[]> =>
  (await store.searchBatchItems({ batchKey }, { limit: 100 })).items.map(({ instanceKey }) => instanceKey);

/** What is kept beside instances is not kept for ever. */
export const leftovers: Area = {
  title: 'what is kept beside instances',
  rules: {
    'removes messages that were set aside when they are old enough, oldest first, a slice at a time': async (given) => {
      const [a, b, c] = [await refused(given, AT + DAY), await refused(given, AT), await refused(given, AT + 2 * DAY)];
      const slice = { kind: 'refusedMessage', before: AT + 2 * DAY, from: null, limit: 1 } as const;
      expect((await given.store.purgeLeftovers(slice)).removed).to.equal(1);
      expect(await keptMessages(given)).to.deep.equal([a, c].sort((x, y) => x - y));
      expect(await given.store.message(b)).to.equal(null);
      expect(await purge(given, 'refusedMessage', AT + 2 * DAY)).to.equal(1);
      expect(await keptMessages(given)).to.deep.equal([c]);
    },

    'leaves no trace of who has taken a message that was set aside, nor of its id': async (given) => {
      const message = { messageId: 'id-1', takenBy: 'Q', expiresAt: AT + 5 };
      const key = await refused(given, AT, message);
      expect(await given.store.takersOf(key)).to.deep.equal(['Q']);
      expect(await purge(given, 'refusedMessage', AT + 1)).to.equal(1);
      expect(await given.store.takersOf(key)).to.deep.equal([]);
      await given.store.expireMessages(AT + 5, 10);
      const again = await given.message({ ...message, expiresAt: AT + 100 });
      const outcome = await given.store.commit({ at: AT + 6, by: BY, action: 'Test', messages: [again] });
      expect(outcome.kind).to.equal('committed');
    },

    'keeps a message that an instance threw as long as that instance, also where it is under a legal hold': async (
      given,
    ) => {
      const source = await given.instance();
      const key = await refused(given, AT, { sourceInstance: source });
      await end(given, source);
      await hold(given, source, 2);
      await given.store.archiveEnded({ before: AT + 1, at: AT + 1, limit: 10 });
      expect(await purge(given, 'refusedMessage', AT + DAY)).to.equal(0);
      expect(await given.store.purgeArchived({ before: AT + DAY, limit: 100 })).to.equal(0);
      expect(await keptMessages(given)).to.deep.equal([key]);
    },

    'removes a message whose instance is gone': async (given) => {
      const source = await given.instance();
      const thrown = await given.message({ sourceInstance: source });
      await given.store.commit({ at: AT, by: BY, action: 'Test', messages: [thrown] });
      await end(given, source);
      await given.store.archiveEnded({ before: AT + 1, at: AT + 1, limit: 10 });
      while ((await given.store.purgeArchived({ before: AT + DAY, limit: 100 })) > 0);
      await given.store.refuseMessage(thrown.messageKey, AT + DAY, why);
      expect(await purge(given, 'refusedMessage', AT + DAY)).to.equal(0);
      expect(await purge(given, 'refusedMessage', AT + DAY + 1)).to.equal(1);
      expect(await keptMessages(given)).to.deep.equal([]);
    },

    'keeps what came for a patient who has an instance under a legal hold, set aside or thrown away': async (given) => {
      const held = await forPatient(given, 'patient-1');
      await forPatient(given, 'patient-2');
      await hold(given, held, 1);
      const kept = [await refused(given, AT), await refused(given, AT)];
      const others = [
        await refused(given, AT, { correlationKey: 'patient-2' }),
        await refused(given, AT, { correlationKey: null }),
      ];
      for (const key of [kept[1], others[1]]) await discard(given, 'message', key ?? 0, AT);
      expect(await purge(given, 'refusedMessage', AT + DAY)).to.equal(1);
      expect(await purge(given, 'discarded', AT + DAY)).to.equal(1);
      expect(await keptMessages(given)).to.deep.equal(kept);
    },

    'removes what was thrown away when it is old enough; what is of an instance goes with that': async (given) => {
      const source = await given.instance();
      const [free, own] = [await refused(given, AT), await refused(given, AT, { sourceInstance: source })];
      const ofInstance = await delivery(given);
      await given.store.refuseDelivery(ofInstance.key, AT, why.code);
      await discard(given, 'signal', ofInstance.key, AT);
      for (const key of [free, own]) await discard(given, 'message', key, AT);
      expect(await purge(given, 'discarded', AT)).to.equal(0);
      expect(await purge(given, 'discarded', AT + 1)).to.equal(1);
      expect(await keptMessages(given)).to.deep.equal([own]);
      expect((await given.store.searchDeliveries({}, { limit: 10 })).items).to.have.length(1);
      await end(given, source);
      await given.store.archiveEnded({ before: AT + 1, at: AT + 1, limit: 10 });
      while ((await given.store.purgeArchived({ before: AT + DAY, limit: 100 })) > 0);
      expect(await keptMessages(given)).to.deep.equal([]);
    },

    'removes deliveries of signals that were set aside where they belong to no instance': async (given) => {
      const { store } = given;
      await store.deploy({
        name: 'S',
        at: 1,
        by: BY,
        source: { modelKey: 'model-S', bpmn: '', forms: {}, decisions: [], texts: {} },
        processes: [
          {
            processId: 'S',
            name: 'S',
            eventStarts: [{ kind: 'signal', name: 'Begin', element: 'Start' }],
            timerStarts: [],
          },
        ],
      });
      const signal = {
        signalKey: await store.newKey('signal'),
        name: 'Begin',
        variables: { note: 1 },
        sourceInstance: null,
      };
      await store.commit({ at: AT, by: BY, action: 'Test', signals: [signal] });
      const [start] = await store.signalDeliveries(AT, 10);
      const toInstance = await delivery(given);
      for (const key of [start?.deliveryKey ?? 0, toInstance.key]) await store.refuseDelivery(key, AT, why.code);
      expect(await purge(given, 'refusedDelivery', AT)).to.equal(0);
      expect(await purge(given, 'refusedDelivery', AT + 1)).to.equal(1);
      const left = (await store.searchDeliveries({}, { limit: 10 })).items;
      expect(left.map(({ deliveryKey }) => deliveryKey)).to.deep.equal([toInstance.key]);
    },

    'removes batch operations that have ended, with their items, and no others': async (given) => {
      const { store } = given;
      const [a, b] = [await given.instance(), await given.instance()];
      const [done, open] = [await batch(given, [a, b]), await batch(given, [a])];
      for (const { batchKey, number } of await store.openBatchItems(10))
        if (batchKey === done) await store.failBatchItem({ batchKey, number }, AT + DAY, 'INSTANCE_ENDED');
      expect((await store.batch(done))?.endedAt).to.equal(AT + DAY);
      expect(await purge(given, 'batchOperation', AT + DAY)).to.equal(0);
      expect(await purge(given, 'batchOperation', AT + DAY + 1)).to.equal(3);
      expect(await store.batch(done)).to.equal(null);
      expect(await itemsOf(given, done)).to.deep.equal([]);
      expect(await itemsOf(given, open)).to.deep.equal([a]);
    },

    'keeps the item of an instance under a legal hold, and its operation': async (given) => {
      const { store } = given;
      const [a, held, c] = [await given.instance(), await given.instance(), await given.instance()];
      const [first, second] = [await batch(given, [a, held, c]), await batch(given, [c])];
      await hold(given, held, 1);
      for (const item of await store.openBatchItems(10)) await store.failBatchItem(item, AT, 'INSTANCE_ENDED');
      expect(await purge(given, 'batchOperation', AT + 1)).to.equal(4);
      expect(await itemsOf(given, first)).to.deep.equal([held]);
      expect((await store.batch(first))?.reason).to.equal('Import');
      expect(await store.batch(second)).to.equal(null);
    },

    'removes quarantines of instances that are gone or have ended, when they ran out long ago': async (given) => {
      const { store } = given;
      const [running, ended, gone] = [await given.instance(), await given.instance(), 999_999];
      await end(given, ended);
      const row = { since: AT, until: AT + 5, attempts: 1, failure: 'f', command: 'FireTimer' };
      for (const instanceKey of [running, ended, gone]) await store.quarantine({ ...row, instanceKey });
      expect(await purge(given, 'quarantine', AT + 5)).to.equal(0);
      expect(await purge(given, 'quarantine', AT + 6)).to.equal(2);
      expect(await store.quarantineOf(gone)).to.equal(null);
      expect(await store.quarantineOf(ended)).to.equal(null);
      expect((await store.quarantineOf(running))?.attempts).to.equal(1);
    },
  },
};
