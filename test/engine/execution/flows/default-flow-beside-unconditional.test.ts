import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const beside = given('engine/execution/flows/default-flow-beside-unconditional.bpmn');

describe('default flow beside conditional and unconditional flows (8.4.13)', () => {
  it('takes the unconditional flow always and the conditional one where it is true', async () => {
    const world = await beside.started();

    world.complete('Task_Assess', { physiotherapy: true });

    expect(world.open()).to.deep.equal(['Task_Physiotherapy', 'Task_Report']);
  });

  it('takes the default flow beside the unconditional one where no condition is true', async () => {
    const world = await beside.started();

    world.complete('Task_Assess', { physiotherapy: false });

    expect(world.open()).to.deep.equal(['Task_Report', 'Task_SelfTraining']);
  });
});
