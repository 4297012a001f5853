import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/receive-task.bpmn');
const started = () => model.started({ businessKey: 'patient-1' });

describe('Receive task (BPMN 2.0.2, 13.3.3)', () => {
  it('waits for its message under the instance’s business key', async () => {
    const world = await started();

    expect(world.subscription('Receive_Answer')).to.deep.include({ kind: 'message', name: 'svar', key: 'patient-1' });
    expect(world.open()).to.deep.equal([]);
  });

  it('completes with the data of the message', async () => {
    const world = await started();

    expect(world.message('svar', { key: 'patient-1', variables: { place: 'nursing home' } })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Discharge']);
    expect(world.variable('place')).to.equal('nursing home');
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('is not reached by a message about somebody else, nor by another message', async () => {
    const world = await started();

    expect(world.message('svar', { key: 'patient-2' })).to.equal(0);
    expect(world.message('avmelding', { key: 'patient-1' })).to.equal(0);

    expect(world.subscriptions()).to.deep.equal(['Receive_Answer']);
  });

  it('keeps to itself what is mapped into it', async () => {
    const world = await model.started({ process: 'Process_ReceiveInput', businessKey: 'patient-1' });

    world.message('svar', { key: 'patient-1', variables: { place: 'home' } });

    expect(world.variables()).to.deep.equal({ place: 'home' });
  });

  it('stops waiting when its boundary timer interrupts it', async () => {
    const world = await started();

    world.advance('P2D');

    expect(world.open()).to.deep.equal(['Task_Remind']);
    expect(world.message('svar', { key: 'patient-1' })).to.equal(0);
  });
});
