import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('terminate end event (13.5.6)', () => {
  it('ends everything in the process at once', async () => {
    const world = await given('engine/execution/events/terminate.bpmn').started();
    world.advance('P2D');

    world.complete('Task_Deceased');

    expect(world.status()).to.equal('completed');
    expect(world.events('TaskCancelled').map(({ element }) => element)).to.have.members([
      'Task_Treat',
      'Task_Follow',
      'Task_Remind',
      'Task_Remind',
    ]);
    expect(world.events('TimerCancelled').map(({ element }) => element)).to.deep.equal(['Boundary_Late']);
  });

  it('ends only the sub-process instance that it stands in', async () => {
    const world = await given('engine/execution/events/terminate-in-sub-process.bpmn').started();

    world.complete('Task_Stop');

    expect(world.open()).to.deep.equal(['Task_Elsewhere', 'Task_Measure', 'Task_Stop']);
    world.complete('Task_Stop');
    expect(world.open()).to.deep.equal(['Task_Elsewhere', 'Task_Evaluate']);
    expect(world.timesCompleted('SubProcess_Trial')).to.be.greaterThan(0);
  });

  it('ends only the called process that it stands in', async () => {
    const model = given('engine/execution/events/terminate-in-called-process.bpmn');
    const world = await model.started({ process: 'Process_Caller' });

    world.complete('Task_Stop');

    expect(world.open()).to.deep.equal(['Task_Evaluate']);
    expect(world.complete('Task_Evaluate').status()).to.equal('completed');
  });
});
