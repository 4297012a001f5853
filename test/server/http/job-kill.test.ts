import { expect } from 'chai';

import { givenMachine, type Machine } from '../given-process.js';
import { apiAt } from '../given-server.js';
import { deploy, serviceTask, start } from '../models.js';

describe('A server that is killed between handing out a job and its answer', function () {
  this.timeout(90_000);
  let machine: Machine;

  beforeEach(() => {
    machine = givenMachine();
  });
  afterEach(() => machine.remove());

  it('still knows who holds the job: nobody else gets it, and the answer is taken, once', async () => {
    const first = await machine.start();
    await deploy(first.api, serviceTask);
    const instance = await start(first.api, 'Service');
    const activation = { type: 'fetch-measure', worker: 'w', timeout: 600_000 };
    const key = { 'Idempotency-Key': 'fetch-1' };
    const [job] = (await apiAt(first.url, 'job-worker').post('/v2/jobs/activation', activation, key)).body.jobs;
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await machine.start();
    const worker = apiAt(second.url, 'job-worker');
    expect((await worker.post('/v2/jobs/activation', { ...activation, worker: 'other' })).body.jobs).to.deep.equal([]);
    const again = await worker.post('/v2/jobs/activation', activation, key);
    expect(again.body.jobs, 'who asked for it gets it again by its key').to.deep.equal([job]);
    const complete = () => worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect((await complete()).status).to.equal(204);
    expect((await complete()).body.code).to.equal('JOB_ALREADY_COMPLETED');
    expect((await second.api.get(`/v2/process-instances/${instance}`)).body.state).to.equal('COMPLETED');
  });
});
