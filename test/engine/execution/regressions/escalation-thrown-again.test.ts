import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/escalation-thrown-again.bpmn');

describe('escalation that its event sub-process throws again (10.5.6)', () => {
  it('goes on to the boundary of the sub-process, and not back to where it came from', async () => {
    const world = await model.started();
    world.complete('Task_Treat');
    expect(world.open()).to.deep.equal(['Task_CallDoctor', 'Task_Watch']);

    world.complete('Task_CallDoctor');

    expect(world.open()).to.deep.equal(['Task_Transfer', 'Task_Watch']);
  });

  it('was caught by the event sub-process alone the first time', async () => {
    const world = await model.started();

    world.complete('Task_Treat');

    expect(world.events('EscalationThrown').map(({ caughtBy }) => caughtBy)).to.deep.equal(['Start_Worse']);
  });
});
