import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/multi-instance-sequential.bpmn');
const units = ['home care', 'ward', 'gp'];

describe('Sequential multi-instance (BPMN 2.0.2, 13.3.7)', () => {
  it('starts an instance only when the one before has completed', async () => {
    const world = await model.started({ variables: { units } });
    const seen = [];

    while (world.open()[0] === 'Task_Ask') {
      expect(world.open()).to.deep.equal(['Task_Ask']);
      const { unit, loopCounter } = world.visibleIn('Task_Ask') as { unit: string; loopCounter: number };
      seen.push([unit, loopCounter]);
      world.complete('Task_Ask', { answer: `${unit} says yes` });
    }

    expect(seen).to.deep.equal([
      ['home care', 1],
      ['ward', 2],
      ['gp', 3],
    ]);
    expect(world.variable('answers')).to.deep.equal(['home care says yes', 'ward says yes', 'gp says yes']);
    expect(world.open()).to.deep.equal(['Task_Sum']);
  });

  it('takes the collection as it was on entry', async () => {
    const world = await model.started({ variables: { units } });

    world.set({ units: [] });
    world.completeAll('Task_Ask', 'Task_Ask');

    expect(world.visibleIn('Task_Ask').unit).to.equal('gp');
  });

  it('tells of its collection once, and of each instance only what it has changed', async () => {
    const world = await model.started({ variables: { units } });
    world
      .complete('Task_Ask', { answer: 'no' })
      .complete('Task_Ask', { answer: 'no' })
      .complete('Task_Ask', { answer: 'yes' });

    const telling = world.history().filter((event) => JSON.stringify(event).includes('"items":["home care"'));
    expect(telling.map(({ type }) => type)).to.deep.equal(['LoopAdvanced']);
    expect(world.events('LoopCounted').flatMap(({ result }) => result ?? [])).to.deep.equal([
      { at: 0, value: 'no' },
      { at: 1, value: 'no' },
      { at: 2, value: 'yes' },
    ]);
    expect(world.variable('answers')).to.deep.equal(['no', 'no', 'yes']);
  });

  it('is left at once where the collection is empty', async () => {
    const world = await model.started({ variables: { units: [] } });

    expect(world.open()).to.deep.equal(['Task_Sum']);
    expect(world.variable('answers')).to.deep.equal([]);
  });

  it('starts no further instance when the completion condition holds', async () => {
    const world = await model.started({ process: 'Process_UntilYes', variables: { units } });

    world.complete('Task_Offer', { answer: 'no' }).complete('Task_Offer', { answer: 'yes' });

    expect(world.open()).to.deep.equal(['Task_AfterYes']);
    expect(world.events('TaskCreated').filter(({ element }) => element === 'Task_Offer')).to.have.length(2);
  });

  it('counts as instances those it has created: active, completed and terminated add up (table 10.30)', async () => {
    const world = await model.started({ process: 'Process_Counts' });

    world.completeAll('Task_Counted', 'Task_Counted');

    expect(world.incidents()).to.deep.equal([]);
    expect(world.open()).to.deep.equal(['Task_AfterCounts']);
  });

  it('is interrupted as a whole by its boundary event, whose timer runs from the first instance on', async () => {
    const world = await model.started({ variables: { units } });
    world.advance('P6D').complete('Task_Ask');

    world.advance('P1D');

    expect(world.open()).to.deep.equal(['Task_Decide']);
  });

  it('becomes an incident where the collection is longer than the limit', async () => {
    const world = await model.started({ variables: { units }, limits: { multiInstanceCount: 2 } });

    expect(world.incidents()).to.deep.equal(['LIMIT_EXCEEDED']);
  });
});
