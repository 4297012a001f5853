import { expect } from 'chai';

import { StoreUnavailable } from '../../../server/application/application-error.js';
import { answerUnder, changeOf, stateOf, type GivenStore } from './given-store.js';
import type { Area, Rule } from './rules.js';

/** Half a megabyte: more than the pages that a full disk has left. */
const LARGE = 'x'.repeat(500_000);

/** In trouble a change is refused as unavailable, nothing of it is there, and when the trouble is over it can be made. */
const holdsThrough =
  (fault: 'full' | 'readOnly' | 'locked'): Rule =>
  async (given: GivenStore) => {
    const { store, faults } = given;
    if (!faults) throw new Error('the store names no faults');
    const [key, other] = [await given.instance(), await given.instance()];
    const large = stateOf(key, { scopes: [{ id: 1, element: 'P', variables: { note: LARGE } }] });
    const change = changeOf(key, 1, {
      instance: { instanceKey: key, expectedRevision: 1, state: large },
      timersSet: [{ instanceKey: key, number: 5, element: 'T', dueAt: 99 }],
      ...answerUnder('k'),
    });
    faults[fault].begin();
    const failures = await Promise.all([store.commit(change).catch((error: unknown) => error)]);
    faults[fault].end();
    expect(failures[0], JSON.stringify(failures[0])).to.be.instanceOf(StoreUnavailable);
    expect((await store.instance(key))?.revision).to.equal(1);
    expect(await store.timers(key)).to.deep.equal([]);
    expect(await store.findAnswer(answerUnder('k').idempotency)).to.equal(null);
    expect(await store.commit(change)).to.deep.equal({ kind: 'committed' });
    expect(await store.commit(changeOf(other, 1))).to.deep.equal({ kind: 'committed' });
    await given.reopen();
    expect((await given.store.loadInstance(key))?.state).to.deep.equal(JSON.parse(large.text));
  };

/** A store that cannot write now says so by one name, has written nothing, and recovers. */
export const unavailability: Area = {
  title: 'a store that is not available',
  rules: {
    'refuses a change for which there is no room, wholly, and takes it when there is': holdsThrough('full'),
    'refuses a change while it may only be read, wholly, and takes it afterwards': holdsThrough('readOnly'),
    'refuses a change while another holds it, wholly, and takes it afterwards': holdsThrough('locked'),
    'says that it is closed, whatever is asked': async ({ store, instance }) => {
      const key = await instance();
      await store.close();
      const asked = [
        () => store.commit(changeOf(key, 1)),
        () => store.instance(key),
        () => store.searchTasks({}, { limit: 1 }),
        () => store.dueTimers(1, 1),
        () => store.history(key, 0, 1),
        () => store.nextAttemptAt(),
      ];
      for (const ask of asked) {
        expect(await ask().catch((error: unknown) => error), String(ask)).to.be.instanceOf(StoreUnavailable);
      }
      await store.close();
    },
  },
};
