import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/markers/multi-instance-parallel.bpmn');
const units = ['home care', 'ward', 'gp'];
const started = () => model.started({ variables: { units } });

/** Completes the task of the instance whose item is given. */
function answer(world: World, unit: string, output: { answer: string }): void {
  const task = world.tasks().find(({ variables }) => variables.unit === unit);
  world.simulation.complete(task!.taskId, output);
}

describe('Parallel multi-instance (BPMN 2.0.2, 13.3.7)', () => {
  it('runs one instance for each item of the collection, all at once', async () => {
    const world = await started();

    expect(world.open()).to.deep.equal(['Task_Ask', 'Task_Ask', 'Task_Ask']);
    expect(world.tasks().map(({ variables }) => variables.unit)).to.deep.equal(units);
    expect(world.tasks().map(({ variables }) => variables.loopCounter)).to.deep.equal([1, 2, 3]);
  });

  it('is left once, when all instances have completed', async () => {
    const world = await started();

    world.completeAll('Task_Ask', 'Task_Ask');
    expect(world.open()).to.deep.equal(['Task_Ask']);
    world.complete('Task_Ask');

    expect(world.open()).to.deep.equal(['Task_Sum']);
  });

  it('gathers the outputs in the order of the instances, whichever completes first', async () => {
    const world = await started();

    answer(world, 'gp', { answer: 'third' });
    answer(world, 'home care', { answer: 'first' });
    answer(world, 'ward', { answer: 'second' });

    expect(world.variable('answers')).to.deep.equal(['first', 'second', 'third']);
  });

  it('keeps the item and the output of an instance to itself', async () => {
    const world = await started();

    answer(world, 'ward', { answer: 'yes' });

    expect(world.variables()).to.not.have.any.keys('unit', 'answer', 'loopCounter');
    expect(world.tasks().map(({ variables }) => variables.answer ?? null)).to.deep.equal([null, null]);
  });

  it('is left at once, with an empty output collection, where the collection is empty', async () => {
    const world = await model.started({ variables: { units: [] } });

    expect(world.open()).to.deep.equal(['Task_Sum']);
    expect(world.variable('answers')).to.deep.equal([]);
    expect(world.timers()).to.deep.equal([]);
  });

  it('becomes an incident where there is no collection', async () => {
    const world = await model.started();
    expect(world.incidents()).to.deep.equal(['INVALID_COLLECTION']);

    world.set({ units: ['ward'] }).resolve('Task_Ask', 'retry');

    expect(world.open()).to.deep.equal(['Task_Ask']);
  });

  it('becomes an incident where the collection is longer than the limit', async () => {
    const world = await model.started({ variables: { units }, limits: { multiInstanceCount: 2 } });

    expect(world.incidents()).to.deep.equal(['LIMIT_EXCEEDED']);
    expect(world.open()).to.deep.equal([]);
  });

  it('runs as many instances as its number says', async () => {
    const world = await model.started({ process: 'Process_Number', variables: { count: 2 } });

    expect(world.open()).to.deep.equal(['Task_Measure', 'Task_Measure']);
    world.completeAll('Task_Measure', 'Task_Measure');
    expect(world.open()).to.deep.equal(['Task_AfterNumber']);
  });

  it('evaluates the number once: a later change has no effect', async () => {
    const world = await model.started({ process: 'Process_Number', variables: { count: 2 } });

    world.set({ count: 5 }).completeAll('Task_Measure', 'Task_Measure');

    expect(world.open()).to.deep.equal(['Task_AfterNumber']);
  });

  for (const count of [-1, 1.5, null]) {
    it(`becomes an incident where its number is ${count}`, async () => {
      const world = await model.started({ process: 'Process_Number', variables: { count } });

      expect(world.incidents()).to.deep.equal(['INVALID_COLLECTION']);
    });
  }

  it('terminates the rest when the completion condition holds', async () => {
    const world = await model.started({ process: 'Process_Enough' });

    world.completeAll('Task_Opinion', 'Task_Opinion');

    expect(world.open()).to.deep.equal(['Task_AfterEnough']);
    expect(world.events('TaskCancelled').map(({ element }) => element)).to.deep.equal(['Task_Opinion', 'Task_Opinion']);
  });

  it('reads the output of the instance that completes in its completion condition', async () => {
    const world = await model.started({ process: 'Process_FirstYes', variables: { units } });

    answer(world, 'gp', { answer: 'no' });
    expect(world.open()).to.have.length(2);
    answer(world, 'ward', { answer: 'yes' });

    expect(world.open()).to.deep.equal(['Task_AfterYes']);
    expect((world.variable('answers') as unknown[]).slice(1)).to.deep.equal(['yes', 'no']);
  });

  it('is interrupted as a whole by its boundary event (13.5.3)', async () => {
    const world = await started();
    expect(world.timers(), 'one timer for all instances').to.deep.equal(['Boundary_Deadline', 'Boundary_Reminder']);
    answer(world, 'ward', { answer: 'yes' });

    world.advance('P7D');

    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_Remind']);
    expect(world.tokens()).to.deep.equal(['Task_Decide', 'Task_Remind']);
  });

  it('is reminded once as a whole by a boundary event that does not interrupt', async () => {
    const world = await started();

    world.advance('P4D');

    expect(world.open()).to.deep.equal(['Task_Ask', 'Task_Ask', 'Task_Ask', 'Task_Remind']);
  });

  it('reads and fills data objects by the standard’s own attributes (10.3.8)', async () => {
    const world = await model.started({ process: 'Process_Standard' });
    world.complete('Task_SetUnits', { units: ['ward', 'gp'] });
    expect(world.tasks().map(({ variables }) => variables.unit)).to.deep.equal(['ward', 'gp']);

    answer(world, 'gp', { answer: 'later' });
    answer(world, 'ward', { answer: 'now' });

    expect(world.variable('answers')).to.deep.equal(['now', 'later']);
    expect(world.open()).to.deep.equal(['Task_AfterStandard']);
  });
});
