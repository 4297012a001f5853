import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/standard-loop.bpmn');

describe('Standard loop (BPMN 2.0.2, 13.3.6)', () => {
  it('runs once before its condition is looked at, and again as long as it is true', async () => {
    const world = await model.started({ variables: { pressure: 120 } });
    expect(world.open()).to.deep.equal(['Task_Measure']);

    world.complete('Task_Measure', { pressure: 160 });
    expect(world.open()).to.deep.equal(['Task_Measure']);
    world.complete('Task_Measure', { pressure: 130 });

    expect(world.open()).to.deep.equal(['Task_Rest']);
    expect(world.path().filter((flow) => flow === 'Flow_Task_Measure_Task_Rest')).to.have.length(1);
  });

  it('does not run at all where the condition is tested before and is false', async () => {
    const world = await model.started({ process: 'Process_Before', variables: { pressure: 120 } });

    expect(world.open()).to.deep.equal(['Task_RestBefore']);
    expect(world.events('TaskCreated').map(({ element }) => element)).to.deep.equal(['Task_RestBefore']);
  });

  it('runs as long as the condition tested before is true', async () => {
    const world = await model.started({ process: 'Process_Before', variables: { pressure: 150 } });

    world.complete('Task_MeasureBefore', { pressure: 145 });
    expect(world.open()).to.deep.equal(['Task_MeasureBefore']);
    world.complete('Task_MeasureBefore', { pressure: 139 });

    expect(world.open()).to.deep.equal(['Task_RestBefore']);
  });

  it('stops at its maximum even though the condition is still true', async () => {
    const world = await model.started({ process: 'Process_Maximum' });

    for (let attempt = 1; attempt <= 3; attempt++) world.complete('Task_Call', { answered: false });

    expect(world.open()).to.deep.equal(['Task_Letter']);
  });

  it('stops before its maximum when the condition is false', async () => {
    const world = await model.started({ process: 'Process_Maximum' });

    world.complete('Task_Call', { answered: false }).complete('Task_Call', { answered: true });

    expect(world.open()).to.deep.equal(['Task_Letter']);
  });

  it('counts its runs in loopCounter', async () => {
    const world = await model.started({ process: 'Process_Counter' });
    const seen = [];

    while (world.status() === 'running') {
      seen.push(world.visibleIn('Task_Exercise').loopCounter);
      world.complete('Task_Exercise');
    }

    expect(seen).to.deep.equal([1, 2, 3]);
  });

  it('becomes an incident where the condition is neither true nor false', async () => {
    const world = await model.started();

    world.complete('Task_Measure');

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    world.set({ pressure: 100 }).resolve('Task_Measure', 'retry');
    expect(world.open()).to.deep.equal(['Task_Rest']);
  });

  it('is interrupted as a whole by its boundary event, whose timer runs from the first run on (13.5.3)', async () => {
    const world = await model.started();
    world.advance('PT20H').complete('Task_Measure', { pressure: 150 });

    world.advance('PT4H');

    expect(world.open()).to.deep.equal(['Task_Doctor']);
    expect(world.timers()).to.deep.equal([]);
  });

  it('gives each run of a sub-process data of its own', async () => {
    const world = await model.started({ process: 'Process_LoopedSub' });
    world.complete('Task_Prepare', { note: 'bring scales' });
    expect(world.visibleIn('Task_Visit').note).to.equal('bring scales');

    world.complete('Task_Visit', { reached: false });

    expect(world.open()).to.deep.equal(['Task_Prepare']);
    expect(world.visibleIn('Task_Prepare').note ?? null).to.equal(null);
    world.complete('Task_Prepare').complete('Task_Visit', { reached: true });
    expect(world.open()).to.deep.equal(['Task_Finish']);
  });
});
