import { expect } from 'chai';

import type { IncidentRow } from '../../../server/application/ports.js';
import { AT, changeOf, stateOf } from './given-store.js';
import type { Area } from './rules.js';

export const incidentOf = (instanceKey: number, number: number, more: Partial<IncidentRow> = {}): IncidentRow => ({
  instanceKey,
  number,
  element: 'Gateway_Severity',
  code: 'EXPRESSION_FAILED',
  phase: 'leave',
  details: { position: 3 },
  errorMessage: null,
  raisedAt: AT,
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
  ...more,
});

/** As the engine has it in the state: the store reads only how many there are. */
const open = (count: number) => Array.from({ length: count }, (_, id) => ({ id })) as never;

/** Incidents: raised, found, resolved. */
export const incidents: Area = {
  title: 'incidents',
  rules: {
    'are found while they are open, and remembered when they are resolved': async ({ store, instance }) => {
      const key = await instance();
      const raised = { instanceKey: key, expectedRevision: 1, state: stateOf(key, { incidents: open(2) }) };
      await store.commit(
        changeOf(key, 1, { instance: raised, incidentsRaised: [incidentOf(key, 7), incidentOf(key, 8)] }),
      );
      expect(await store.instance(key)).to.deep.include({ hasIncident: true });
      expect(await store.incident({ instanceKey: key, number: 7 })).to.deep.include({
        ...incidentOf(key, 7),
        processId: 'P',
      });
      const resolved = { instanceKey: key, expectedRevision: 2, state: stateOf(key, { incidents: open(1) }) };
      await store.commit(
        changeOf(key, 2, {
          ...{ at: 20, by: 'operator', action: 'Test', instance: resolved },
          incidentsResolved: [{ number: 7, resolution: 'retry' }],
        }),
      );
      const found = async (filter: Parameters<typeof store.searchIncidents>[0]) =>
        (await store.searchIncidents(filter, { limit: 10 })).items.map(({ number }) => number);
      expect(await found({ active: true })).to.deep.equal([8]);
      expect(await found({ active: false, instanceKey: key })).to.deep.equal([7]);
      expect(await found({ code: 'EXPRESSION_FAILED', element: 'Gateway_Severity' })).to.deep.equal([7, 8]);
      expect(await found({ code: 'OTHER' })).to.deep.equal([]);
      expect(await found({ processId: 'P', since: AT })).to.deep.equal([7, 8]);
      expect(await found({ processId: 'Q' })).to.deep.equal([]);
      expect(await found({ since: AT + 1 })).to.deep.equal([]);
      expect(await store.incident({ instanceKey: key, number: 7 })).to.deep.include({
        resolvedAt: 20,
        resolvedBy: 'operator',
        resolution: 'retry',
      });
    },

    'are not resolved a second time': async ({ store, instance }) => {
      const key = await instance((own) => ({ incidentsRaised: [incidentOf(own, 7)] }));
      await store.commit(changeOf(key, 1, { at: 20, incidentsResolved: [{ number: 7, resolution: 'retry' }] }));
      await store.commit(changeOf(key, 2, { at: 30, incidentsResolved: [{ number: 7, resolution: 'skip' }] }));
      const incident = await store.incident({ instanceKey: key, number: 7 });
      expect(incident).to.deep.include({ resolvedAt: 20, resolution: 'retry' });
    },

    'tell the instances that have one from those that have none': async ({ store, instance }) => {
      const [a, b] = [await instance(), await instance()];
      const raised = { instanceKey: a, expectedRevision: 1, state: stateOf(a, { incidents: open(1) }) };
      await store.commit(changeOf(a, 1, { instance: raised, incidentsRaised: [incidentOf(a, 7)] }));
      const found = async (hasIncident: boolean) =>
        (await store.searchInstances({ hasIncident }, { limit: 10 })).items.map(({ instanceKey }) => instanceKey);
      expect(await found(true)).to.deep.equal([a]);
      expect(await found(false)).to.deep.equal([b]);
    },
  },
};
