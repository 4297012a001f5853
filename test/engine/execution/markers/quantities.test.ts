import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/quantities.bpmn');

describe('Start quantity (BPMN 2.0.2, 13.3.2)', () => {
  it('lets an activity begin when that many tokens have arrived, from whichever flows', async () => {
    const world = await model.started();

    world.complete('Task_A');
    expect(world.open()).to.deep.equal(['Task_B', 'Task_C', 'Task_D']);
    world.complete('Task_C');

    expect(world.open()).to.deep.equal(['Task_B', 'Task_D', 'Task_Sum']);
  });

  it('uses the tokens up: the next ones begin it anew', async () => {
    const world = await model.started();

    world.completeAll('Task_A', 'Task_B', 'Task_C', 'Task_D');
    expect(world.open()).to.deep.equal(['Task_Sum', 'Task_Sum']);
    world.completeAll('Task_Sum', 'Task_Sum');

    expect(world.timesCompleted('End')).to.equal(2);
    expect(world.status()).to.equal('completed');
  });

  it('keeps the instance running while too few tokens wait', async () => {
    const world = await model.started();

    world.completeAll('Task_A', 'Task_B', 'Task_Sum', 'Task_C');
    expect(world.open()).to.deep.equal(['Task_D']);

    expect(world.tokens()).to.deep.equal(['Task_D', 'Task_Sum']);
    expect(world.status()).to.equal('running');
  });
});

describe('Completion quantity (BPMN 2.0.2, 13.3.2)', () => {
  it('puts that many tokens on the outgoing flow', async () => {
    const world = await model.started({ process: 'Process_CompletionQuantity' });

    world.complete('Task_Order');

    expect(world.open()).to.deep.equal(['Task_Visit', 'Task_Visit']);
    world.complete('Task_Visit');
    expect(world.status()).to.equal('running');
    world.complete('Task_Visit');
    expect(world.timesCompleted('End_Completion')).to.equal(2);
    expect(world.status()).to.equal('completed');
  });
});
