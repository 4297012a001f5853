import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const call = given('engine/execution/events/escalation-across-call.bpmn');

describe('escalation and error across a call activity (13.3.5)', () => {
  it('is caught on the boundary of the call, and the called process goes on', async () => {
    const world = await call.started({ process: 'Process_Caller' });

    world.complete('Task_Visit');

    expect(world.open()).to.deep.equal(['Task_GpVisit', 'Task_Report']);
    expect(world.completeAll('Task_Report', 'Task_GpVisit').status()).to.equal('completed');
  });

  it('ends the called process by an error that the caller catches', async () => {
    const world = await call.started({ process: 'Process_Caller' });

    world.throwTaskError('Task_Visit', 'LOST');

    expect(world.open()).to.deep.equal(['Task_Search']);
  });

  it('has no effect where the called process runs on its own', async () => {
    const world = await call.started({ process: 'Process_HomeCare' });

    world.complete('Task_Visit');

    expect(world.open()).to.deep.equal(['Task_Report']);
    expect(world.incidents()).to.deep.equal([]);
  });
});
