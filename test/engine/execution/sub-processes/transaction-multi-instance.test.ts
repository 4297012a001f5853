import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/sub-processes/transaction-multi-instance.bpmn');
const started = () => model.started({ variables: { items: ['bed', 'taxi'] } });

/** Completes the task of the instance whose item is given. */
function complete(world: World, element: string, item: string, output = {}): void {
  const task = world.tasks().find((each) => each.element === element && each.variables.item === item);
  world.simulation.complete(task!.taskId, output);
}

describe('Multi-instance transaction (BPMN 2.0.2, 10.3.5 and 13.5.3)', () => {
  it('compensates in the instance that is cancelled, while the others go on', async () => {
    const world = await started();
    complete(world, 'Task_Book', 'bed');

    complete(world, 'Task_Decide', 'bed', { decision: 'cancel' });

    expect(world.open()).to.deep.equal(['Task_Book', 'Task_Unbook']);
    expect(world.visibleIn('Task_Unbook').item).to.equal('bed');
  });

  it('is interrupted as a whole and left once by its cancel boundary when that is done', async () => {
    const world = await started();
    complete(world, 'Task_Book', 'bed');
    complete(world, 'Task_Decide', 'bed', { decision: 'cancel' });

    world.complete('Task_Unbook');

    expect(world.open()).to.deep.equal(['Task_Cancelled']);
    expect(world.state().scopes).to.have.length(1);
    world.complete('Task_Cancelled');
    expect(world.status()).to.equal('completed');
  });

  it('is left by its normal flow when every instance succeeds', async () => {
    const world = await started();

    for (const item of ['bed', 'taxi']) {
      complete(world, 'Task_Book', item);
      complete(world, 'Task_Decide', item, { decision: 'keep' });
    }

    expect(world.open()).to.deep.equal(['Task_Done']);
  });
});
