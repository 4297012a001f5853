import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/event-sub-process-compensation.bpmn');

describe('Compensation event sub-process (BPMN 2.0.2, 13.5.5)', () => {
  it('does not run in the normal flow', async () => {
    const world = await model.started();

    world.complete('Task_Order');

    expect(world.open()).to.deep.equal(['Task_Decide']);
  });

  it('compensates its completed sub-process', async () => {
    const world = await model.started();

    world.completeAll('Task_Order', 'Task_Decide');
    expect(world.open()).to.deep.equal(['Task_Return']);
    world.complete('Task_Return');

    expect(world.open()).to.deep.equal(['Task_Inform']);
  });

  it('sees the data of its sub-process as it was on completion', async () => {
    const world = await model.started();
    world.complete('Task_Order', { orderNumber: '17' });
    expect(world.variables()).to.not.have.any.keys('orderNumber');

    world.complete('Task_Decide');

    expect(world.visibleIn('Task_Return').orderNumber).to.equal('17');
  });
});
