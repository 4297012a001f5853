import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/complex-gateway-in-an-ended-scope.bpmn');

describe('complex gateway in its second phase, in a scope that ends (13.4.5)', () => {
  it('is not reset when the process terminates: nothing goes on', async () => {
    const world = await model.started();
    world.complete('Task_First');
    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_Second', 'Task_Stop']);

    world.complete('Task_Stop');

    expect(world.status()).to.equal('completed');
    expect(world.path()).not.to.include('Quorum_Task_Late');
  });

  it('is not reset when an event sub-process interrupts the process: only that goes on', async () => {
    const world = await model.started();
    world.complete('Task_First');

    world.signal('sg');

    expect(world.open()).to.deep.equal(['Task_Withdraw']);
    expect(world.complete('Task_Withdraw').status()).to.equal('completed');
  });
});
