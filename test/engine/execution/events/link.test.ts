import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const link = given('engine/execution/events/link.bpmn');

describe('link events (10.5.5)', () => {
  for (const [route, task] of [
    ['emergency', 'Task_Emergency'],
    ['clinic', 'Task_Clinic'],
  ] as const)
    it(`go on at the target with the same name, from the source after ${route}`, async () => {
      const world = await link.started({ variables: { route } });

      world.complete(task);

      expect(world.open()).to.deep.equal(['Task_Summary']);
      expect(world.completed()).to.include('Catch_Summary');
      expect(world.complete('Task_Summary').status()).to.equal('completed');
    });

  it('do not start the target where no source was reached', async () => {
    const world = await link.started({ variables: { route: 'ward' } });

    expect(world.open()).to.deep.equal(['Task_Ward']);
    expect(world.complete('Task_Ward').status()).to.equal('completed');
  });
});
