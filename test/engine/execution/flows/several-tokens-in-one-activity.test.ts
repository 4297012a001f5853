import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const visits = given('engine/execution/flows/several-tokens-in-one-activity.bpmn');

describe('several tokens in one activity at the same time (13.3.1)', () => {
  it('opens a task for each of them', async () => {
    const world = await visits.started();

    expect(world.open()).to.deep.equal(['Task_Visit', 'Task_Visit']);
    expect(new Set(world.tasks().map(({ taskId }) => taskId))).to.have.property('size', 2);
  });

  it('completes the one that is named and leaves the other open', async () => {
    const world = await visits.started();
    const [first, second] = world.tasks().map(({ taskId }) => taskId);

    world.simulation.complete(second ?? '');

    expect(world.tasks().map(({ taskId }) => taskId)).to.deep.equal([first]);
    expect(world.timers()).to.deep.equal(['Boundary_Late']);
  });

  it('arms boundary events for each of them on its own', async () => {
    const world = await visits.started({ businessKey: 'case-1' });
    expect(world.timers()).to.deep.equal(['Boundary_Late', 'Boundary_Late']);

    world.complete('Task_Visit').advance('P3D');

    expect(world.open()).to.deep.equal(['Task_Remind']);
    expect(world.timers()).to.deep.equal([]);
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('brings a message to one of them', async () => {
    const world = await visits.started({ businessKey: 'case-1' });

    expect(world.message('Endret', { key: 'case-1' })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Replan', 'Task_Visit', 'Task_Visit']);
  });
});
