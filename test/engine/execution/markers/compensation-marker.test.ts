import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/compensation-marker.bpmn');

describe('Compensation marker (BPMN 2.0.2, 10.7.1)', () => {
  it('keeps an activity out of the normal flow', async () => {
    const world = await model.started();

    expect(world.open()).to.deep.equal(['Task_Order']);
  });

  it('keeps an activity without incoming flow from beginning with the process (13.2)', async () => {
    const world = await model.started({ process: 'Process_NoStart' });
    expect(world.open()).to.deep.equal(['Task_Alone']);

    world.complete('Task_Alone');

    expect(world.status()).to.equal('completed');
    expect(world.completed()).to.not.include('Task_UndoAlone');
  });

  it('runs when the activity it belongs to has completed and is compensated', async () => {
    const world = await model.started();

    world.completeAll('Task_Order', 'Task_Continue');
    expect(world.open()).to.deep.equal(['Task_CancelOrder']);
    world.complete('Task_CancelOrder');

    expect(world.open()).to.deep.equal(['Task_Inform']);
  });

  it('runs once for each instance of a sequential multi-instance activity', async () => {
    const world = await model.started({ process: 'Process_CompensatedLoop' });
    world.completeAll('Service_Book', 'Service_Book');

    expect(world.jobs()).to.deep.equal(['Service_Unbook']);
    world.complete('Service_Unbook');
    expect(world.jobs()).to.deep.equal(['Service_Unbook']);
    world.complete('Service_Unbook');

    expect(world.status()).to.equal('completed');
    expect(world.timesCompleted('Service_Unbook')).to.equal(2);
  });
});
