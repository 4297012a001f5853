import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/call-activity.bpmn');
const others = { with: ['engine/execution/activities/call-activity-called.bpmn'] };
const started = (process = 'Process_Caller') =>
  model.started({ ...others, process, variables: process === 'Process_Caller' ? { name: 'Demo', points: 3 } : {} });

describe('Call activity (BPMN 2.0.2, 13.3.4)', () => {
  it('runs the called process in the caller’s state, from its empty start event', async () => {
    const world = await started();

    expect(world.open()).to.deep.equal(['Task_Visit']);
    expect(world.simulation.instances()).to.have.length(1);
    expect(world.completed()).to.deep.equal(['Start', 'Start_FollowUp']);
  });

  it('gives the called process what its in mappings name, and nothing else', async () => {
    const world = await started();

    const visible = world.visibleIn('Task_Visit');

    expect(visible).to.deep.include({ patientName: 'Demo', score: 4 });
    expect(visible).to.not.have.any.keys('name', 'points');
  });

  it('hands out what its out mappings name, and nothing else', async () => {
    const world = await started();

    world.complete('Task_Visit', { outcome: 'well', scratch: 'seen' });

    expect(world.open()).to.deep.equal(['Task_Close']);
    expect(world.variables()).to.deep.include({ name: 'Demo', points: 3, result: 'well' });
    expect(world.variable('outcome') ?? null).to.equal(null);
    expect(world.variables()).to.not.have.any.keys('scratch', 'score', 'patientName');
  });

  it('shares all variables where the model passes all', async () => {
    const world = await model.started({
      ...others,
      process: 'Process_PassAll',
      variables: { patientName: 'Demo', score: 2 },
    });
    expect(world.visibleIn('Task_Visit')).to.deep.include({ patientName: 'Demo', score: 2 });

    world.complete('Task_Visit', { outcome: 'well', score: 9 });

    expect(world.variables()).to.deep.include({ patientName: 'Demo', score: 9, outcome: 'well' });
  });

  it('shares nothing without mappings, even under the same names', async () => {
    const world = await model.started({
      ...others,
      process: 'Process_Isolated',
      variables: { patientName: 'Demo', score: 2 },
    });
    expect(world.visibleIn('Task_Visit').patientName ?? null).to.equal(null);

    world.complete('Task_Visit', { outcome: 'well', score: 9 });

    expect(world.open()).to.deep.equal(['Task_AfterIsolated']);
    expect(world.variable('score')).to.equal(2);
    expect(world.variable('outcome') ?? null).to.equal(null);
  });

  it('is left by its error boundary when the called process ends with that error', async () => {
    const world = await started();

    world.complete('Task_Visit', { outcome: 'refused' });

    expect(world.open()).to.deep.equal(['Task_Apply']);
    expect(world.cancelled()).to.include('Call_FollowUp');
    expect(world.variable('result') ?? null, 'out mappings are for completion').to.equal(null);
  });

  it('becomes an incident when nothing catches the called process’s error', async () => {
    const world = await started();

    world.complete('Task_Visit', { outcome: 'other' });

    expect(world.incidents()).to.deep.equal(['UNCAUGHT_ERROR']);
    expect(world.status()).to.equal('running');
  });

  it('catches an escalation of the called process without interrupting it', async () => {
    const world = await started();

    world.complete('Task_Visit', { outcome: 'late' });

    expect(world.open()).to.deep.equal(['Task_Notify', 'Task_VisitAgain']);
    world.completeAll('Task_VisitAgain', 'Task_Notify', 'Task_Close');
    expect(world.status()).to.equal('completed');
    expect(world.variable('result')).to.equal('late');
  });

  it('takes the called process with it when its boundary timer interrupts it', async () => {
    const world = await started();

    world.advance('P30D');

    expect(world.open()).to.deep.equal(['Task_Stop']);
    expect(world.cancelled()).to.include.members(['Task_Visit', 'Call_FollowUp']);
    expect(world.state().scopes).to.have.length(1);
  });

  it('takes the called process with it when the instance is cancelled', async () => {
    const world = await started();

    world.cancel();

    expect(world.cancelled()).to.include.members(['Task_Visit', 'Call_FollowUp']);
    expect(world.open()).to.deep.equal([]);
  });

  it('can be nested, each call with its own data', async () => {
    const world = await model.started({ ...others, process: 'Process_Outer', variables: { name: 'Demo', points: 1 } });
    expect(world.visibleIn('Task_Visit')).to.deep.include({ patientName: 'Demo' });

    world.complete('Task_Visit', { outcome: 'well' });

    expect(world.open()).to.deep.equal(['Task_AfterOuter']);
    expect(world.variable('result')).to.equal('well');
  });

  it('becomes an incident when nobody has deployed the called process', async () => {
    const world = await model.started({ ...others, process: 'Process_CallsNobody' });
    expect(world.incidents()).to.deep.equal(['CALLED_ELEMENT_NOT_FOUND']);

    world.resolve('Call_Nobody', 'skip');

    expect(world.open()).to.deep.equal(['Task_AfterNobody']);
  });
});
