import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/operator-goes-on.bpmn');
const link = given('engine/execution/regressions/operator-passes-a-link.bpmn');
const endless = given('engine/execution/regressions/operator-leads-into-an-endless-loop.bpmn');

describe('operator who goes on from an incident', () => {
  it('keeps what the task gave, where only its flow could not be chosen', async () => {
    const world = await model.started({ variables: { what: 'ask' } });
    world.complete('Task_Ask', { answer: 'perhaps' });
    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);

    world.resolve('Task_Ask', 'skip', { flows: ['Task_Ask_Task_Yes'] });

    expect(world.open()).to.deep.equal(['Task_Yes']);
    expect(world.variable('result')).to.equal('perhaps');
  });

  it('keeps what the instances of an activity gave, where only its flow could not be chosen', async () => {
    const world = await model.started({ variables: { what: 'each', wards: ['A', 'B'] } });
    world.complete('Task_Each', { beds: 1 }).complete('Task_Each', { beds: 2 });
    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);

    world.resolve('Task_Each', 'skip', { flows: ['Task_Each_Task_Choose'] });

    expect(world.open()).to.deep.equal(['Task_Choose']);
    expect(world.variable('allBeds')).to.deep.equal([1, 2]);
  });

  it('names no flow for one of several instances: the activity is left when all are done', async () => {
    const world = await model.started({ variables: { what: 'each', wards: ['A', 'B'] } });
    world.throwTaskError('Task_Each', 'flooded');

    const flows = ['Task_Each_Task_Choose'];
    expect(world.refusal(() => world.resolve('Task_Each', 'skip', { flows }))).to.equal('ACTION_NOT_POSSIBLE');

    world.resolve('Task_Each', 'skip');
    expect(world.open()).to.deep.equal(['Task_Each']);
  });

  it('has to name the event that an event-based gateway goes on to', async () => {
    const world = await model.started({ variables: { what: 'await' } });
    expect(world.incidents()).to.deep.equal(['INVALID_TIMER']);

    expect(world.refusal(() => world.resolve('Await', 'skip'))).to.equal('ACTION_NOT_POSSIBLE');
    world.resolve('Await', 'skip', { flows: ['Await_Catch_Call'] });

    expect(world.tokens()).to.deep.equal(['Catch_Call']);
    expect(world.message('m1')).to.equal(1);
    expect(world.status()).to.equal('completed');
  });

  it('can go on without what an event brought, where it cannot be stored', async () => {
    const world = await model.started({ variables: { what: 'report' } });
    world.message('m2', { variables: { text: 'many' } });
    expect(world.incidents()).to.deep.equal(['MAPPING_FAILED']);

    world.resolve('Catch_Report', 'skip');

    expect(world.open()).to.deep.equal(['Task_Read']);
    expect(world.incidents()).to.deep.equal([]);
  });

  it('cannot give a job no attempts: nobody could fetch it', async () => {
    const world = await model.started({ variables: { what: 'send' } });
    world.failJob('Task_Send', 0);

    for (const retries of [0, -1, 1.5, NaN]) {
      expect(world.refusal(() => world.resolve('Task_Send', 'retry', { retries }))).to.equal('VALUE_NOT_ALLOWED');
    }
    expect(world.resolve('Task_Send', 'retry', { retries: 2 }).jobs()).to.deep.equal(['Task_Send']);
  });

  it('goes on behind a link, where what it carries cannot be evaluated', async () => {
    const world = await link.started({ variables: { n: 0 } });
    expect(world.incidents()).to.deep.equal(['MAPPING_FAILED']);

    world.resolve('Throw_Next', 'skip');

    expect(world.open()).to.deep.equal(['Task_Continue']);
  });

  it('can try again behind a flow that led into an endless loop: the join still knows the flow', async () => {
    const world = await endless.started({ limits: { stepBudget: 30 }, variables: { n: 0, stop: false } });
    world.complete('Task_Other');
    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);

    world.resolve('Which', 'skip', { flows: ['Which_Join'] });
    expect(world.incidents()).to.deep.equal(['STEP_BUDGET_EXHAUSTED']);
    expect(world.incidentElements()).to.deep.equal(['Join']);

    world.set({ stop: true }).resolve('Join', 'retry');
    expect(world.open()).to.deep.equal(['Task_Done']);
    expect(world.complete('Task_Done').status()).to.equal('completed');
  });
});
