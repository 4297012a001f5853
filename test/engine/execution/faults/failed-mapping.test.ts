import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const mapping = given('engine/execution/faults/failed-mapping.bpmn');

describe('mapping that fails (10.4.2)', () => {
  it('keeps a task from being opened, and arms nothing on its boundary', async () => {
    const world = await mapping.started({ variables: { divisor: 0 } });

    expect(world.incidents()).to.deep.equal(['MAPPING_FAILED']);
    expect(world.incidentElements()).to.deep.equal(['Task_Plan']);
    expect(world.open()).to.deep.equal([]);
    expect(world.timers()).to.deep.equal([]);
  });

  it('opens the task once it is tried again with mended data', async () => {
    const world = await mapping.started({ variables: { divisor: 0 } });

    world.set({ divisor: 4 }).resolve('Task_Plan', 'retry');

    expect(world.visibleIn('Task_Plan')).to.include({ portion: 25 });
    expect(world.timers()).to.deep.equal(['Boundary_Late']);
  });

  it('keeps a completed task at its end, without losing what was answered', async () => {
    const world = await mapping.started({ variables: { divisor: 5 } });

    world.complete('Task_Plan').set({ divisor: 0 }).complete('Task_Divide');
    expect(world.incidents()).to.deep.equal(['MAPPING_FAILED']);
    expect(world.open()).to.deep.equal([]);
    world.set({ divisor: 50 }).resolve('Task_Divide', 'retry');

    expect(world.variable('share')).to.equal(2);
    expect(world.status()).to.equal('completed');
  });
});
