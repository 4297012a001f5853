import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/user-task.bpmn');
const need = {
  type: 'object',
  properties: { score: { type: 'number' }, assessedOn: { type: 'string', format: 'date' } },
} as const;
const started = () => model.started({ forms: { need } });

describe('User task (BPMN 2.0.2, 13.3.3)', () => {
  it('waits until the work has been done', async () => {
    const world = await started();

    expect(world.open()).to.deep.equal(['Task_AssessNeed']);
    expect(world.completed()).to.deep.equal(['Start']);
    expect(world.status()).to.equal('running');
  });

  it('is offered with its name, form and service level', async () => {
    const [task] = (await started()).tasks();

    expect(task).to.include({ name: 'Vurder behov', form: 'need', serviceLevel: 'municipality' });
  });

  it('hands its answers on and takes the outgoing flow when completed', async () => {
    const world = await started();

    world.complete('Task_AssessNeed', { score: 7, assessedOn: '2026-01-05' });

    expect(world.variables()).to.deep.include({ score: 7, assessedOn: { $date: '2026-01-05' } });
    expect(world.open()).to.deep.equal(['Task_Decide']);
    expect(world.path()).to.deep.equal(['Flow_Start_Task_AssessNeed', 'Flow_Task_AssessNeed_Task_Decide']);
  });

  it('ends the instance when the last one is completed', async () => {
    const world = await started();

    world.completeAll('Task_AssessNeed', 'Task_Decide');

    expect(world.status()).to.equal('completed');
    expect(world.completed()).to.deep.equal(['Start', 'Task_AssessNeed', 'Task_Decide', 'End_Decided']);
  });

  it('cannot be completed twice', async () => {
    const world = await started();
    const [task] = world.tasks();
    world.complete('Task_AssessNeed');

    expect(world.refusal(() => world.simulation.complete(task!.taskId))).to.equal('TASK_NOT_FOUND');
  });

  it('records who completed it', async () => {
    const world = await started();

    world.simulation.complete('Task_AssessNeed', {}, 'demo-nurse');

    expect(world.events('TaskCompleted').map(({ by }) => by)).to.deep.equal(['demo-nurse']);
  });

  it('is left by its error boundary when the person ends it with that error', async () => {
    const world = await started();

    world.throwTaskError('Task_AssessNeed', 'refused', { score: 0 });

    expect(world.open()).to.deep.equal(['Task_Inform']);
    expect(world.cancelled()).to.include('Task_AssessNeed');
    expect(world.variable('score')).to.equal(0);
  });

  it('becomes an incident when nothing catches its error, and can be left by an operator', async () => {
    const world = await started();

    world.throwTaskError('Task_AssessNeed', 'unheardOf');

    expect(world.incidents()).to.deep.equal(['UNCAUGHT_ERROR']);
    world.resolve('Task_AssessNeed', 'skip');
    expect(world.incidents()).to.deep.equal([]);
    expect(world.open()).to.deep.equal(['Task_Decide']);
  });

  it('waits for the operator when nothing catches its error: the person cannot complete it meanwhile', async () => {
    const world = await started();
    world.throwTaskError('Task_AssessNeed', 'unheardOf');

    expect(world.open()).to.deep.equal([]);
    expect(world.refusal(() => world.complete('Task_AssessNeed'))).to.equal('TASK_NOT_FOUND');
  });

  it('can be done again when the operator retries it after an error', async () => {
    const world = await started();
    world.throwTaskError('Task_AssessNeed', 'unheardOf');

    world.resolve('Task_AssessNeed', 'retry');

    expect(world.open()).to.deep.equal(['Task_AssessNeed']);
    expect(world.complete('Task_AssessNeed', { score: 7 }).open()).to.deep.equal(['Task_Decide']);
  });

  it('goes on waiting when an escalation it raises is caught without interrupting', async () => {
    const world = await started();

    world.raiseEscalation('Task_AssessNeed', 'unsure');

    expect(world.open()).to.deep.equal(['Task_AssessNeed', 'Task_Discuss']);
    world.completeAll('Task_Discuss', 'Task_AssessNeed', 'Task_Decide');
    expect(world.status()).to.equal('completed');
  });

  it('goes on waiting when nobody catches its escalation (10.5.1)', async () => {
    const world = await started();

    world.raiseEscalation('Task_AssessNeed', 'unheardOf');

    expect(world.open()).to.deep.equal(['Task_AssessNeed']);
    expect(world.incidents()).to.deep.equal([]);
  });
});
