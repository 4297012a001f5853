import { expect } from 'chai';

import { apiAt, givenServer, testClock, type Api, type TestServer } from '../given-server.js';
import { deploy, openTasks, serviceTask, start } from '../models.js';

const MINUTE = 60_000;

describe('Jobs over HTTP', () => {
  let server: TestServer;
  let worker: Api;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    await deploy(server.api, serviceTask);
  });
  after(() => server.stop());
  beforeEach(() => {
    worker = apiAt(server.url, 'job-worker');
  });

  const fetchJobs = async (more: object = {}) =>
    (
      await worker.post('/v2/jobs/activation', {
        type: 'fetch-measure',
        worker: 'w1',
        timeout: MINUTE,
        maxJobsToActivate: 10,
        ...more,
      })
    ).body.jobs;
  const stateOf = async (instance: string) => (await server.api.get(`/v2/process-instances/${instance}`)).body;

  it('are fetched with what they need, locked, and completed with a result', async () => {
    const instance = await start(server.api, 'Service', { businessKey: 'patient-1', variables: { measure: 7 } });
    const [job] = await fetchJobs();
    expect(job).to.deep.include({
      type: 'fetch-measure',
      retries: 2,
      elementId: 'Job',
      processInstanceKey: instance,
      businessKey: 'patient-1',
    });
    expect(job.variables.measure).to.equal(7);
    expect(await fetchJobs(), 'a second worker gets nothing').to.deep.equal([]);
    expect(
      (
        await worker.post(`/v2/jobs/${job.jobKey}/completion`, {
          lockToken: job.lockToken,
          variables: { result: 'ok' },
        })
      ).status,
    ).to.equal(204);
    expect((await stateOf(instance)).state).to.equal('COMPLETED');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.result).to.equal('ok');
  });

  it('go to another worker when the lock runs out; the late answer is refused by its token', async () => {
    const instance = await start(server.api, 'Service');
    const [late] = await fetchJobs();
    clock.advance(MINUTE);
    const refused = await worker.post(`/v2/jobs/${late.jobKey}/completion`, { lockToken: late.lockToken });
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'JOB_LOCK_LOST']);
    const [second] = await fetchJobs();
    expect(second.jobKey).to.equal(late.jobKey);
    expect(second.lockToken).not.to.equal(late.lockToken);
    expect((await worker.post(`/v2/jobs/${late.jobKey}/completion`, { lockToken: late.lockToken })).status).to.equal(
      409,
    );
    expect(
      (await worker.post(`/v2/jobs/${second.jobKey}/completion`, { lockToken: second.lockToken })).status,
    ).to.equal(204);
    expect((await stateOf(instance)).state).to.equal('COMPLETED');
  });

  it('are tried again after a failure, with a pause, until no attempt is left: then an operator has to look', async () => {
    const instance = await start(server.api, 'Service');
    const [first] = await fetchJobs();
    await worker.post(`/v2/jobs/${first.jobKey}/failure`, {
      lockToken: first.lockToken,
      retries: 1,
      retryBackOff: MINUTE,
    });
    expect(await fetchJobs()).to.deep.equal([]);
    clock.advance(MINUTE);
    const [second] = await fetchJobs();
    expect(second.retries).to.equal(1);
    await worker.post(`/v2/jobs/${second.jobKey}/failure`, { lockToken: second.lockToken, retries: 0 });
    expect(await fetchJobs()).to.deep.equal([]);
    const { items } = (await server.api.post('/v2/incidents/search', { filter: { processInstanceKey: instance } }))
      .body;
    expect(items[0]).to.deep.include({ errorType: 'JOB_FAILED', elementId: 'Job', state: 'ACTIVE' });
    expect(
      (await server.api.post(`/v2/incidents/${items[0].incidentKey}/resolution`, { action: 'retry', retries: 3 }))
        .status,
    ).to.equal(204);
    const [third] = await fetchJobs();
    expect(third.retries).to.equal(3);
    expect((await worker.post(`/v2/jobs/${third.jobKey}/completion`, { lockToken: third.lockToken })).status).to.equal(
      204,
    );
  });

  it('end by an error that the model catches', async () => {
    const instance = await start(server.api, 'Service');
    const [job] = await fetchJobs();
    expect(
      (await worker.post(`/v2/jobs/${job.jobKey}/error`, { lockToken: job.lockToken, errorCode: 'NO_DEVICE' })).status,
    ).to.equal(204);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Manual']);
  });

  it('are gone when their instance is cancelled', async () => {
    const instance = await start(server.api, 'Service');
    const [job] = await fetchJobs();
    await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'error' });
    const { status, body } = await worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect([status, body.code]).to.deep.equal([404, 'JOB_NOT_FOUND']);
    expect(await fetchJobs()).to.deep.equal([]);
  });

  it('are handed out under the same token when the request is repeated under its idempotency key', async () => {
    await start(server.api, 'Service');
    const ask = () =>
      worker.post(
        '/v2/jobs/activation',
        { type: 'fetch-measure', worker: 'w1', timeout: MINUTE },
        { 'Idempotency-Key': 'fetch-1' },
      );
    const [first, again] = [await ask(), await ask()];
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers.get('Idempotency-Replayed')).to.equal('true');
  });
});
