import { expect } from 'chai';

import { apiAt, eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import {
  deploy,
  deployAssessment,
  listensToSignal,
  openTasks,
  quiet,
  serviceTask,
  start,
  waitsForMessage,
} from '../models.js';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

describe('An instance that an operator suspends', () => {
  let server: TestServer;
  let clock: ReturnType<typeof testClock>;

  beforeEach(async () => {
    clock = testClock();
    server = await givenServer({ clock });
  });
  afterEach(() => server.stop());

  const suspend = (instance: string) =>
    server.api.post(`/v2/process-instances/${instance}/suspension`, { reason: 'Wrong patient suspected' });
  const resume = (instance: string) => server.api.post(`/v2/process-instances/${instance}/resumption`);
  const stateOf = async (instance: string) => (await server.api.get(`/v2/process-instances/${instance}`)).body.state;
  const refusal = async (asked: ReturnType<TestServer['api']['post']>): Promise<unknown> => {
    const { status, body } = await asked;
    return [status, body?.code];
  };

  it('keeps its tasks to be seen, and none can be completed until it is resumed', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);

    expect((await suspend(instance)).status).to.equal(204);

    expect(await stateOf(instance)).to.equal('SUSPENDED');
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body).to.deep.include({
      state: 'CREATED',
      suspended: true,
    });
    const complete = (variables: object) => server.api.post(`/v2/user-tasks/${task}/completion`, { variables });
    expect(await refusal(complete({ painScore: 3 }))).to.deep.equal([409, 'INSTANCE_SUSPENDED']);
    expect(await refusal(complete({})), 'before any word about the form').to.deep.equal([409, 'INSTANCE_SUSPENDED']);
    expect(await refusal(server.api.post(`/v2/user-tasks/${task}/error`, { errorCode: 'X' }))).to.deep.equal([
      409,
      'INSTANCE_SUSPENDED',
    ]);
    expect((await resume(instance)).status).to.equal(204);
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body.suspended).to.equal(false);
    expect((await complete({ painScore: 3 })).status).to.equal(204);
    expect(await stateOf(instance)).to.equal('COMPLETED');
  });

  it('is found by its state; an active one is not', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const other = await start(server.api, 'Assessment');
    await suspend(instance);

    const found = async (state: string) =>
      (await server.api.post('/v2/process-instances/search', { filter: { state } })).body.items.map(
        (one: { processInstanceKey: string; state: string }) => [one.processInstanceKey, one.state],
      );

    expect(await found('SUSPENDED')).to.deep.equal([[instance, 'SUSPENDED']]);
    expect(await found('ACTIVE')).to.deep.equal([[other, 'ACTIVE']]);
  });

  it('lets no timer fire; what fell due fires as soon as it is resumed, also across a restart', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    await suspend(instance);
    clock.advance(30 * DAY);
    await server.restart();
    await quiet(server.api);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Assess']);

    await resume(instance);

    const open = await eventually(
      () => openTasks(server.api, instance),
      (tasks) => 'Task_Remind' in tasks,
    );
    expect((await server.api.get(`/v2/user-tasks/${open['Task_Assess']}`)).body.late).to.equal(true);
  });

  it('has a timer back at its own time when it is resumed before it', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const timers = async () => (await server.api.get(`/v2/process-instances/${instance}/timers`)).body.items;
    const before = await timers();
    await suspend(instance);
    expect(await timers()).to.deep.equal([]);
    clock.advance(DAY);
    await resume(instance);
    expect(await timers()).to.deep.equal(before);
  });

  it('is passed by messages; one that is kept reaches it when it is resumed', async () => {
    await deploy(server.api, waitsForMessage);
    const instance = await start(server.api, 'Waits', { businessKey: 'patient-1' });
    await suspend(instance);
    await server.api.post('/v2/messages/publication', {
      name: 'Answer',
      correlationKey: 'patient-1',
      timeToLive: HOUR,
      variables: { answer: 'yes' },
    });
    await quiet(server.api);
    expect(await openTasks(server.api, instance)).to.deep.equal({});

    await resume(instance);

    await eventually(
      () => openTasks(server.api, instance),
      (tasks) => 'Task_After' in tasks,
    );
    const { body } = await server.api.get(`/v2/process-instances/${instance}/variables`);
    expect(body.variables.answer).to.equal('yes');
  });

  it('hears when it is resumed of a signal that was broadcast meanwhile', async () => {
    await deploy(server.api, listensToSignal);
    const instance = await start(server.api, 'Listener');
    await suspend(instance);
    await server.api.post('/v2/signals/broadcast', { signalName: 'Alarm' });
    await quiet(server.api);
    expect(await openTasks(server.api, instance)).to.deep.equal({});

    await resume(instance);

    await eventually(
      () => openTasks(server.api, instance),
      (tasks) => 'Task_Alarm' in tasks,
    );
  });

  it('hands out no job; a worker that holds one is refused, and may answer under the same lock once it is resumed', async () => {
    await deploy(server.api, serviceTask);
    const worker = apiAt(server.url, 'job-worker');
    const activation = { type: 'fetch-measure', worker: 'w1', timeout: HOUR, maxJobsToActivate: 10 };
    const fetchJobs = async () => (await worker.post('/v2/jobs/activation', activation)).body.jobs;
    const held = await start(server.api, 'Service');
    const [job] = await fetchJobs();
    const waiting = await start(server.api, 'Service');
    await suspend(held);
    await suspend(waiting);

    expect(await fetchJobs()).to.deep.equal([]);
    const complete = () => worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect(await refusal(complete())).to.deep.equal([409, 'INSTANCE_SUSPENDED']);
    const fail = { lockToken: job.lockToken, retries: 0 };
    expect(await refusal(worker.post(`/v2/jobs/${job.jobKey}/failure`, fail))).to.deep.equal([
      409,
      'INSTANCE_SUSPENDED',
    ]);

    await resume(held);
    await resume(waiting);
    expect(
      (await fetchJobs()).map((one: { processInstanceKey: string; retries: number }) => [
        one.processInstanceKey,
        one.retries,
      ]),
    ).to.deep.equal([[waiting, 2]]);
    expect((await complete()).status).to.equal(204);
  });

  it('is suspended and resumed once, with a reason, and not when it has ended', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const at = `/v2/process-instances/${instance}`;
    expect(await refusal(server.api.post(`${at}/suspension`, {}))).to.deep.equal([400, 'BODY_NOT_VALID']);
    expect(await refusal(resume(instance))).to.deep.equal([409, 'INSTANCE_NOT_SUSPENDED']);
    await suspend(instance);
    expect(await refusal(suspend(instance))).to.deep.equal([409, 'INSTANCE_SUSPENDED']);
    expect((await server.api.put(`${at}/variables`, { variables: { note: 'x' } })).status).to.equal(204);
    expect((await server.api.post(`${at}/cancellation`, { reason: 'entered in error' })).status).to.equal(204);
    expect((await server.api.get(at)).body).to.deep.include({
      state: 'TERMINATED',
      cancellationReason: 'entered in error',
    });
    expect(await refusal(resume(instance))).to.deep.equal([409, 'INSTANCE_ENDED']);
    const types = (await server.api.get(`${at}/history`)).body.items.map((one: { type: string }) => one.type);
    expect(types).to.include.members(['InstanceSuspended', 'InstanceCancelled']);
  });
});
