import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/data/process-variables.bpmn');

describe('Process variables (BPMN 2.0.2, 10.4.1)', () => {
  it('are null where they are declared and nothing has been set', async () => {
    const world = await model.started();

    expect(world.variable('score') ?? null).to.equal(null);
    expect((await model.started({ process: 'Process_Unset' })).open()).to.deep.equal(['Task_Missing']);
    const present = await model.started({ process: 'Process_Unset', variables: { score: 0 } });
    expect(present.open()).to.deep.equal(['Task_Present']);
  });

  it('begin with what the instance is started with', async () => {
    const world = await model.started({ variables: { score: 3, tags: ['fall', 'alone'] } });

    expect(world.variables()).to.deep.include({ score: 3, tags: ['fall', 'alone'] });
  });

  it('are replaced by what a task answers, each by its name', async () => {
    const world = await model.started({ variables: { score: 3, note: 'kept' } });

    world.complete('Task_Assess', { score: 8 });

    expect(world.variables()).to.deep.include({ score: 8, note: 'kept' });
  });

  it('are seen by every later task', async () => {
    const world = await model.started();

    world.complete('Task_Assess', { score: 8, note: 'tired' });

    expect(world.visibleIn('Task_Confirm')).to.deep.include({ score: 8, note: 'tired' });
  });

  it('can be set from outside', async () => {
    const world = await model.started({ variables: { score: 3 } });

    world.set({ score: 4 });

    expect(world.variable('score')).to.equal(4);
  });

  it('can be read after the instance has ended', async () => {
    const world = await model.started({ variables: { score: 3 } });

    world.complete('Task_Assess', { note: 'done' }).complete('Task_Confirm');

    expect(world.status()).to.equal('completed');
    expect(world.variables()).to.deep.include({ score: 3, note: 'done' });
  });
});
