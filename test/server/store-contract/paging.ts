import { expect } from 'chai';

import { ApplicationError } from '../../../server/application/application-error.js';
import type { Page, PageRequest } from '../../../server/application/ports.js';
import { AT, changeOf, stateOf } from './given-store.js';
import { incidentOf } from './incidents.js';
import type { Area } from './rules.js';
import { taskOf } from './tasks.js';

/** Reads page after page; between two pages something happens. */
async function readAll<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  between: (pages: number) => Promise<unknown> = async () => undefined,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await read({ limit: 3, ...(after !== undefined && { after }) });
    expect(page.items.length).to.be.at.most(3);
    items.push(...page.items);
    if (page.endCursor === null) return items;
    after = page.endCursor;
    await between(pages);
  }
}

/** Pages: everything that is there from the first page to the last is on exactly one of them. */
export const paging: Area = {
  title: 'paging',
  rules: {
    'shows every instance once, also when others start meanwhile': async ({ store, instance }) => {
      const keys: number[] = [];
      for (let i = 0; i < 10; i++) keys.push(await instance());
      const shown = await readAll(
        (page) => store.searchInstances({ processId: 'P' }, page),
        () => instance(),
      );
      const seen = shown.map(({ instanceKey }) => instanceKey);
      expect(new Set(seen).size).to.equal(seen.length);
      expect(seen.slice(0, 10)).to.deep.equal(keys);
    },

    'shows every open task once, oldest first, while others are completed and created': async (given) => {
      const { store } = given;
      const created = [50, 20, 20, 90, 10, 20, 70, 30, 60, 40];
      const keys: number[] = [];
      for (const createdAt of created) {
        const key = await given.instance();
        await store.commit(changeOf(key, 1, { tasksOpened: [taskOf(key, 3, { createdAt })] }));
        keys.push(key);
      }
      const end = (key: number) => store.commit(changeOf(key, 2, { tasksEnded: [{ number: 3, state: 'COMPLETED' }] }));
      const ended = new Set<number>();
      const shown = await readAll(
        (page) => store.searchTasks({ state: 'CREATED', candidateGroup: 'ward' }, page),
        async (pages) => {
          // one that was shown, one that was not yet; and a new one behind and one before the cursor
          for (const key of [keys[4]!, keys[3]!].slice(pages - 1, pages)) {
            await end(key);
            ended.add(key);
          }
          const late = await given.instance();
          await store.commit(changeOf(late, 1, { tasksOpened: [taskOf(late, 3, { createdAt: 15 })] }));
        },
      );
      const seen = shown.map(({ instanceKey }) => instanceKey);
      expect(new Set(seen).size).to.equal(seen.length);
      const times = shown.map(({ createdAt }) => createdAt);
      expect(times).to.deep.equal([...times].sort((a, b) => a - b));
      for (const key of keys) if (!ended.has(key)) expect(seen).to.include(key);
    },

    'shows every incident once, in the order they were raised, while some are resolved': async ({
      store,
      instance,
    }) => {
      const key = await instance((own) => ({
        incidentsRaised: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => incidentOf(own, number, { raisedAt: AT })),
      }));
      const shown = await readAll(
        (page) => store.searchIncidents({ active: true }, page),
        (pages) => store.commit(changeOf(key, pages, { incidentsResolved: [{ number: pages, resolution: 'retry' }] })),
      );
      expect(shown.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    },

    'shows every kept message once': async (given) => {
      const keys: number[] = [];
      for (let i = 0; i < 7; i++) {
        const one = await given.message();
        await given.store.commit({ at: AT, by: 'x', action: 'Test', messages: [one] });
        await given.store.bufferMessage(one.messageKey, AT);
        keys.push(one.messageKey);
      }
      const shown = await readAll((page) => given.store.searchMessages({}, page));
      expect(shown.map(({ messageKey }) => messageKey)).to.deep.equal(keys);
    },

    'finds instances by what they are, page by page': async ({ store, instance }) => {
      const keys: number[] = [];
      for (let i = 0; i < 5; i++) {
        const key = await instance({}, i % 2 === 0 ? 'P' : 'Q');
        const state = stateOf(key, { businessKey: `patient-${i % 2}`, status: i === 4 ? 'completed' : 'running' });
        await store.commit(changeOf(key, 1, { instance: { instanceKey: key, expectedRevision: 1, state } }));
        keys.push(key);
      }
      const found = async (filter: Parameters<typeof store.searchInstances>[0]) =>
        (await readAll((page) => store.searchInstances(filter, page))).map((each) => keys.indexOf(each.instanceKey));
      expect(await found({})).to.deep.equal([0, 1, 2, 3, 4]);
      expect(await found({ processId: 'Q' })).to.deep.equal([1, 3]);
      expect(await found({ businessKey: 'patient-0' })).to.deep.equal([0, 2, 4]);
      expect(await found({ status: 'running', businessKey: 'patient-0' })).to.deep.equal([0, 2]);
    },

    'refuses a cursor that it has not made': async ({ store }) => {
      for (const after of ['', 'x', 'MQ', '%00', 'a'.repeat(500)]) {
        const refusal = await store.searchTasks({}, { limit: 3, after }).catch((error: unknown) => error);
        expect(refusal, after).to.be.instanceOf(ApplicationError);
        expect((refusal as ApplicationError).code).to.equal('CURSOR_NOT_VALID');
      }
    },
  },
};
