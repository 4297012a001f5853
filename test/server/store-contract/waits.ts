import { expect } from 'chai';

import type { JobRow, Wait, WaitSlice } from '../../../server/application/ports.js';
import { AT, BY, changeOf, deploymentOf, subscriptionOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

/** When the clock is right again. */
const NOW = 1_000_000;
const YEAR = 365 * 24 * 3_600_000;
/** When it was ahead. */
const AHEAD = NOW + 50 * YEAR;
const longest = { putOff: 100, lock: 1000, backOff: YEAR };

/** Slices of one row each, to the end. @returns how many were brought back */
async function bringBack({ store }: GivenStore, kind: Wait, limit = 1): Promise<number> {
  let all = 0;
  let from: WaitSlice['from'] = null;
  do {
    const slice = await store.bringBackWaits({ kind, at: NOW, longest, from, limit });
    all += slice.moved;
    from = slice.next;
  } while (from !== null);
  return all;
}

const dueTimers = async ({ store }: GivenStore, at: number): Promise<readonly (readonly [number, number])[]> =>
  (await store.dueTimers(at, 100)).map(({ number, dueAt }) => [number, dueAt] as const);

const jobOf = (instanceKey: number, number: number, more: Partial<JobRow> = {}): JobRow => ({
  ...{ instanceKey, number, element: 'Service', topic: 'notify', retries: 3, createdAt: AT, availableAt: AT },
  ...{ lockToken: null, lockedUntil: null, worker: null, ...more },
});

const availableAt = async ({ store }: GivenStore, instanceKey: number, number: number): Promise<number | undefined> =>
  (await store.job({ instanceKey, number }))?.availableAt;

/** What was put off by a clock that was ahead does not wait until the clock is there again. */
export const waits: Area = {
  title: 'waits that were written down by a clock that was ahead',
  rules: {
    'brings timers back that were put off, never before they are due; due times stay': async (given) => {
      const { store } = given;
      const timer = (own: number, number: number, dueAt: number) => ({
        ...{ instanceKey: own, number, element: 'Timer', dueAt },
      });
      const key = await given.instance((own) => ({
        timersSet: [
          timer(own, 2, NOW),
          timer(own, 3, NOW + 5000),
          timer(own, 4, AHEAD),
          timer(own, 5, NOW),
          timer(own, 6, NOW),
        ],
      }));
      const putOff = (number: number, dueAt: number, until: number) =>
        store.postpone({ kind: 'timer', instanceKey: key, number, dueAt }, until);
      await putOff(2, NOW, AHEAD);
      await putOff(3, NOW + 5000, AHEAD);
      await putOff(5, NOW, NOW + 60);
      await putOff(6, NOW, AHEAD);
      expect(await bringBack(given, 'timer')).to.equal(3);
      expect(await bringBack(given, 'timer'), 'nothing is left to be brought back').to.equal(0);
      expect(await dueTimers(given, NOW + 59)).to.deep.equal([]);
      expect(await dueTimers(given, NOW + 60)).to.deep.equal([[5, NOW]]);
      expect(await dueTimers(given, NOW + 100)).to.deep.equal([
        [5, NOW],
        [2, NOW],
        [6, NOW],
      ]);
      expect(await dueTimers(given, NOW + 4999)).to.have.length(3);
      expect(await dueTimers(given, NOW + 5000)).to.have.length(4);
      expect(await dueTimers(given, AHEAD - 1), 'what is due then is due then').to.have.length(4);
    },

    'brings timer starts back that were put off': async (given) => {
      const { store } = given;
      const starts = [{ element: 'Start', dueAt: NOW }];
      await store.deploy(
        deploymentOf('T', { processes: [{ processId: 'T', name: 'T', eventStarts: [], timerStarts: starts }] }),
      );
      const [due] = await store.dueTimerStarts(NOW, 10);
      await store.postpone(
        { kind: 'timerStart', definitionKey: due?.definitionKey ?? 0, element: 'Start', dueAt: NOW },
        AHEAD,
      );
      expect(await bringBack(given, 'timerStart')).to.equal(1);
      expect(await store.dueTimerStarts(NOW + 99, 10)).to.deep.equal([]);
      expect(await store.dueTimerStarts(NOW + 100, 10)).to.have.length(1);
    },

    'brings messages back that were put off, and those that were never tried at once': async (given) => {
      const { store } = given;
      const [late, fresh, fine] = [
        await given.message({ correlationKey: 'a' }),
        await given.message({ correlationKey: 'b' }),
        await given.message({ correlationKey: 'c' }),
      ];
      await store.commit({ at: AT, by: BY, action: 'Test', messages: [late, fine] });
      await store.commit({ at: AHEAD, by: BY, action: 'Test', messages: [fresh] });
      await store.postpone({ kind: 'message', messageKey: late.messageKey }, AHEAD);
      await store.postpone({ kind: 'message', messageKey: fine.messageKey }, NOW + 50);
      expect(await bringBack(given, 'message')).to.equal(2);
      const tried = async (at: number) => (await store.pendingMessages(at, 10)).map(({ messageKey }) => messageKey);
      expect(await tried(NOW)).to.deep.equal([fresh.messageKey]);
      expect(await tried(NOW + 50)).to.deep.equal([fresh.messageKey, fine.messageKey]);
      expect(await tried(NOW + 100)).to.deep.equal([fresh.messageKey, fine.messageKey, late.messageKey]);
    },

    'looks at so many in a slice, also where none of them is to be brought back': async (given) => {
      const { store } = given;
      const tried = await Promise.all(['a', 'b', 'c'].map((correlationKey) => given.message({ correlationKey })));
      const fresh = await given.message({ correlationKey: 'd' });
      await store.commit({ at: AT, by: BY, action: 'Test', messages: tried });
      await store.commit({ at: NOW + 60, by: BY, action: 'Test', messages: [fresh] });
      for (const { messageKey } of tried) await store.postpone({ kind: 'message', messageKey }, NOW + 50);
      const slices: number[] = [];
      let from: WaitSlice['from'] = null;
      do {
        const slice = await store.bringBackWaits({ kind: 'message', at: NOW, longest, from, limit: 2 });
        slices.push(slice.moved);
        from = slice.next;
      } while (from !== null);
      expect(slices.slice(0, 2)).to.deep.equal([0, 1]);
      const now = (await store.pendingMessages(NOW, 10)).map(({ messageKey }) => messageKey);
      expect(now).to.deep.equal([fresh.messageKey]);
    },

    'brings signals back, and leaves those that were set aside': async (given) => {
      const { store } = given;
      for (let i = 0; i < 3; i++)
        await given.instance((own) => ({
          subscriptionsOpened: [{ ...subscriptionOf(own), kind: 'signal', name: 'Alarm', correlationKey: null }],
        }));
      const signal = { signalKey: await store.newKey('signal'), name: 'Alarm', variables: {}, sourceInstance: null };
      await store.commit({ at: AHEAD, by: BY, action: 'Test', signals: [signal] });
      const [late, aside, fresh] = (await store.signalDeliveries(AHEAD, 10)).map(({ deliveryKey }) => deliveryKey);
      await store.postpone({ kind: 'signal', deliveryKey: late ?? 0 }, AHEAD + 5);
      await store.refuseDelivery(aside ?? 0, AHEAD, 'VALUE_NOT_ALLOWED');
      expect(await bringBack(given, 'signal')).to.equal(2);
      const tried = async (at: number) => (await store.signalDeliveries(at, 10)).map(({ deliveryKey }) => deliveryKey);
      expect(await tried(NOW)).to.deep.equal([fresh]);
      expect(await tried(NOW + 100)).to.deep.equal([fresh, late]);
    },

    'brings quarantines back': async (given) => {
      const { store } = given;
      const [long, short] = [await given.instance(), await given.instance()];
      const row = { since: AT, attempts: 1, failure: 'f', command: 'FireTimer' };
      await store.quarantine({ ...row, instanceKey: long, until: AHEAD });
      await store.quarantine({ ...row, instanceKey: short, until: NOW + 50 });
      expect(await bringBack(given, 'quarantine')).to.equal(1);
      expect((await store.quarantineOf(long))?.until).to.equal(NOW + 100);
      expect((await store.quarantineOf(short))?.until).to.equal(NOW + 50);
    },

    'gives a job that failed the pause that it was given, from now; one that never failed waits no longer': async (
      given,
    ) => {
      const { store } = given;
      const key = await given.instance((own) => ({
        at: AHEAD,
        jobsOpened: [
          jobOf(own, 2, { availableAt: AHEAD }),
          jobOf(own, 3),
          jobOf(own, 4, { topic: 'other' }),
          jobOf(own, 5),
          jobOf(own, 6, { topic: 'other', availableAt: AHEAD }),
        ],
      }));
      const fail = (revision: number, at: number, number: number, until: number) =>
        store.commit(changeOf(key, revision, { at, jobsFailed: [{ number, retries: 2, availableAt: until }] }));
      await fail(1, AHEAD, 3, AHEAD + 7000);
      await fail(2, AHEAD, 4, AHEAD + 2 * YEAR);
      await fail(3, NOW - 10, 5, NOW + 9000);
      expect(await bringBack(given, 'job')).to.equal(4);
      expect(await bringBack(given, 'job')).to.equal(0);
      const times = await Promise.all([2, 3, 4, 5, 6].map((number) => availableAt(given, key, number)));
      expect(times).to.deep.equal([NOW, NOW + 7000, NOW + YEAR, NOW + 9000, NOW]);
    },

    'brings back the jobs of instances on hold as well, in every topic': async (given) => {
      const jobs = (own: number) => [
        jobOf(own, 2, { availableAt: AHEAD }),
        jobOf(own, 3, { availableAt: AHEAD }),
        jobOf(own, 4, { topic: 'other', availableAt: AHEAD }),
      ];
      const running = await given.instance((own) => ({ jobsOpened: jobs(own) }));
      const held = await given.instance((own) => ({ jobsOpened: jobs(own) }));
      await given.store.commit(changeOf(held, 1, { suspended: true }));
      expect(await bringBack(given, 'job')).to.equal(6);
      for (const key of [running, held])
        for (const number of [2, 3, 4]) expect(await availableAt(given, key, number)).to.equal(NOW);
    },

    'ends a lock no later than a lock can last, and keeps it for its worker until then': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({ jobsOpened: [jobOf(own, 2), jobOf(own, 3)] }));
      const ask = { topic: 'notify', worker: 'w', by: 'worker' };
      await store.lockJobs({ ...ask, at: AHEAD, until: AHEAD + 60, lockTokens: ['a'] });
      await store.lockJobs({ ...ask, at: NOW, until: NOW + 900, lockTokens: ['b'] });
      expect(await bringBack(given, 'job')).to.equal(1);
      const [first, second] = [
        await store.job({ instanceKey: key, number: 2 }),
        await store.job({ instanceKey: key, number: 3 }),
      ];
      expect(first).to.deep.include({ lockToken: 'a', lockedUntil: NOW + 1000, availableAt: NOW + 1000 });
      expect(second).to.deep.include({ lockToken: 'b', lockedUntil: NOW + 900, availableAt: NOW + 900 });
    },
  },
};
