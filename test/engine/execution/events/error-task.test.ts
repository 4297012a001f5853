import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const offer = given('engine/execution/events/error-task.bpmn');

describe('error from a task or a job (13.5.3)', () => {
  it('ends the user task and is caught on its boundary, with the data given', async () => {
    const world = await offer.started();

    world.throwTaskError('Task_Offer', 'DECLINED', { reason: 'noPlace' });

    expect(world.open()).to.deep.equal(['Task_Coordinate']);
    expect(world.variable('reason')).to.equal('noPlace');
    expect(world.events('TaskCancelled')).to.have.length(1);
    expect(world.completed()).not.to.include('Task_Offer');
  });

  it('ends the job and is caught on the boundary of its service task', async () => {
    const world = await offer.started();

    world.complete('Task_Offer').throwJobError('Service_Register', 'REGISTER_DOWN');

    expect(world.open()).to.deep.equal(['Task_RegisterByHand']);
    expect(world.jobs()).to.deep.equal([]);
    expect(world.events('JobCancelled')).to.have.length(1);
  });
});
