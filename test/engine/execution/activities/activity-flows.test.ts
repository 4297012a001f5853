import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/activity-flows.bpmn');

describe('Sequence flows of activities (BPMN 2.0.2, 13.3.1)', () => {
  it('takes every unconditional flow and those whose condition holds', async () => {
    const world = await model.started({ variables: { urgent: true } });

    world.complete('Task_Assess');

    expect(world.open()).to.deep.equal(['Task_Always', 'Task_Urgent']);
  });

  it('takes the default flow where no condition holds, beside the unconditional ones', async () => {
    const world = await model.started({ variables: { urgent: false } });

    world.complete('Task_Assess');

    expect(world.open()).to.deep.equal(['Task_Always', 'Task_Normal']);
  });

  it('runs an activity once for each token that arrives', async () => {
    const world = await model.started({ variables: { urgent: true } });

    world.completeAll('Task_Assess', 'Task_Always', 'Task_Urgent');

    expect(world.open()).to.deep.equal(['Task_Sum', 'Task_Sum']);
    world.completeAll('Task_Sum', 'Task_Sum');
    expect(world.timesCompleted('Task_Sum')).to.equal(2);
    expect(world.timesCompleted('End')).to.equal(2);
    expect(world.status()).to.equal('completed');
  });

  it('becomes an incident, never the default flow, where a condition is neither true nor false', async () => {
    const world = await model.started();

    world.complete('Task_Assess');

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    world.set({ urgent: false }).resolve('Task_Assess', 'retry');
    expect(world.open()).to.deep.equal(['Task_Always', 'Task_Normal']);
    expect(world.timesCompleted('Task_Assess')).to.equal(1);
  });

  it('becomes an incident where an activity with only conditional flows can take none', async () => {
    const world = await model.started({ process: 'Process_Stuck', variables: { urgent: false } });

    world.complete('Task_Stuck');

    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    world.resolve('Task_Stuck', 'skip', { flows: ['Flow_Stuck'] });
    expect(world.status()).to.equal('completed');
  });

  it('begins all activities without incoming flow where a process has no start event (13.2)', async () => {
    const world = await model.started({ process: 'Process_Lonely' });
    expect(world.open()).to.deep.equal(['Task_LonelyA', 'Task_LonelyB']);

    world.complete('Task_LonelyA');
    expect(world.status()).to.equal('running');
    world.complete('Task_LonelyB');
    expect(world.status()).to.equal('completed');
  });
});
