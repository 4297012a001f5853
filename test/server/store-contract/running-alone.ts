import { expect } from 'chai';

import type { Change, CommitOutcome } from '../../../server/application/ports.js';
import { AT, answerUnder, changeOf, stateOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

/** Writes an instance of P for a patient that has to be the only one of it, or whatever else is said. */
async function begin(
  { store }: GivenStore,
  { instance, ...more }: Omit<Partial<Change>, 'instance'> & { readonly instance?: object } = {},
): Promise<{ readonly key: number; readonly outcome: CommitOutcome }> {
  const key = await store.newKey('instance');
  const { definitionKey } = (await store.latestDefinition('P'))!;
  const environment = { environmentKey: 'env', root: 'model-P', called: [], calls: {} };
  const created = { definitionKey, processId: 'P', environment };
  const state = stateOf(key, { businessKey: 'patient-1' });
  const begun = { instanceKey: key, expectedRevision: 0, state, created, runsAlone: true, ...instance };
  return {
    key,
    outcome: await store.commit({ at: AT, by: 'nurse', action: 'StartInstance', ...more, instance: begun }),
  };
}

const ended = (key: number) => stateOf(key, { businessKey: 'patient-1', status: 'completed' });

/** One running instance of a process and business key. */
export const runningAlone: Area = {
  title: 'one instance of a process runs for a business key',
  rules: {
    'refuses a second one while the first runs, names that, and writes nothing': async (given) => {
      const { store } = given;
      const first = await begin(given);
      expect(first.outcome).to.deep.equal({ kind: 'committed' });
      const second = await begin(given, { ...answerUnder('k'), messages: [await given.message()] });
      expect(second.outcome).to.deep.equal({ kind: 'alreadyRunning', instanceKey: first.key });
      expect(await store.instance(second.key)).to.equal(null);
      expect(await store.findAnswer(answerUnder('k').idempotency)).to.equal(null);
      expect(await store.pendingMessages(AT, 10)).to.deep.equal([]);
    },

    'lets exactly one of several win that come at the same moment': async (given) => {
      for (let round = 0; round < 20; round++) {
        const begun = await Promise.all([1, 2, 3, 4, 5].map(() => begin(given)));
        const won = begun.filter(({ outcome }) => outcome.kind === 'committed');
        expect(won).to.have.length(1);
        const key = won[0]!.key;
        expect(begun.filter(({ outcome }) => outcome.kind === 'alreadyRunning')).to.have.length(4);
        const instance = { instanceKey: key, expectedRevision: 1, state: ended(key) };
        expect(await given.store.commit(changeOf(key, 1, { instance }))).to.deep.equal({ kind: 'committed' });
      }
    },

    'lets those of other patients, and those that may run beside others, begin in the same moment': async (given) => {
      const [first, other, beside] = await Promise.all([
        begin(given),
        begin(given, { instance: { state: stateOf(0, { businessKey: 'patient-2' }) } }),
        begin(given, { instance: { runsAlone: false } }),
      ]);
      expect([first, other, beside].map(({ outcome }) => outcome.kind)).to.deep.equal([
        ...['committed', 'committed', 'committed'],
      ]);
    },

    'does not open one again beside another': async (given) => {
      const { store } = given;
      const { key } = await begin(given);
      await store.commit(changeOf(key, 1, { instance: { instanceKey: key, expectedRevision: 1, state: ended(key) } }));
      const second = await begin(given);
      const state = stateOf(key, { businessKey: 'patient-1' });
      const again = { instanceKey: key, expectedRevision: 2, state, runsAlone: true };
      expect(await store.commit(changeOf(key, 2, { instance: again }))).to.deep.equal({
        kind: 'alreadyRunning',
        instanceKey: second.key,
      });
      expect(await store.instance(key)).to.deep.include({ status: 'completed', revision: 2 });
      const close = { instanceKey: second.key, expectedRevision: 1, state: ended(second.key) };
      await store.commit(changeOf(second.key, 1, { instance: close }));
      expect(await store.commit(changeOf(key, 2, { instance: again }))).to.deep.equal({ kind: 'committed' });
      expect(await store.instance(key)).to.deep.include({ status: 'running', endedAt: null });
    },
  },
};
