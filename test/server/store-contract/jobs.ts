import { expect } from 'chai';

import type { JobRow, Store } from '../../../server/application/ports.js';
import { AT, changeOf, stateOf } from './given-store.js';
import type { Area } from './rules.js';

const jobOf = (instanceKey: number, number: number, more: Partial<JobRow> = {}): JobRow => ({
  instanceKey,
  number,
  element: 'Service_Notify',
  topic: 'notify',
  retries: 3,
  createdAt: AT,
  availableAt: AT,
  lockToken: null,
  lockedUntil: null,
  worker: null,
  ...more,
});

const lock = (store: Store, lockTokens: readonly string[], at = AT, until = at + 100) =>
  store.lockJobs({ topic: 'notify', worker: 'w', at, until, lockTokens });

/** Jobs that workers fetch and lock. */
export const jobs: Area = {
  title: 'jobs',
  rules: {
    'are handed out with a token each, the longest available first, no more than asked for': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({
        jobsOpened: [
          jobOf(own, 2, { availableAt: 30 }),
          jobOf(own, 3, { availableAt: 20 }),
          jobOf(own, 4, { topic: 'other' }),
        ],
      }));
      const [first, ...rest] = await lock(store, ['token-a']);
      expect(first).to.deep.include({
        instanceKey: key,
        number: 3,
        lockToken: 'token-a',
        lockedUntil: AT + 100,
        worker: 'w',
      });
      expect(rest).to.deep.equal([]);
      expect((await lock(store, ['b', 'c'])).map(({ number }) => number)).to.deep.equal([2]);
      expect(await lock(store, ['d'])).to.deep.equal([]);
      expect(await store.job({ instanceKey: key, number: 3 })).to.deep.include({ lockToken: 'token-a' });
    },

    'go to one worker each, however many ask at the same moment': async ({ store, instance }) => {
      await instance((own) => ({ jobsOpened: [1, 2, 3, 4, 5, 6, 7].map((number) => jobOf(own, number)) }));
      const handed = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => lock(store, [`${name}1`, `${name}2`])));
      expect(
        handed
          .flat()
          .map(({ number }) => number)
          .sort(),
      ).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    },

    'are handed out again when their lock has run out, under a new token': async ({ store, instance }) => {
      const key = await instance((own) => ({ jobsOpened: [jobOf(own, 2)] }));
      await lock(store, ['old'], AT, AT + 10);
      expect(await lock(store, ['new'], AT + 9)).to.deep.equal([]);
      expect((await lock(store, ['new'], AT + 10))[0]?.lockToken).to.equal('new');
      expect((await store.job({ instanceKey: key, number: 2 }))?.lockToken).to.equal('new');
    },

    'that failed wait for their back-off; those without retries are not handed out': async ({ store, instance }) => {
      const key = await instance((own) => ({ jobsOpened: [jobOf(own, 2), jobOf(own, 3)] }));
      await lock(store, ['a', 'b']);
      await store.commit(
        changeOf(key, 1, {
          jobsFailed: [
            { number: 2, retries: 2, availableAt: AT + 50 },
            { number: 3, retries: 0, availableAt: AT },
          ],
        }),
      );
      expect(await lock(store, ['c', 'd'], AT + 49)).to.deep.equal([]);
      const again = await lock(store, ['c', 'd'], AT + 50);
      expect(again.map(({ number, retries }) => [number, retries])).to.deep.equal([[2, 2]]);
      expect(await store.job({ instanceKey: key, number: 3 })).to.deep.include({ retries: 0, lockToken: null });
    },

    'are gone when they are done, and with their instance': async ({ store, instance }) => {
      const key = await instance((own) => ({ jobsOpened: [jobOf(own, 2), jobOf(own, 3)] }));
      await store.commit(changeOf(key, 1, { jobsClosed: [2] }));
      expect(await store.job({ instanceKey: key, number: 2 })).to.equal(null);
      const state = stateOf(key, { status: 'cancelled' });
      await store.commit(changeOf(key, 2, { instance: { instanceKey: key, expectedRevision: 2, state } }));
      expect(await lock(store, ['a'])).to.deep.equal([]);
    },
  },
};
