import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/data/scope-variables.bpmn');
const started = async () => (await model.started()).complete('Task_Before', { score: 1 });

describe('Variables of a sub-process (BPMN 2.0.2, 10.4.1)', () => {
  it('hide those of the same name outside it', async () => {
    const world = await started();

    expect(world.visibleIn('Task_Inner').score ?? null).to.equal(null);
    expect(world.variable('score')).to.equal(1);
  });

  it('take what its tasks answer, and leave those outside alone', async () => {
    const world = await started();

    world.complete('Task_Inner', { score: 2 });

    expect(world.visibleIn('Task_Deep').score).to.equal(2);
    expect(world.variable('score')).to.equal(1);
  });

  it('can be changed from a sub-process within: the nearest scope that has the name', async () => {
    const world = await started();
    world.complete('Task_Inner', { score: 2, own: 'a' });

    world.complete('Task_Deep', { score: 3, own: 'b', deep: 'c' });

    expect(world.visibleIn('Task_Deeper')).to.deep.include({ score: 3, own: 'b', deep: 'c' });
    world.complete('Task_Deeper');
    expect(world.visibleIn('Task_Write')).to.deep.include({ score: 3, own: 'b' });
    expect(world.visibleIn('Task_Write')).to.not.have.any.keys('deep');
    expect(world.variable('score')).to.equal(1);
  });

  it('go to the process where no scope on the way has the name', async () => {
    const world = await started();

    world.complete('Task_Inner').complete('Task_Deep', { news: 'lives alone' });

    expect(world.variable('news')).to.equal('lives alone');
  });

  it('are gone when it has completed', async () => {
    const world = await started();
    world.complete('Task_Inner', { own: 'a' }).completeAll('Task_Deep', 'Task_Deeper', 'Task_Write');

    expect(world.visibleIn('Task_After')).to.deep.include({ score: 1 });
    expect(world.visibleIn('Task_After')).to.not.have.any.keys('own', 'deep');
    expect(world.state().scopes).to.have.length(1);
  });
});
