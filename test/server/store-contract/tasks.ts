import { expect } from 'chai';

import type { TaskRow } from '../../../server/application/ports.js';
import { AT, changeOf, stateOf } from './given-store.js';
import type { Area } from './rules.js';

export const taskOf = (instanceKey: number, number: number, more: Partial<TaskRow> = {}): TaskRow => ({
  instanceKey,
  number,
  element: 'Task_Assess',
  modelKey: 'model-P',
  state: 'CREATED',
  createdAt: AT,
  endedAt: null,
  completedBy: null,
  assignee: null,
  late: false,
  lane: 'Lane_Ward',
  serviceLevel: 'specialist',
  candidateGroup: 'ward',
  formId: 'assess',
  ...more,
});

/** Tasks of people. */
export const tasks: Area = {
  title: 'tasks',
  rules: {
    'are given back as they were written, with what a worklist shows of their instance': async ({
      store,
      instance,
    }) => {
      const key = await instance();
      const task = taskOf(key, 3);
      const state = stateOf(key, { businessKey: 'patient-1' });
      const whole = { instance: { instanceKey: key, expectedRevision: 1, state }, tasksOpened: [task] };
      await store.commit(changeOf(key, 1, whole));
      expect(await store.task({ instanceKey: key, number: 3 })).to.deep.include({
        ...task,
        processId: 'P',
        version: 1,
        businessKey: 'patient-1',
      });
      expect(await store.task({ instanceKey: key, number: 4 })).to.equal(null);
    },

    'are completed by the change that says so, once': async ({ store, instance }) => {
      const key = await instance((own) => ({ tasksOpened: [taskOf(own, 3)] }));
      const complete = (by: string) =>
        store.commit(changeOf(key, 1, { at: 20, by, tasksEnded: [{ number: 3, state: 'COMPLETED' }] }));
      const outcomes = await Promise.all(['gp', 'nurse', 'doctor'].map(complete));
      expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'conflict', 'conflict']);
      const task = await store.task({ instanceKey: key, number: 3 });
      expect(task).to.deep.include({ state: 'COMPLETED', endedAt: 20 });
      expect(['gp', 'nurse', 'doctor'][outcomes.findIndex(({ kind }) => kind === 'committed')]).to.equal(
        task?.completedBy,
      );
    },

    'are cancelled with their instance, but for those that were done': async ({ store, instance }) => {
      const key = await instance((own) => ({ tasksOpened: [taskOf(own, 3), taskOf(own, 4)] }));
      await store.commit(changeOf(key, 1, { tasksEnded: [{ number: 3, state: 'COMPLETED' }] }));
      const state = stateOf(key, { status: 'cancelled' });
      await store.commit(changeOf(key, 2, { instance: { instanceKey: key, expectedRevision: 2, state } }));
      expect((await store.task({ instanceKey: key, number: 3 }))?.state).to.equal('COMPLETED');
      expect((await store.task({ instanceKey: key, number: 4 }))?.state).to.equal('CANCELED');
      expect((await store.searchTasks({ state: 'CREATED' }, { limit: 10 })).items).to.deep.equal([]);
    },

    'are found by everything that a worklist asks for': async ({ store, instance }) => {
      const key = await instance((own) => ({
        tasksOpened: [
          taskOf(own, 3),
          taskOf(own, 4, { candidateGroup: 'home-care', serviceLevel: 'municipality', element: 'Task_Visit' }),
          taskOf(own, 5, { candidateGroup: null, serviceLevel: null }),
        ],
      }));
      await store.commit(changeOf(key, 1, { taskAssigned: { number: 4, assignee: 'gp' }, tasksLate: [5] }));
      const numbers = async (filter: Parameters<typeof store.searchTasks>[0]) =>
        (await store.searchTasks(filter, { limit: 10 })).items.map(({ number }) => number);
      expect(await numbers({ state: 'CREATED' })).to.deep.equal([3, 4, 5]);
      expect(await numbers({ candidateGroup: 'ward', state: 'CREATED' })).to.deep.equal([3]);
      expect(await numbers({ serviceLevel: 'municipality' })).to.deep.equal([4]);
      expect(await numbers({ assignee: 'gp' })).to.deep.equal([4]);
      expect(await numbers({ isAssigned: false })).to.deep.equal([3, 5]);
      expect(await numbers({ late: true })).to.deep.equal([5]);
      expect(await numbers({ element: 'Task_Visit' })).to.deep.equal([4]);
      expect(await numbers({ instanceKey: key, processId: 'P' })).to.deep.equal([3, 4, 5]);
      expect(await numbers({ instanceKey: key + 1 })).to.deep.equal([]);
      expect(await numbers({ processId: 'Q' })).to.deep.equal([]);
      const definitionKey = (await store.instance(key))?.definitionKey ?? 0;
      expect(await numbers({ definitionKey })).to.deep.equal([3, 4, 5]);
      expect(await numbers({ definitionKey: definitionKey + 99 })).to.deep.equal([]);
    },

    'are found by when they were created and when they ended': async ({ store, instance }) => {
      const key = await instance((own) => ({
        tasksOpened: [10, 20, 30].map((createdAt, index) => taskOf(own, 3 + index, { createdAt })),
      }));
      await store.commit(changeOf(key, 1, { at: 50, tasksEnded: [{ number: 4, state: 'COMPLETED' }] }));
      const numbers = async (filter: Parameters<typeof store.searchTasks>[0]) =>
        (await store.searchTasks(filter, { limit: 10 })).items.map(({ number }) => number);
      expect(await numbers({ created: { gte: 10, lt: 30 } })).to.deep.equal([3, 4]);
      expect(await numbers({ created: { gt: 10, lte: 30 }, state: 'CREATED' })).to.deep.equal([5]);
      expect(await numbers({ ended: { gte: 50 } })).to.deep.equal([4]);
      expect(await numbers({ ended: { lt: 50 } })).to.deep.equal([]);
    },

    'come in the order that is asked for, page by page': async ({ store, instance }) => {
      const key = await instance((own) => ({
        tasksOpened: [10, 20, 20, 30].map((createdAt, index) => taskOf(own, 3 + index, { createdAt })),
      }));
      await store.commit(changeOf(key, 1, { at: 50, tasksEnded: [{ number: 5, state: 'COMPLETED' }] }));
      await store.commit(changeOf(key, 2, { at: 60, tasksEnded: [{ number: 3, state: 'COMPLETED' }] }));
      const numbers = async (by: 'created' | 'ended', descending: boolean) => {
        const found: number[] = [];
        for (let after: string | null | undefined; after !== null;) {
          const request = { limit: 3, ...(after !== undefined && { after }) };
          const page = await store.searchTasks({ instanceKey: key }, request, { by, descending });
          found.push(...page.items.map(({ number }) => number));
          after = page.endCursor;
        }
        return found;
      };
      expect(await numbers('created', false)).to.deep.equal([3, 4, 5, 6]);
      expect(await numbers('created', true)).to.deep.equal([6, 5, 4, 3]);
      expect(await numbers('ended', false)).to.deep.equal([4, 6, 5, 3]);
      expect(await numbers('ended', true)).to.deep.equal([3, 5, 6, 4]);
    },
  },
};
