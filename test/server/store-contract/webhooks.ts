import { expect } from 'chai';

import type { Store, WebhookChange, WebhookProgress } from '../../../server/application/ports.js';
import { answerUnder, AT, BY } from './given-store.js';
import type { Area } from './rules.js';

/** A webhook whose receiver has refused the second event of row 17. @returns its key */
async function givenRefused(store: Store): Promise<number> {
  const webhookKey = await store.newKey('webhook');
  const webhook = {
    ...{ kind: 'create' as const, webhookKey, token: 'T', secret: 'S' },
    ...{ url: 'http://localhost/', filter: {}, enabled: true },
  };
  await store.commit({ at: AT, by: BY, action: 'Test', webhook });
  await store.saveWebhookProgress(webhookKey, refused);
  return webhookKey;
}

const refused: WebhookProgress = {
  ...{ cursor: { after: 16, skip: 1 }, toldAt: AT, attempts: 3, attemptAt: AT + 50, failedAt: AT, failure: 'HTTP_500' },
  ...{ refusedId: '17-2', skips: 0, changes: 0 },
};

const skip = (store: Store, webhookKey: number, eventId = '17-2', more: object = {}) =>
  store.commit({
    ...{ at: AT + 9, by: 'operator', action: 'Test' },
    webhook: { kind: 'skip', webhookKey, eventId, cursor: { after: 16, skip: 2 }, reason: 'why' },
    ...more,
  });

const write = (store: Store, webhook: WebhookChange) =>
  store.commit({ at: AT + 9, by: 'operator', action: 'Test', webhook });

/** Receivers outside. */
export const webhooks: Area = {
  title: 'webhooks',
  rules: {
    'keep how far their receivers have come': async (given) => {
      const key = await givenRefused(given.store);
      await given.reopen();
      expect((await given.store.webhook(key))?.progress).to.deep.equal(refused);
    },

    'skip the event that was refused, and tell who skipped it and why': async ({ store }) => {
      const key = await givenRefused(store);
      expect(await skip(store, key)).to.deep.equal({ kind: 'committed' });
      expect((await store.webhook(key))?.progress).to.deep.include({
        ...{ cursor: { after: 16, skip: 2 }, attempts: 0, attemptAt: 0, refusedId: null, skips: 1 },
      });
      expect(await store.skippedEvents(key, 10)).to.deep.equal([
        { eventId: '17-2', at: AT + 9, by: 'operator', reason: 'why', attempts: 3, failure: 'HTTP_500' },
      ]);
      expect(await store.skippedEvents(key + 1, 10)).to.deep.equal([]);
    },

    'skip no event twice, none that is another, and none that was not refused': async ({ store }) => {
      const key = await givenRefused(store);
      expect(await skip(store, key, '17-3')).to.deep.equal({ kind: 'conflict' });
      await skip(store, key);
      expect(await skip(store, key)).to.deep.equal({ kind: 'conflict' });
      await store.saveWebhookProgress(key, { ...refused, attempts: 0, skips: 1 });
      expect(await skip(store, key)).to.deep.equal({ kind: 'conflict' });
      expect(await store.skippedEvents(key, 10)).to.have.length(1);
    },

    'give a repeat of the skip its first answer': async ({ store }) => {
      const key = await givenRefused(store);
      await skip(store, key, '17-2', answerUnder('once'));
      expect(await skip(store, key, '17-2', answerUnder('once'))).to.deep.include({ kind: 'repeated' });
    },

    'are tried at once when a person says so, whatever a request that was sent before comes to': async ({ store }) => {
      for (const change of [
        { kind: 'retry' as const },
        { kind: 'update' as const, url: 'http://localhost/new', filter: {}, enabled: true },
      ]) {
        const key = await givenRefused(store);
        await write(store, { ...change, webhookKey: key });
        await store.saveWebhookProgress(key, { ...refused, attempts: 4, attemptAt: AT + 3_600_000 });
        await store.disableWebhook(key, 0);
        const webhook = await store.webhook(key);
        expect(webhook?.enabled, change.kind).to.equal(true);
        expect(webhook?.progress, change.kind).to.deep.include({ attemptAt: 0, changes: 1 });
        await store.saveWebhookProgress(key, { ...refused, attempts: 1, changes: 1 });
        expect((await store.webhook(key))?.progress.attempts, change.kind).to.equal(1);
        await store.disableWebhook(key, 1);
        expect((await store.webhook(key))?.enabled, change.kind).to.equal(false);
      }
    },

    'are not set back by somebody who has not seen that an event was skipped': async ({ store }) => {
      const key = await givenRefused(store);
      await skip(store, key);
      await store.saveWebhookProgress(key, { ...refused, attempts: 4 });
      expect((await store.webhook(key))?.progress.cursor).to.deep.equal({ after: 16, skip: 2 });
    },
  },
};
