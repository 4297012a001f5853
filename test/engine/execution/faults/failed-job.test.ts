import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const job = given('engine/execution/faults/failed-job.bpmn');

async function withoutRetries() {
  const world = await job.started();
  return world.failJob('Service_Register', 0, 'timeout');
}

describe('job without retries left (13.3.3)', () => {
  it('stays open as long as retries are left', async () => {
    const world = await job.started();
    expect(world.job('Service_Register').retries).to.equal(3);

    world.failJob('Service_Register', 2);

    expect(world.job('Service_Register').retries).to.equal(2);
    expect(world.incidents()).to.deep.equal([]);
  });

  it('becomes an incident, and nothing else stops', async () => {
    const world = await withoutRetries();

    expect(world.incidents()).to.deep.equal(['JOB_FAILED']);
    expect(world.jobs()).to.deep.equal([]);
    expect(world.complete('Task_Other').status()).to.equal('running');
  });

  it('is offered to workers again with the retries that an operator gives', async () => {
    const world = await withoutRetries();

    world.resolve('Service_Register', 'retry', { retries: 2 });

    expect(world.job('Service_Register').retries).to.equal(2);
    expect(world.incidents()).to.deep.equal([]);
    world.completeJob('Service_Register', { answer: 'found' });
    expect(world.open()).to.deep.equal(['Task_Other', 'Task_Use']);
  });

  it('is resolved with the answer that an operator gives', async () => {
    const world = await withoutRetries();

    world.resolve('Service_Register', 'resolve', { variables: { answer: 'by phone' } });

    expect(world.variable('answer')).to.equal('by phone');
    expect(world.open()).to.deep.equal(['Task_Other', 'Task_Use']);
  });

  it('is skipped without an answer', async () => {
    const world = await withoutRetries();

    world.resolve('Service_Register', 'skip');

    expect(world.open()).to.deep.equal(['Task_Other', 'Task_Use']);
    expect(world.variable('answer') ?? null).to.equal(null);
  });

  it('refuses the late answer of a worker', async () => {
    const world = await job.started();
    const { jobId } = world.job('Service_Register');
    world.failJob('Service_Register', 0);

    expect(world.refusal(() => world.simulation.completeJob(jobId))).to.equal('JOB_NOT_FOUND');
  });
});
