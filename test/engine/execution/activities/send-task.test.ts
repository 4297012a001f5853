import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/send-task.bpmn');

describe('Send task (BPMN 2.0.2, 13.3.3)', () => {
  it('is a job for a worker where it has a topic', async () => {
    const world = await model.started({ process: 'Process_SendJob' });
    expect(world.job('Send_ByJob').topic).to.equal('care-message');
    expect(world.thrownMessages()).to.deep.equal([]);

    world.completeJob('Send_ByJob', { receipt: 'received' });

    expect(world.variable('receipt')).to.equal('received');
    expect(world.open()).to.deep.equal(['Task_Follow']);
  });

  it('sends its message and completes upon activation where it has none', async () => {
    const world = await model.started({ process: 'Process_SendMessage', variables: { ward: 'b3' } });

    expect(world.thrownMessages()).to.deep.equal(['innlagt-pasient']);
    expect(world.completed()).to.deep.equal(['Start_Message', 'Send_Message']);
    expect(world.open()).to.deep.equal(['Task_AwaitAnswer']);
  });

  it('sends the data of its inputs, which stay its own', async () => {
    const world = await model.started({ process: 'Process_SendMessage', variables: { ward: 'b3' } });

    const [thrown] = world.events('MessageThrown');
    expect(thrown?.variables).to.deep.equal({ ward: 'B3' });
    expect(world.variable('ward')).to.equal('b3');
  });

  it('starts the process that waits for the message', async () => {
    const world = await model.started({ process: 'Process_SendMessage', variables: { ward: 'b3' } });

    expect(world.simulation.instances()).to.have.length(2);
    const municipality = world.of(1);
    expect(municipality.open()).to.deep.equal(['Task_Report']);
    expect(municipality.variable('ward')).to.equal('B3');
  });
});
