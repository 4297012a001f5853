import { expect } from 'chai';

import { AT, BY, answerUnder, changeOf } from './given-store.js';
import type { Area } from './rules.js';

/** Answers under idempotency keys. */
export const answers: Area = {
  title: 'answers under idempotency keys',
  rules: {
    'gives a repeat the first answer and writes nothing': async ({ store, instance }) => {
      const key = await instance();
      const idempotency = { person: BY, key: 'k', digest: 'd', status: 201, body: '{"a":1}' };
      expect(await store.commit(changeOf(key, 1, { idempotency }))).to.deep.equal({ kind: 'committed' });
      const answer = { digest: 'd', status: 201, body: '{"a":1}' };
      const again = { idempotency: { ...idempotency, status: 500, body: 'other' } };
      expect(await store.commit(changeOf(key, 2, again))).to.deep.equal({ kind: 'repeated', answer });
      expect(await store.findAnswer(idempotency)).to.deep.equal(answer);
      expect((await store.instance(key))?.revision).to.equal(2);
    },

    'says repeated before it says conflict: the command has taken effect': async ({ store, instance }) => {
      const key = await instance();
      await store.commit(changeOf(key, 1, answerUnder('k')));
      expect((await store.commit(changeOf(key, 1, answerUnder('k')))).kind).to.equal('repeated');
    },

    'shows by the digest that another request came under the key': async ({ store, instance }) => {
      const key = await instance();
      await store.commit(changeOf(key, 1, answerUnder('k', 'one')));
      const outcome = await store.commit(changeOf(key, 2, answerUnder('k', 'other')));
      expect(outcome.kind === 'repeated' && outcome.answer.digest).to.equal('one');
      expect((await store.instance(key))?.revision).to.equal(2);
    },

    'keeps the keys of different people apart': async ({ store, instance }) => {
      const key = await instance();
      await store.commit(changeOf(key, 1, answerUnder('k', 'd', 'nurse')));
      expect((await store.commit(changeOf(key, 2, answerUnder('k', 'd', 'gp')))).kind).to.equal('committed');
    },

    'lets one of several same commands at the same moment take effect': async ({ store, instance }) => {
      for (let round = 0; round < 20; round++) {
        // different instances, so that only the key can tell that it is one command
        const keys = await Promise.all([instance(), instance(), instance()]);
        const outcomes = await Promise.all(
          keys.map((key) => store.commit(changeOf(key, 1, answerUnder(`round-${round}`)))),
        );
        expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'repeated', 'repeated']);
        const rows = await Promise.all(keys.map((key) => store.instance(key)));
        expect(rows.map((row) => row?.revision).sort()).to.deep.equal([1, 1, 2]);
      }
    },

    'keeps an answer without an instance, as of a deployment': async ({ store }) => {
      expect(await store.commit({ at: AT, by: BY, action: 'Test', ...answerUnder('k') })).to.deep.equal({
        kind: 'committed',
      });
      expect((await store.commit({ at: AT, by: BY, action: 'Test', ...answerUnder('k') })).kind).to.equal('repeated');
    },

    'keeps no answer of a command that had no effect': async ({ store, instance }) => {
      const key = await instance();
      await store.commit(changeOf(key, 9, answerUnder('k')));
      expect(await store.findAnswer(answerUnder('k').idempotency)).to.equal(null);
      expect(await store.commit(changeOf(key, 1, answerUnder('k')))).to.deep.equal({ kind: 'committed' });
    },

    'forgets answers when they are old enough, and no sooner': async ({ store }) => {
      await store.commit({ at: AT, by: BY, action: 'Test', ...answerUnder('k') });
      expect(await store.removeAnswersBefore(AT, 10)).to.equal(0);
      expect(await store.findAnswer(answerUnder('k').idempotency)).not.to.equal(null);
      expect(await store.removeAnswersBefore(AT + 1, 10)).to.equal(1);
      expect(await store.findAnswer(answerUnder('k').idempotency)).to.equal(null);
    },

    'forgets as many at a time as it is asked to, the oldest first': async ({ store }) => {
      for (const at of [3, 1, 2]) await store.commit({ at, by: BY, action: 'Test', ...answerUnder(`k${at}`) });
      expect(await store.removeAnswersBefore(AT, 2)).to.equal(2);
      expect(await store.findAnswer(answerUnder('k3').idempotency)).not.to.equal(null);
      expect(await store.removeAnswersBefore(AT, 2)).to.equal(1);
    },
  },
};
