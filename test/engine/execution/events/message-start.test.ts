import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const admission = given('engine/execution/events/message-start.bpmn');

describe('message start event (13.5.1)', () => {
  it('starts an instance with the content of the message', async () => {
    const world = await admission.deployed();

    expect(world.message('Innlagt', { variables: { patient: 'p-1' } })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Receive']);
    expect(world.variable('patient')).to.equal('p-1');
    expect(world.path()).to.deep.equal(['Flow_Admitted_Receive']);
  });

  it('starts a new instance by every message', async () => {
    const world = await admission.deployed();

    world.message('Innlagt');
    world.message('Innlagt');

    expect(world.simulation.instances()).to.have.length(2);
  });

  it('is not triggered when the process is started by its none start event', async () => {
    const world = await admission.started();

    expect(world.open()).to.deep.equal(['Task_Prepare']);
  });

  it('can be named where an instance is started by hand', async () => {
    const world = await admission.started({ element: 'Start_Admitted' });

    expect(world.open()).to.deep.equal(['Task_Receive']);
  });

  it('is data of the model: which event starts which process', async () => {
    const { starts } = await admission.compiled();

    expect(starts.map(({ process, element, trigger }) => [process, element, trigger.kind])).to.have.deep.members([
      ['Process_Admission', 'Start_Planned', 'none'],
      ['Process_Admission', 'Start_Admitted', 'message'],
    ]);
  });
});
