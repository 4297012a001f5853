import { expect } from 'chai';

import type { JobFilter, JobRow, Store } from '../../../server/application/ports.js';
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

const request = (lockTokens: readonly string[], at = AT, until = at + 100) => ({
  ...{ topic: 'notify', worker: 'w', by: 'w', at, until, lockTokens },
});

async function lock(
  store: Store,
  lockTokens: readonly string[],
  at = AT,
  until = at + 100,
): Promise<readonly JobRow[]> {
  const outcome = await store.lockJobs(request(lockTokens, at, until));
  return outcome.kind === 'locked' ? outcome.jobs : [];
}

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

    'are handed out together with the answer for a repeat: keys and tokens, nothing of a patient': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({ jobsOpened: [jobOf(own, 2), jobOf(own, 3)] }));
      const idempotency = { person: 'p', key: 'k', digest: 'd', status: 200 };
      const ask = (token: string) => store.lockJobs({ ...request([token]), idempotency });
      const [first, second] = [await ask('a'), await ask('b')];
      expect(first.kind === 'locked' && first.jobs.map(({ number }) => number)).to.deep.equal([2]);
      const body = JSON.stringify([{ instanceKey: key, number: 2, lockToken: 'a' }]);
      expect(second).to.deep.equal({ kind: 'repeated', answer: { digest: 'd', status: 200, body } });
      expect(await store.findAnswer(idempotency)).to.deep.equal({ digest: 'd', status: 200, body });
      expect((await store.job({ instanceKey: key, number: 3 }))?.lockToken, 'nothing more is locked').to.equal(null);
    },

    'leave no answer where none was handed out': async ({ store }) => {
      const idempotency = { person: 'p', key: 'k', digest: 'd', status: 200 };
      expect(await store.lockJobs({ ...request(['a']), idempotency })).to.deep.equal({ kind: 'locked', jobs: [] });
      expect(await store.findAnswer(idempotency)).to.equal(null);
    },

    'are held longer, handed back or given other attempts by who holds them, and by nobody else': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({ jobsOpened: [jobOf(own, 2)] }));
      const part = { instanceKey: key, number: 2 };
      await lock(store, ['mine']);
      const update = (more: object, lockToken = 'mine', at = AT + 99) =>
        store.updateJob({ ...part, lockToken, by: 'w', at, ...more });
      expect(await update({ until: AT + 300 }, 'another')).to.deep.equal({ kind: 'lost' });
      expect(await update({ until: AT + 300 }, 'mine', AT + 100)).to.deep.equal({ kind: 'lost' });
      expect(await update({ until: AT + 300, retries: 9 })).to.deep.equal({ kind: 'updated' });
      expect(await lock(store, ['b'], AT + 299)).to.deep.equal([]);
      expect(await store.nextJobAt('notify')).to.equal(AT + 300);
      expect(await update({ until: AT + 99 })).to.deep.equal({ kind: 'updated' });
      expect(await update({ until: AT + 200 })).to.deep.equal({ kind: 'lost' });
      expect((await lock(store, ['c'], AT + 99))[0]).to.deep.include({ ...part, retries: 9, lockToken: 'c' });
    },

    'that reached nobody are taken back, to where they stood, and those of another are left': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({
        jobsOpened: [jobOf(own, 2), jobOf(own, 3, { availableAt: AT + 1 })],
      }));
      await lock(store, ['a', 'b'], AT + 1);
      const handedOut = (number: number, lockToken: string) => ({ instanceKey: key, number, lockToken });
      await store.takeBackJobs([handedOut(2, 'a'), handedOut(3, 'stranger')]);
      expect((await lock(store, ['c', 'd'], AT + 1)).map(({ number }) => number)).to.deep.equal([2]);
    },

    'are answered under a lock that holds, else nothing of the answer is written': async ({ store, instance }) => {
      const key = await instance((own) => ({ jobsOpened: [jobOf(own, 2)] }));
      await lock(store, ['a']);
      const answer = (lockToken: string, at: number) =>
        store.commit({ ...changeOf(key, 1, { jobsClosed: [2], jobHeld: { number: 2, lockToken } }), at });
      expect(await answer('b', AT)).to.deep.equal({ kind: 'conflict' });
      expect(await answer('a', AT + 100)).to.deep.equal({ kind: 'conflict' });
      expect(await answer('a', AT + 99)).to.deep.equal({ kind: 'committed' });
      expect(await store.job({ instanceKey: key, number: 2 })).to.equal(null);
    },

    'are found by how they stand at a moment, with what was said of their last failure': async ({
      store,
      instance,
    }) => {
      const key = await instance((own) => ({ jobsOpened: [2, 3, 4, 5].map((number) => jobOf(own, number)) }));
      await lock(store, ['a', 'b', 'c']);
      await store.commit(
        changeOf(key, 1, {
          jobsFailed: [
            { number: 3, retries: 2, availableAt: AT + 50, reason: 'no answer' },
            { number: 4, retries: 0, availableAt: AT },
          ],
        }),
      );
      const found = async (filter: JobFilter, at = AT) =>
        (await store.searchJobs(filter, at, { limit: 10 })).items.map(({ number }) => number);
      expect(await found({ state: 'ACTIVATED' })).to.deep.equal([2]);
      expect(await found({ state: 'BACKING_OFF' })).to.deep.equal([3]);
      expect(await found({ state: 'FAILED' })).to.deep.equal([4]);
      expect(await found({ state: 'CREATED' })).to.deep.equal([5]);
      expect(await found({ state: 'CREATED' }, AT + 100)).to.deep.equal([2, 3, 5]);
      expect(await found({ topic: 'notify', element: 'Service_Notify', instanceKey: key })).to.deep.equal([2, 3, 4, 5]);
      expect(await found({ worker: 'w' })).to.deep.equal([2]);
      expect(await store.job({ instanceKey: key, number: 3 })).to.deep.include({
        ...{ failures: 1, failedAt: AT, errorMessage: 'no answer', processId: 'P' },
      });
    },
  },
};
