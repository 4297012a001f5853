import { expect } from 'chai';

import type { Change } from '../../../server/application/ports.js';
import {
  AT,
  answerUnder,
  changeOf,
  everybodyWaiting,
  stateOf,
  subscriptionOf,
  type GivenStore,
} from './given-store.js';
import { incidentOf } from './incidents.js';
import type { Area } from './rules.js';
import { taskOf } from './tasks.js';

/** A change with a row of every kind. */
async function wholeChange({ store, message }: GivenStore, key: number, revision: number): Promise<Change> {
  const alarm = { signalKey: await store.newKey('signal'), name: 'Alarm', variables: {}, sourceInstance: null };
  return changeOf(key, revision, {
    at: 20,
    instance: { instanceKey: key, expectedRevision: revision, state: stateOf(key, { businessKey: 'new' }) },
    events: [{ type: 'TaskUnassigned', taskId: 't' }],
    tasksOpened: [taskOf(key, 3)],
    timersSet: [{ instanceKey: key, number: 5, element: 'T', dueAt: 99 }],
    subscriptionsOpened: [subscriptionOf(key, 6)],
    jobsOpened: [
      {
        ...{ instanceKey: key, number: 7, element: 'J', topic: 'notify', retries: 1, createdAt: 20, availableAt: 20 },
        ...{ lockToken: null, lockedUntil: null, worker: null },
      },
    ],
    incidentsRaised: [incidentOf(key, 8)],
    messages: [await message()],
    signals: [alarm],
    ...answerUnder('whole'),
  });
}

/** What can be seen of a whole change. */
async function seen({ store }: GivenStore, key: number): Promise<readonly unknown[]> {
  const row = await store.instance(key);
  return [
    row?.revision,
    row?.businessKey,
    (await store.history(key, 0, 10)).length,
    (await store.task({ instanceKey: key, number: 3 }))?.state,
    (await store.timers(key)).length,
    (await everybodyWaiting(store)).length,
    (await store.job({ instanceKey: key, number: 7 }))?.topic,
    (await store.incident({ instanceKey: key, number: 8 }))?.code,
    (await store.pendingMessages(AT, 10)).length,
    (await store.signalDeliveries(AT, 10)).length,
    (await store.findAnswer(answerUnder('whole').idempotency))?.status,
  ];
}

const listen = async ({ store, instance }: GivenStore): Promise<void> => {
  const key = await instance();
  const opened = [{ ...subscriptionOf(key), kind: 'signal' as const, name: 'Alarm', correlationKey: null }];
  await store.commit(changeOf(key, 1, { subscriptionsOpened: opened }));
};

const ALL = [2, 'new', 1, 'CREATED', 1, 1, 'notify', 'EXPRESSION_FAILED', 1, 1, 204];
const NOTHING = [1, null, 0, undefined, 0, 0, undefined, undefined, 0, 0, undefined];

/** A change is taken whole or not at all. */
export const changes: Area = {
  title: 'a change is written whole or not at all',
  rules: {
    'writes every part of it': async (given) => {
      await listen(given);
      const key = await given.instance();
      expect(await given.store.commit(await wholeChange(given, key, 1))).to.deep.equal({ kind: 'committed' });
      expect(await seen(given, key)).to.deep.equal(ALL);
      await given.reopen();
      expect(await seen(given, key)).to.deep.equal(ALL);
    },

    'writes no part of it when it was decided on another revision': async (given) => {
      await listen(given);
      const key = await given.instance();
      expect(await given.store.commit(await wholeChange(given, key, 7))).to.deep.equal({ kind: 'conflict' });
      expect(await seen(given, key)).to.deep.equal(NOTHING);
    },

    'writes no part of it when its delivery has been taken': async (given) => {
      await listen(given);
      const key = await given.instance();
      const taken = { kind: 'message', messageKey: 424242, processId: 'P' } as const;
      expect(await given.store.commit({ ...(await wholeChange(given, key, 1)), taken })).to.deep.equal({
        kind: 'taken',
      });
      expect(await seen(given, key)).to.deep.equal(NOTHING);
    },

    'writes no part of it when one part cannot be written, whichever it is': async (given) => {
      await listen(given);
      const key = await given.instance();
      const whole = await wholeChange(given, key, 1);
      const none = null as unknown as string;
      const spoilt: Partial<Change>[] = [
        { tasksOpened: [taskOf(key, 3, { element: none })] },
        { timersSet: [{ instanceKey: key, number: 5, element: none, dueAt: 99 }] },
        { subscriptionsOpened: [{ ...subscriptionOf(key), name: none }] },
        { jobsOpened: whole.jobsOpened?.map((job) => ({ ...job, topic: none })) ?? [] },
        { incidentsRaised: [incidentOf(key, 8, { code: none })] },
        { messages: whole.messages?.map((message) => ({ ...message, name: none })) ?? [] },
        { signals: whole.signals?.map((signal) => ({ ...signal, name: none })) ?? [] },
        { idempotency: { ...answerUnder('whole').idempotency, digest: none } },
      ];
      for (const part of spoilt) {
        const outcome = await given.store.commit({ ...whole, ...part }).then(
          () => 'written',
          () => 'refused',
        );
        expect([Object.keys(part), outcome]).to.deep.equal([Object.keys(part), 'refused']);
        expect(await seen(given, key), Object.keys(part).join()).to.deep.equal(NOTHING);
      }
    },
  },
};
