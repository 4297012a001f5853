import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/quantities-of-others.bpmn');

describe('Quantities of sub-processes and loops (BPMN 2.0.2, 13.3.2)', () => {
  it('let a sub-process begin once for all its tokens, and leave it with several', async () => {
    const world = await model.started();
    expect(world.open()).to.deep.equal(['Task_Sum']);

    world.complete('Task_Sum');

    expect(world.open()).to.deep.equal(['Task_Send', 'Task_Send']);
  });

  it('count for a loop as a whole, not for each run', async () => {
    const world = await model.started({ process: 'Process_Loop' });

    world.completeAll('Task_Loop', 'Task_Loop', 'Task_Loop');

    expect(world.open()).to.deep.equal(['Task_AfterLoop', 'Task_AfterLoop']);
  });
});
