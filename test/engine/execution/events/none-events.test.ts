import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('none events (10.5.2, 10.5.3, 10.5.4)', () => {
  it('start a process, are passed, and end it without any trigger', async () => {
    const world = await given('engine/execution/events/none-events.bpmn').started();

    world.complete('Task_Assess');

    expect(world.completed()).to.deep.equal(['Start_Admission', 'Task_Assess', 'Throw_Assessed', 'End_Assessed']);
    expect(world.path()).to.deep.equal(['Flow_Admission_Assess', 'Flow_Assess_Assessed', 'Flow_Assessed_Assessed']);
    expect(world.status()).to.equal('completed');
  });
});
