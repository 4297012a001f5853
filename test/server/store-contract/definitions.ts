import { expect } from 'chai';

import { RepeatedCommand } from '../../../server/application/application-error.js';
import type { DeploymentResult, NewDeployment, TimerStart } from '../../../server/application/ports.js';
import { AT, changeOf, deploymentOf, type GivenStore } from './given-store.js';
import type { Area } from './rules.js';

const version = (
  modelKey: string,
  more: Partial<NewDeployment['processes'][number]> = {},
  texts: NewDeployment['source']['texts'] = {},
): NewDeployment =>
  deploymentOf('D', {
    source: { modelKey, bpmn: `<${modelKey}/>`, forms: { f: { type: 'object' } }, decisions: ['d'], texts },
    processes: [{ processId: 'D', name: 'D', eventStarts: [], timerStarts: [], ...more }],
  });

async function deployStart({ store }: GivenStore, start: TimerStart): Promise<number> {
  const { definitions } = await store.deploy(version('d-timer', { timerStarts: [start] }));
  return definitions[0]?.definitionKey ?? 0;
}

/** Pathways, their versions, and what starts them. */
export const definitions: Area = {
  title: 'definitions',
  rules: {
    'keep their version as long as what is executed does not change': async ({ store }) => {
      const first = await store.deploy(version('d-1'));
      const again = await store.deploy(version('d-1', {}, { nb: { Task: { name: 'Vurder' } } }));
      expect(first.definitions[0]).to.deep.include({ version: 1, isNew: true, isLatest: true });
      expect(again.definitions[0]).to.deep.include({ version: 1, isNew: false });
      expect(again.definitions[0]?.definitionKey).to.equal(first.definitions[0]?.definitionKey);
      expect((await store.modelSource('d-1'))?.texts).to.deep.equal({ nb: { Task: { name: 'Vurder' } } });
    },

    'get the next version when it does, and only that is the latest': async ({ store }) => {
      await store.deploy(version('d-1'));
      await store.deploy(version('d-2'));
      expect(await store.latestDefinition('D')).to.deep.include({ version: 2, modelKey: 'd-2', isLatest: true });
      expect(await store.definitionOfVersion('D', 1)).to.deep.include({ modelKey: 'd-1', isLatest: false });
      expect(await store.definitionOfVersion('D', 3)).to.equal(null);
      expect(await store.latestDefinition('E')).to.equal(null);
      const versions = await store.searchDefinitions({ processId: 'D' }, { limit: 10 });
      expect(versions.items.map((each) => each.version)).to.deep.equal([1, 2]);
      const latest = await store.searchDefinitions({ processId: 'D', isLatest: true }, { limit: 10 });
      expect(latest.items.map((each) => each.version)).to.deep.equal([2]);
    },

    'are written with the answer to their deployment, and a repeat gets that and writes nothing': async ({ store }) => {
      const under = { person: 'p', key: 'k', digest: 'd', status: 200 };
      const answer = { ...under, body: (result: DeploymentResult) => JSON.stringify(result.deploymentKey) };
      const { deploymentKey } = await store.deploy({ ...version('d-1'), answer });
      const stored = { digest: 'd', status: 200, body: String(deploymentKey) };
      expect(await store.findAnswer(under)).to.deep.equal(stored);
      const again = await store.deploy({ ...version('d-2'), answer }).catch((error: unknown) => error);
      expect(again).to.be.instanceOf(RepeatedCommand).and.to.deep.include({ answer: stored });
      expect(await store.latestDefinition('D')).to.deep.include({ version: 1, modelKey: 'd-1' });
    },

    'get different versions when two are deployed at the same moment': async ({ store }) => {
      await Promise.all([store.deploy(version('d-1')), store.deploy(version('d-2')), store.deploy(version('d-3'))]);
      const versions = await store.searchDefinitions({ processId: 'D' }, { limit: 10 });
      expect(versions.items.map((each) => each.version)).to.deep.equal([1, 2, 3]);
      expect(versions.items.map(({ isLatest }) => isLatest)).to.deep.equal([false, false, true]);
    },

    'give back their sources whole': async ({ store }) => {
      await store.deploy(version('d-1'));
      expect(await store.modelSource('d-1')).to.deep.equal(version('d-1').source);
      expect(await store.modelSource('none')).to.equal(null);
    },

    'are started by messages and signals in their latest version only': async ({ store }) => {
      const starts = [{ kind: 'message' as const, name: 'Referral', element: 'Start' }];
      await store.deploy(version('d-1', { eventStarts: starts }));
      const found = await store.eventStarts('message', 'Referral');
      expect(found.map(({ processId, element }) => [processId, element])).to.deep.equal([['D', 'Start']]);
      expect(await store.eventStarts('signal', 'Referral')).to.deep.equal([]);
      await store.deploy(version('d-2'));
      expect(await store.eventStarts('message', 'Referral')).to.deep.equal([]);
    },

    'are started by a timer once each time': async (given) => {
      const { store } = given;
      const cycle = { text: 'R/PT1H', from: 0, fired: 0 };
      const definitionKey = await deployStart(given, { element: 'Start', dueAt: 50, cycle });
      expect(await store.nextAttemptAt()).to.equal(50);
      expect(await store.dueTimerStarts(49, 10)).to.deep.equal([]);
      expect(await store.dueTimerStarts(50, 10)).to.deep.equal([
        { definitionKey, element: 'Start', dueAt: 50, cycle, attempts: 0 },
      ]);
      const next = { element: 'Start', dueAt: 80, cycle: { ...cycle, fired: 1 } };
      const taken = { kind: 'timerStart', definitionKey, element: 'Start', dueAt: 50, next } as const;
      const keys = [await given.instance(), await given.instance()];
      const outcomes = await Promise.all(keys.map((key) => store.commit(changeOf(key, 1, { taken }))));
      expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['committed', 'taken']);
      expect(await store.dueTimerStarts(100, 10)).to.deep.equal([{ definitionKey, ...next, attempts: 0 }]);
    },

    'have their timers put off, ended, and replaced by those of a new version': async (given) => {
      const { store } = given;
      const definitionKey = await deployStart(given, { element: 'Start', dueAt: 50 });
      await store.postpone({ kind: 'timerStart', definitionKey, element: 'Start', dueAt: 50 }, 70);
      expect(await store.dueTimerStarts(69, 10)).to.deep.equal([]);
      expect((await store.dueTimerStarts(70, 10))[0]).to.deep.include({ dueAt: 50, attempts: 1 });
      await store.deploy(version('d-2', { timerStarts: [{ element: 'Start', dueAt: 90 }] }));
      expect((await store.dueTimerStarts(100, 10)).map(({ dueAt }) => dueAt)).to.deep.equal([90]);
      const latest = await store.latestDefinition('D');
      const stale = { kind: 'timerStart', definitionKey: latest?.definitionKey ?? 0, element: 'Start' } as const;
      await store.removeStale({ ...stale, dueAt: 50 });
      expect(await store.nextAttemptAt()).to.equal(90);
      await store.removeStale({ ...stale, dueAt: 90 });
      expect(await store.nextAttemptAt()).to.equal(null);
    },

    'stay with the instances that were pinned to them': async ({ store, instance }) => {
      await instance({ at: AT });
      expect(await store.environment('env')).to.deep.equal({
        environmentKey: 'env',
        root: 'model-P',
        called: [],
        calls: {},
      });
      expect(await store.environment('none')).to.equal(null);
    },
  },
};
