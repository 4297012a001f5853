import { expect } from 'chai';
import fc from 'fast-check';

import { changeOf, stateOf, type GivenStore } from './given-store.js';
import { incidentOf } from './incidents.js';
import type { Area } from './rules.js';
import { taskOf } from './tasks.js';

const act = fc.record({
  instance: fc.nat(3),
  opens: fc.constantFrom(null, 'ward', 'home-care'),
  number: fc.integer({ min: 3, max: 5 }),
  ends: fc.boolean(),
  late: fc.boolean(),
  assigns: fc.constantFrom(undefined, null, 'gp', 'nurse'),
  incident: fc.constantFrom('none', 'raised', 'resolved'),
  instanceEnds: fc.constantFrom(false, false, false, false, true),
  stale: fc.constantFrom(false, false, false, true),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function write({ store }: GivenStore, key: number, one: Act, turn: number): Promise<void> {
  const revision = (await store.instance(key))?.revision ?? 0;
  const expectedRevision = one.stale ? revision + 1 : revision;
  const state = stateOf(key, one.instanceEnds ? { status: 'cancelled' } : {});
  const { number } = one;
  await store.commit(
    changeOf(key, expectedRevision, {
      instance: { instanceKey: key, expectedRevision, state },
      tasksOpened: [taskOf(key, number, { candidateGroup: one.opens })],
      ...(one.assigns !== undefined && { taskAssigned: { number, assignee: one.assigns } }),
      ...(one.late && { tasksLate: [number] }),
      ...(one.ends && { tasksEnded: [{ number: number === 5 ? 3 : number + 1, state: 'COMPLETED' }] }),
      ...(one.incident === 'raised' && { incidentsRaised: [incidentOf(key, 100 + turn)] }),
      ...(one.incident === 'resolved' && { incidentsResolved: [{ number: 99 + turn, resolution: 'retry' }] }),
    }),
  );
}

/** Counters: what is counted as things happen is what there is. */
export const counters: Area = {
  title: 'counters',
  rules: {
    'count open tasks, late ones, those of a person, running instances and open incidents': async (given) => {
      const { store } = given;
      const key = await given.instance((own) => ({ tasksOpened: [taskOf(own, 3), taskOf(own, 4)] }));
      await given.instance({}, 'Q');
      await store.commit(
        changeOf(key, 1, {
          taskAssigned: { number: 3, assignee: 'gp' },
          tasksLate: [4],
          incidentsRaised: [incidentOf(key, 7)],
        }),
      );
      const ward = { candidateGroup: 'ward', serviceLevel: 'specialist' };
      expect(await store.statistics()).to.deep.equal({
        tasks: [
          { ...ward, late: false, open: 1 },
          { ...ward, late: true, open: 1 },
        ],
        assignees: [{ assignee: 'gp', open: 1 }],
        processes: [
          { processId: 'P', running: 1, incidents: 1 },
          { processId: 'Q', running: 1, incidents: 0 },
        ],
      });
    },

    'are what counting anew gives, after any history': async (given) => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 10 }), async (acts) => {
          const keys = [await given.instance(), await given.instance(), await given.instance({}, 'Q')];
          keys.push(await given.instance((own) => ({ tasksOpened: [taskOf(own, 3, { assignee: 'gp' })] })));
          let turn = 0;
          for (const one of acts) await write(given, keys[one.instance] ?? 0, one, ++turn);
          expect(await given.store.statistics()).to.deep.equal(await given.store.recount());
        }),
        { numRuns: 25 },
      );
    },
  },
};
