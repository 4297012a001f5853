import { expect } from 'chai';

import { AT, BY } from './given-store.js';
import type { Area } from './rules.js';

/** Messages that are kept for people to look at. */
export const keptMessages: Area = {
  title: 'messages that are kept',
  rules: {
    'sets aside what can never be delivered: shown with its reason, and not tried again': async (given) => {
      const { store } = given;
      const one = await given.message();
      await store.commit({ at: AT, by: BY, action: 'Test', messages: [one] });
      await store.refuseMessage(one.messageKey, AT + 5, { processId: 'P', code: 'VALUE_NOT_ALLOWED' });
      expect(await store.pendingMessages(AT * 10, 10)).to.deep.equal([]);
      const { items } = await store.searchMessages({ state: 'REFUSED' }, { limit: 10 });
      expect(items).to.have.length(1);
      expect(items[0]).to.deep.include({
        messageKey: one.messageKey,
        state: 'REFUSED',
        refusedAt: AT + 5,
        processId: 'P',
        code: 'VALUE_NOT_ALLOWED',
      });
    },

    'shows the untaken ones until somebody takes them': async (given) => {
      const { store } = given;
      const one = await given.message();
      await store.commit({ at: AT, by: BY, action: 'Test', messages: [one] });
      expect((await store.searchMessages({ state: 'BUFFERED' }, { limit: 10 })).items).to.deep.equal([]);
      expect((await store.message(one.messageKey))?.state).to.equal('PENDING');
      await store.bufferMessage(one.messageKey, AT);
      const shown = await store.searchMessages({ state: 'BUFFERED', name: 'Answer' }, { limit: 10 });
      expect(shown.items.map(({ messageKey, expiresAt }) => [messageKey, expiresAt])).to.deep.equal([
        [one.messageKey, one.expiresAt],
      ]);
      await store.removeMessage(one.messageKey, AT);
      expect((await store.searchMessages({}, { limit: 10 })).items).to.deep.equal([]);
    },
  },
};
