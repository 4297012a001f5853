import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/data/data-objects.bpmn');

describe('Data objects and data associations (BPMN 2.0.2, 10.4.1 and 10.4.2)', () => {
  it('take a data output when the task completes, and the output stays the task’s own', async () => {
    const world = await model.started();

    world.complete('Task_Count', { counted: 7 });

    expect(world.variable('points')).to.equal(7);
    expect(world.variables()).to.not.have.any.keys('counted');
  });

  it('fill data inputs when the task begins, transformed where the model says so', async () => {
    const world = await model.started();

    world.complete('Task_Count', { counted: 7 });

    expect(world.visibleIn('Task_Sum')).to.deep.include({ doubled: 14, plain: 7 });
    expect(world.variables()).to.not.have.any.keys('doubled', 'plain');
  });

  it('take a data output transformed where the model says so', async () => {
    const world = await model.started();
    world.complete('Task_Count', { counted: 7 });

    world.complete('Task_Sum', { sum: 21 });

    expect(world.variable('total')).to.equal(121);
    expect(world.variable('points')).to.equal(7);
  });

  it('keep to the task what it answers beside its data outputs', async () => {
    const world = await model.started();

    world.complete('Task_Count', { counted: 7, remark: 'tired' });

    expect(world.variables()).to.not.have.any.keys('remark');
  });

  it('are assigned part by part', async () => {
    const world = await model.started({ process: 'Process_Assignment' });

    world.complete('Task_Place', { chosen: 'nursing home' });

    expect(world.variable('dischargePlan')).to.deep.equal({ place: 'NURSING HOME' });
  });
});
