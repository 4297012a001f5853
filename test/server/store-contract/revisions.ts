import { expect } from 'chai';

import { AT, BY, answerUnder, changeOf, stateOf } from './given-store.js';
import type { Area } from './rules.js';

const kinds = (outcomes: readonly { readonly kind: string }[]): readonly string[] =>
  outcomes.map(({ kind }) => kind).sort();

/** Instances, their revisions and their history. */
export const revisions: Area = {
  title: 'instances and their revisions',
  rules: {
    'gives back an instance as it was written': async ({ store, instance }) => {
      const key = await instance({ by: 'gp', at: 77 });
      const { revision, status, startedAt, startedBy, processId, version, endedAt } = (await store.loadInstance(key))!;
      expect([revision, status, startedAt, startedBy, processId, version, endedAt]).to.deep.equal([
        ...[1, 'running', 77, 'gp', 'P', 1, null],
      ]);
      expect((await store.loadInstance(key))?.state).to.deep.equal(JSON.parse(stateOf(key).text));
      expect(await store.loadInstance(key + 1000)).to.equal(null);
      expect(await store.instance(key + 1000)).to.equal(null);
    },

    'writes a change that was decided on the current revision': async ({ store, instance }) => {
      const key = await instance();
      const state = stateOf(key, { counter: 9, businessKey: 'patient-1' });
      const change = changeOf(key, 1, { instance: { instanceKey: key, expectedRevision: 1, state } });
      expect(await store.commit(change)).to.deep.equal({ kind: 'committed' });
      expect((await store.loadInstance(key))?.state).to.deep.equal(JSON.parse(state.text));
      expect(await store.instance(key)).to.deep.include({ revision: 2, businessKey: 'patient-1' });
    },

    'refuses a change that was decided on an older revision, and writes nothing of it': async (given) => {
      const { store } = given;
      const key = await given.instance();
      await store.commit(changeOf(key, 1));
      const stale = changeOf(key, 1, {
        instance: { instanceKey: key, expectedRevision: 1, state: stateOf(key, { counter: 99 }) },
        events: [{ type: 'TaskUnassigned', taskId: 't' }],
        timersSet: [{ instanceKey: key, number: 5, element: 'T', dueAt: AT }],
        messages: [await given.message()],
        ...answerUnder('stale'),
      });
      expect(await store.commit(stale)).to.deep.equal({ kind: 'conflict' });
      expect((await store.loadInstance(key))?.state).to.deep.equal(JSON.parse(stateOf(key).text));
      expect((await store.instance(key))?.revision).to.equal(2);
      expect(await store.history(key, 0, 10)).to.deep.equal([]);
      expect(await store.timers(key)).to.deep.equal([]);
      expect(await store.pendingMessages(AT, 10)).to.deep.equal([]);
      expect(await store.findAnswer(stale.idempotency!)).to.equal(null);
    },

    'refuses a change of an instance that is not there': async ({ store }) => {
      expect(await store.commit(changeOf(424242, 1))).to.deep.equal({ kind: 'conflict' });
    },

    'counts the revision also where only rows beside the state change': async ({ store, instance }) => {
      const key = await instance();
      const beside = { instance: { instanceKey: key, expectedRevision: 1 } };
      expect(await store.commit(changeOf(key, 1, beside))).to.deep.equal({ kind: 'committed' });
      expect(await store.commit(changeOf(key, 1, beside))).to.deep.equal({ kind: 'conflict' });
      expect((await store.loadInstance(key))?.state).to.deep.equal(JSON.parse(stateOf(key).text));
    },

    'lets exactly one of several changes of one revision win, however they meet': async ({ store, instance }) => {
      for (let round = 0; round < 20; round++) {
        const key = await instance();
        const outcomes = await Promise.all([1, 2, 3, 4].map(() => store.commit(changeOf(key, 1))));
        expect(kinds(outcomes)).to.deep.equal(['committed', 'conflict', 'conflict', 'conflict']);
        expect((await store.instance(key))?.revision).to.equal(2);
      }
    },

    'lets changes of different instances that come at the same moment all win': async ({ store, instance }) => {
      const keys = await Promise.all(Array.from({ length: 40 }, () => instance()));
      expect(new Set(keys).size).to.equal(40);
      const outcomes = await Promise.all(keys.map((key) => store.commit(changeOf(key, 1))));
      expect(new Set(kinds(outcomes))).to.deep.equal(new Set(['committed']));
      for (const key of keys) expect((await store.instance(key))?.revision).to.equal(2);
    },

    'does not let a change that cannot be written take down those that come with it': async (given) => {
      const { store } = given;
      const [good, stale, bad] = [await given.instance(), await given.instance(), await given.instance()];
      const unwritable = { ...(await given.message()), name: null as unknown as string };
      const outcomes = await Promise.allSettled([
        store.commit(changeOf(good, 1, answerUnder('good'))),
        store.commit(changeOf(stale, 7)),
        store.commit(changeOf(bad, 1, { messages: [unwritable], ...answerUnder('bad') })),
      ]);
      expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value.kind : 'failed'))).to.deep.equal([
        ...['committed', 'conflict', 'failed'],
      ]);
      const revisionOf = async (key: number) => (await store.instance(key))?.revision;
      expect([await revisionOf(good), await revisionOf(stale), await revisionOf(bad)]).to.deep.equal([2, 1, 1]);
      expect(await store.findAnswer(answerUnder('bad').idempotency)).to.equal(null);
      expect(await store.pendingMessages(AT, 10)).to.deep.equal([]);
    },

    'keeps what happened in the order it happened in, with its values': async ({ store, instance }) => {
      const first = [
        { type: 'VariablesSet', scope: 1, values: { note: 'personal' } },
        { type: 'TimerScheduled', timerId: '1:5', wait: { id: 5, kind: 'timer', element: 'T' }, dueAt: 99 },
      ] as const;
      const key = await instance({ events: first, by: 'gp' });
      await store.commit(changeOf(key, 1, { at: 20, events: [{ type: 'TaskUnassigned', taskId: '1:3' }] }));
      const entries = await store.history(key, 0, 10);
      expect(entries.map(({ event }) => event)).to.deep.equal([...first, { type: 'TaskUnassigned', taskId: '1:3' }]);
      expect(entries.map(({ sequence, at, by }) => [sequence, at, by])).to.deep.equal([
        ...[
          [1, AT, 'gp'],
          [2, AT, 'gp'],
          [3, 20, BY],
        ],
      ]);
      expect((await store.history(key, 1, 1)).map(({ sequence }) => sequence)).to.deep.equal([2]);
    },

    'remembers when and why an instance ended': async ({ store, instance }) => {
      const key = await instance();
      const state = stateOf(key, { status: 'cancelled' });
      await store.commit(
        changeOf(key, 1, {
          at: 20,
          instance: { instanceKey: key, expectedRevision: 1, state, endReason: 'wrong patient' },
        }),
      );
      const row = await store.instance(key);
      expect(row).to.deep.include({ status: 'cancelled', endedAt: 20, endReason: 'wrong patient' });
    },

    'never gives a key twice, also after it was opened again': async (given) => {
      const keys: number[] = [];
      for (let opening = 0; opening < 3; opening++) {
        for (let i = 0; i < 120; i++) keys.push(await given.store.newKey('instance'));
        await given.reopen();
      }
      expect(new Set(keys).size).to.equal(keys.length);
      expect([...keys].sort((a, b) => a - b)).to.deep.equal(keys);
    },

    'has everything that it answered for when it is opened again': async (given) => {
      const key = await given.instance((own) => ({
        timersSet: [{ instanceKey: own, number: 5, element: 'T', dueAt: 99 }],
      }));
      await given.store.commit(changeOf(key, 1, answerUnder('k')));
      await given.reopen();
      expect((await given.store.instance(key))?.revision).to.equal(2);
      expect(await given.store.findAnswer(answerUnder('k').idempotency)).to.not.equal(null);
      expect(await given.store.dueTimers(99, 10)).to.have.length(1);
    },
  },
};
