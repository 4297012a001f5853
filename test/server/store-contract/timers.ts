import { expect } from 'chai';

import { AT, changeOf, stateOf } from './given-store.js';
import type { Area } from './rules.js';

const timer = (instanceKey: number, number: number, dueAt: number) => ({ instanceKey, number, element: 'T', dueAt });

/** Timers of instances. */
export const timers: Area = {
  title: 'timers',
  rules: {
    'knows when the next thing is due, decades ahead': async ({ store, instance }) => {
      const key = await instance();
      const inThirtyYears = Date.UTC(2056, 0, 1);
      expect(await store.nextAttemptAt()).to.equal(null);
      await store.commit(changeOf(key, 1, { timersSet: [timer(key, 5, inThirtyYears)] }));
      expect(await store.nextAttemptAt()).to.equal(inThirtyYears);
      expect(await store.dueTimers(inThirtyYears - 1, 10)).to.deep.equal([]);
      expect((await store.dueTimers(inThirtyYears, 10))[0]).to.deep.include({
        ...timer(key, 5, inThirtyYears),
        attempts: 0,
      });
    },

    'gives due timers in due order, across instances, no more than asked for': async ({ store, instance }) => {
      const [a, b] = [await instance(), await instance()];
      await store.commit(changeOf(b, 1, { timersSet: [timer(b, 1, 30), timer(b, 2, 10)] }));
      await store.commit(changeOf(a, 1, { timersSet: [timer(a, 1, 20), timer(a, 2, 40), timer(a, 3, 90)] }));
      const due = async (limit: number) => (await store.dueTimers(40, limit)).map(({ dueAt }) => dueAt);
      expect(await due(10)).to.deep.equal([10, 20, 30, 40]);
      expect(await due(2)).to.deep.equal([10, 20]);
      expect((await store.timers(a)).map(({ dueAt }) => dueAt)).to.deep.equal([20, 40, 90]);
    },

    'sets a timer anew under its number': async ({ store, instance }) => {
      const key = await instance();
      await store.commit(changeOf(key, 1, { timersSet: [timer(key, 5, 10)] }));
      await store.postpone({ kind: 'timer', instanceKey: key, number: 5, dueAt: 10 }, 11);
      await store.commit(changeOf(key, 2, { timersSet: [timer(key, 5, 50)] }));
      expect(await store.dueTimers(49, 10)).to.deep.equal([]);
      expect((await store.dueTimers(50, 10))[0]).to.deep.include({ ...timer(key, 5, 50), attempts: 0 });
    },

    'fires a timer with the change that removes it, and never again': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({ timersSet: [timer(own, 5, 10)] }));
      const fire = () => store.commit(changeOf(key, 1, { timersRemoved: [5], messages: [] }));
      const outcomes = await Promise.all([fire(), fire(), fire()]);
      expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'conflict', 'conflict']);
      expect(await store.dueTimers(1e12, 10)).to.deep.equal([]);
      expect(await store.nextAttemptAt()).to.equal(null);
      await given.reopen();
      expect(await given.store.dueTimers(1e12, 10)).to.deep.equal([]);
    },

    'keeps a timer whose change lost its race': async ({ store, instance }) => {
      const key = await instance((own) => ({ timersSet: [timer(own, 5, 10)] }));
      await store.commit(changeOf(key, 9, { timersRemoved: [5] }));
      expect(await store.dueTimers(10, 10)).to.have.length(1);
    },

    'tries one that was put off again later, counts it, and keeps its due time': async ({ store, instance }) => {
      const key = await instance((own) => ({ timersSet: [timer(own, 5, 10), timer(own, 6, 20)] }));
      await store.postpone({ kind: 'timer', instanceKey: key, number: 5, dueAt: 10 }, 500);
      expect((await store.dueTimers(499, 10)).map(({ number }) => number)).to.deep.equal([6]);
      expect((await store.dueTimers(500, 10)).find(({ number }) => number === 5)).to.deep.include({
        dueAt: 10,
        attempts: 1,
      });
      expect(await store.nextAttemptAt()).to.equal(20);
    },

    'neither puts off nor removes a timer that was set anew meanwhile': async ({ store, instance }) => {
      const key = await instance((own) => ({ timersSet: [timer(own, 5, 10)] }));
      await store.commit(changeOf(key, 1, { timersSet: [timer(key, 5, 50)] }));
      const fired = { kind: 'timer', instanceKey: key, number: 5, dueAt: 10 } as const;
      await store.postpone(fired, 900);
      await store.removeStale(fired);
      expect((await store.dueTimers(50, 10))[0]).to.deep.include({ ...timer(key, 5, 50), attempts: 0 });
      await store.removeStale({ ...fired, dueAt: 50 });
      expect(await store.dueTimers(50, 10)).to.deep.equal([]);
    },

    'leaves no timer of an instance that has ended': async ({ store, instance }) => {
      const key = await instance((own) => ({ timersSet: [timer(own, 5, 10)] }));
      const state = stateOf(key, { status: 'completed' });
      await store.commit(changeOf(key, 1, { instance: { instanceKey: key, expectedRevision: 1, state } }));
      expect(await store.timers(key)).to.deep.equal([]);
      expect(await store.dueTimers(AT * 1000, 10)).to.deep.equal([]);
    },

    'gives every timer of a storm exactly once to those who fire them': async ({ store, instance }) => {
      const keys = await Promise.all(Array.from({ length: 60 }, () => instance()));
      await Promise.all(
        keys.map((key, index) => store.commit(changeOf(key, 1, { timersSet: [timer(key, 5, index)] }))),
      );
      const fired: number[] = [];
      const work = async (): Promise<void> => {
        for (let due = await store.dueTimers(100, 7); due.length > 0; due = await store.dueTimers(100, 7)) {
          for (const { instanceKey, number } of due) {
            const outcome = await store.commit(changeOf(instanceKey, 2, { timersRemoved: [number] }));
            if (outcome.kind === 'committed') fired.push(instanceKey);
          }
        }
      };
      await Promise.all([work(), work()]);
      expect([...fired].sort((a, b) => a - b)).to.deep.equal([...keys].sort((a, b) => a - b));
    },
  },
};
