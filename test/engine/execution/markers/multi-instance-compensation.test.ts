import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('Multi-instance behaviour that throws compensation (BPMN 2.0.2, 10.3.8 and 13.5.5)', () => {
  it('compensates beside the other instances, which go on', async () => {
    const world = await given('engine/execution/markers/multi-instance-compensation.bpmn').started();
    world.complete('Task_Reserve');

    world.complete('Task_Offer');

    expect(world.open()).to.deep.equal(['Task_Offer', 'Task_Release']);

    world.completeAll('Task_Release', 'Task_Offer', 'Task_After');

    expect(world.status()).to.equal('completed');
    expect(world.timesCompleted('Task_Offer')).to.equal(3);
  });

  it('lets the activity complete before the compensation has, and the process only after it', async () => {
    const world = await given('engine/execution/markers/multi-instance-compensation.bpmn').started();

    world.completeAll('Task_Reserve', 'Task_Offer', 'Task_Offer', 'Task_After');

    expect(world.open()).to.deep.equal(['Task_Release']);
    expect(world.status()).to.equal('running');

    world.complete('Task_Release');

    expect(world.status()).to.equal('completed');
  });
});
