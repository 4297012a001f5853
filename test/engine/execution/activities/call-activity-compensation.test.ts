import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/call-activity-compensation.bpmn');

describe('Compensation across a call (BPMN 2.0.2, 13.5.5)', () => {
  it('compensates what has completed in the called process, last first, then goes on', async () => {
    const world = await model.started();
    world.completeAll('Task_Taxi', 'Task_Escort').complete('Task_Confirm', { going: 'no' });

    expect(world.open()).to.deep.equal(['Task_NoEscort']);
    world.complete('Task_NoEscort');
    expect(world.open()).to.deep.equal(['Task_NoTaxi']);
    world.complete('Task_NoTaxi');

    expect(world.open()).to.deep.equal(['Task_Stay']);
    expect(world.state().scopes).to.have.length(1);
  });

  it('shows the handlers the data of the called process as it was on completion', async () => {
    const world = await model.started();
    world.complete('Task_Taxi', { number: 'T1' }).complete('Task_Escort', { number: 'E2' });
    expect(world.variable('booked')).to.equal('E2');

    world.complete('Task_Confirm', { going: 'no' });

    expect(world.visibleIn('Task_NoEscort').number).to.equal('E2');
    expect(world.visibleIn('Task_NoEscort')).to.not.have.any.keys('booked', 'going');
  });

  it('keeps what the handlers find out within the called process', async () => {
    const world = await model.started();
    world.complete('Task_Taxi', { number: 'T1' }).complete('Task_Escort', { number: 'E2' });
    world.complete('Task_Confirm', { going: 'no' });

    world.complete('Task_NoEscort', { number: 'none', going: 'perhaps', remark: 'called twice' });

    expect(world.variables()).to.deep.equal({ booked: 'E2', going: 'no' });
  });

  it('forgets what could have been compensated when the instance ends', async () => {
    const world = await model.started();

    world.completeAll('Task_Taxi', 'Task_Escort', 'Task_Confirm');

    expect(world.status()).to.equal('completed');
    expect(world.completed()).to.not.include.members(['Task_NoEscort']);
  });
});

describe('Terminate in a called process (BPMN 2.0.2, 13.3.4 and 13.5.6)', () => {
  it('ends the called process only: the caller goes on behind the call and beside it', async () => {
    const world = await model.started({ process: 'Process_CallsTerminating' });

    world.complete('Task_Stop');

    expect(world.open()).to.deep.equal(['Task_After', 'Task_Beside']);
    expect(world.cancelled()).to.deep.equal(['Task_Tests']);
  });
});
