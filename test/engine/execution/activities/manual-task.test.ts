import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('Manual task (BPMN 2.0.2, 13.3.3)', () => {
  it('waits until a person says that the work has been done', async () => {
    const world = await given('engine/execution/activities/manual-task.bpmn').started();
    expect(world.open()).to.deep.equal(['Task_HandOverAids']);

    world.complete('Task_HandOverAids');

    expect(world.completed()).to.deep.equal(['Start', 'Task_HandOverAids', 'End']);
    expect(world.status()).to.equal('completed');
  });
});
