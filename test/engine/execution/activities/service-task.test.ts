import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/service-task.bpmn');
const started = () => model.started({ variables: { municipality: 'A' } });
const FETCH = 'Service_FetchMedicines';

describe('Service task (BPMN 2.0.2, 13.3.3): a job for a worker', () => {
  it('opens a job under its topic, with three attempts where the model says nothing', async () => {
    const world = await started();

    expect(world.job(FETCH)).to.deep.include({ topic: 'fetch-medicines', retries: 3 });
    expect(world.job(FETCH).variables).to.deep.include({ municipality: 'A' });
    expect(world.open()).to.deep.equal([]);
  });

  it('opens a job with the attempts that the model gives', async () => {
    const world = await model.started({ process: 'Process_TwoAttempts' });

    expect(world.job('Service_Notify').retries).to.equal(2);
  });

  it('hands the worker’s result on when the job is completed', async () => {
    const world = await started();

    world.completeJob(FETCH, { medicines: 9 });

    expect(world.variable('medicines')).to.equal(9);
    expect(world.open()).to.deep.equal(['Task_Reconcile']);
    expect(world.jobs()).to.deep.equal([]);
    expect(world.timers(), 'the boundary timer is gone').to.deep.equal([]);
  });

  it('keeps the job open after a failure while attempts are left', async () => {
    const world = await started();

    world.failJob(FETCH, 2);

    expect(world.job(FETCH).retries).to.equal(2);
    expect(world.incidents()).to.deep.equal([]);
    world.completeJob(FETCH, { medicines: 1 });
    expect(world.open()).to.deep.equal(['Task_Reconcile']);
  });

  it('becomes an incident when no attempts are left', async () => {
    const world = await started();

    world.failJob(FETCH, 0);

    expect(world.incidents()).to.deep.equal(['JOB_FAILED']);
    expect(world.incidentElements()).to.deep.equal([FETCH]);
    expect(world.status()).to.equal('running');
  });

  it('gives the job new attempts when an operator retries', async () => {
    const world = await started();
    world.failJob(FETCH, 0);

    world.resolve(FETCH, 'retry', { retries: 2 });

    expect(world.incidents()).to.deep.equal([]);
    expect(world.job(FETCH).retries).to.equal(2);
    world.completeJob(FETCH, { medicines: 4 });
    expect(world.open()).to.deep.equal(['Task_Reconcile']);
  });

  it('gives one new attempt where the operator names no number', async () => {
    const world = await started();
    world.failJob(FETCH, 0);

    world.resolve(FETCH, 'retry');

    expect(world.job(FETCH).retries).to.equal(1);
  });

  it('takes the result that an operator enters', async () => {
    const world = await started();
    world.failJob(FETCH, 0);

    world.resolve(FETCH, 'resolve', { variables: { medicines: 6 } });

    expect(world.variable('medicines')).to.equal(6);
    expect(world.open()).to.deep.equal(['Task_Reconcile']);
    expect(world.timesCompleted(FETCH)).to.equal(1);
  });

  it('is left without its work when an operator skips it', async () => {
    const world = await started();
    world.failJob(FETCH, 0);

    world.resolve(FETCH, 'skip');

    expect(world.variable('medicines') ?? null).to.equal(null);
    expect(world.open()).to.deep.equal(['Task_Reconcile']);
  });

  it('is left by its error boundary when the worker reports that error', async () => {
    const world = await started();

    world.throwJobError(FETCH, 'notFound', { medicines: 0 });

    expect(world.open()).to.deep.equal(['Task_AskGp']);
    expect(world.variable('medicines')).to.equal(0);
    expect(world.jobs()).to.deep.equal([]);
  });

  it('becomes an incident when nothing catches the worker’s error', async () => {
    const world = await started();

    world.throwJobError(FETCH, 'unheardOf');

    expect(world.incidents()).to.deep.equal(['UNCAUGHT_ERROR']);
  });

  it('refuses a late answer after its boundary timer has interrupted it', async () => {
    const world = await started();
    const { jobId } = world.job(FETCH);

    world.advance('PT1H');

    expect(world.open()).to.deep.equal(['Task_Phone']);
    expect(world.events('JobCancelled').map((event) => event.jobId)).to.deep.equal([jobId]);
    expect(world.refusal(() => world.simulation.completeJob(jobId))).to.equal('JOB_NOT_FOUND');
  });

  it('loses its incident when the boundary timer interrupts it', async () => {
    const world = await started();
    world.failJob(FETCH, 0);

    world.advance('PT1H');

    expect(world.incidents()).to.deep.equal([]);
    expect(world.open()).to.deep.equal(['Task_Phone']);
  });
});
