import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const endless = given('engine/execution/faults/endless-loop.bpmn');
const limits = { stepBudget: 100 };

async function looping() {
  const world = await endless.started({ variables: { again: true, count: 0 }, limits });
  return world.complete('Task_Begin');
}

describe('endless loop without a wait state', () => {
  it('is rolled back, and becomes an incident on the task that set it off', async () => {
    const world = await looping();

    expect(world.incidents()).to.deep.equal(['STEP_BUDGET_EXHAUSTED']);
    expect(world.incidentElements()).to.deep.equal(['Task_Begin']);
    expect(world.variable('count')).to.equal(0);
    expect(world.completed()).not.to.include('Task_Begin');
  });

  it('loses nothing of what was answered', async () => {
    const world = await endless.started({ variables: { again: true, count: 0 }, limits });

    world.complete('Task_Begin', { count: 7 });

    expect(world.variable('count')).to.equal(7);
    expect(world.events('TaskCompleted').map(({ element }) => element)).to.deep.equal(['Task_Begin']);
    expect(world.open()).to.deep.equal([]);
  });

  it('goes on from there once the data is mended', async () => {
    const world = await looping();

    world.set({ again: false }).resolve('Task_Begin', 'retry');

    expect(world.incidents()).to.deep.equal([]);
    expect(world.open()).to.deep.equal(['Task_After']);
    expect(world.variable('count')).to.equal(1);
  });

  it('leaves a step alone that ends within the budget', async () => {
    const world = await endless.started({ variables: { again: false, count: 0 }, limits });

    expect(world.complete('Task_Begin').open()).to.deep.equal(['Task_After']);
  });

  it('holds the instance at its start where it begins there', async () => {
    const start = given('engine/execution/faults/endless-start.bpmn');
    const world = await start.started({ variables: { again: true }, limits });
    expect(world.incidents()).to.deep.equal(['STEP_BUDGET_EXHAUSTED']);
    expect(world.open()).to.deep.equal([]);

    world.set({ again: false }).resolve('Start_EndlessStart', 'retry');

    expect(world.open()).to.deep.equal(['Task_Other']);
    expect(world.complete('Task_Other').status()).to.equal('completed');
  });
});
