import { expect } from 'chai';

import { eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import {
  deploy,
  deployAssessment,
  openTasks,
  quiet,
  serviceTask,
  start,
  throwsMessage,
  startedByMessage,
} from '../models.js';

describe('An operator who modifies an instance over HTTP', () => {
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    await deployAssessment(server.api);
    await deploy(server.api, serviceTask);
  });
  after(() => server.stop());

  const modify = (instance: string, instructions: readonly object[], more: object = {}) =>
    server.api.post(`/v2/process-instances/${instance}/modification`, {
      instructions,
      reason: 'Sent on too early',
      ...more,
    });
  const standing = async (instance: string) =>
    (await server.api.get(`/v2/process-instances/${instance}/element-instances`)).body;
  const tokenAt = async (instance: string, element: string): Promise<string> => {
    const { items } = await standing(instance);
    return items.find((one: { elementId: string }) => one.elementId === element).elementInstanceKey;
  };

  it('sees where it stands', async () => {
    const instance = await start(server.api, 'Assessment');

    const { items, scopes } = await standing(instance);

    expect(items).to.deep.equal([
      {
        elementInstanceKey: items[0].elementInstanceKey,
        elementId: 'Task_Assess',
        elementName: 'Vurder smerte',
        type: 'USER_TASK',
        scopeKey: `${instance}:1`,
        hasIncident: false,
        isMultiInstanceBody: false,
      },
    ]);
    expect(scopes).to.deep.equal([
      { scopeKey: `${instance}:1`, elementId: 'Assessment', elementName: 'Assessment', kind: 'process' },
    ]);
  });

  it('hears from a dry run what it would come to, and nothing has changed', async () => {
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const tokenKey = await tokenAt(instance, 'Task_Assess');
    const before = (await server.api.get(`/v2/process-instances/${instance}`)).body;

    const move = [{ type: 'moveToken', elementInstanceKey: tokenKey, elementId: 'Task_Remind' }];
    const { status, body } = await modify(instance, move, { dryRun: true });

    expect(status).to.equal(200);
    expect(body).to.deep.include({
      dryRun: true,
      state: 'ACTIVE',
      tasksCancelled: [{ userTaskKey: task, elementId: 'Task_Assess' }],
      timersCancelled: [{ elementId: 'Late' }],
      jobsCreated: [],
    });
    expect(body.tasksCreated.map((one: { elementId: string }) => one.elementId)).to.deep.equal(['Task_Remind']);
    expect(body.items.map((one: { elementId: string }) => one.elementId)).to.deep.equal(['Task_Remind']);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body).to.deep.equal(before);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Assess']);

    const done = await modify(instance, move);
    expect([done.status, { ...done.body, dryRun: true }]).to.deep.equal([200, body]);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Remind']);
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body.state).to.equal('CANCELED');
    expect((await server.api.get(`/v2/process-instances/${instance}/timers`)).body.items).to.deep.equal([]);
  });

  it('leaves the reason in the history, and who gave it', async () => {
    const instance = await start(server.api, 'Assessment');

    await modify(instance, [{ type: 'placeToken', elementId: 'Task_Remind' }]);

    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    expect(items.find((one: { type: string }) => one.type === 'InstanceModified')).to.deep.include({
      by: 'ward-nurse',
      reason: 'Sent on too early',
      instructions: [{ type: 'placeToken', element: 'Task_Remind' }],
    });
  });

  it('withdraws a job that a worker holds: its late answer is refused', async () => {
    const instance = await start(server.api, 'Service');
    const activation = { type: 'fetch-measure', worker: 'w1', timeout: 60_000, maxJobsToActivate: 10 };
    const [job] = (await server.api.post('/v2/jobs/activation', activation)).body.jobs;

    await modify(instance, [{ type: 'skipElement', elementInstanceKey: await tokenAt(instance, 'Job') }]);

    const late = await server.api.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect([late.status, late.body.code]).to.deep.equal([409, 'JOB_CANCELLED']);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.state).to.equal('COMPLETED');
  });

  it('opens a completed task again, and with it the instance that has ended', async () => {
    const instance = await start(server.api, 'Assessment');
    const at = `/v2/process-instances/${instance}`;
    const { Task_Assess: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 3 } });
    expect((await server.api.get(at)).body.state).to.equal('COMPLETED');
    const placed = await modify(instance, [{ type: 'placeToken', elementId: 'Task_Assess' }]);
    expect([placed.status, placed.body.code]).to.deep.equal([409, 'INSTANCE_ENDED']);

    expect((await modify(instance, [{ type: 'reopenElement', elementId: 'Task_Assess' }])).status).to.equal(200);

    const open = await openTasks(server.api, instance);
    expect(open['Task_Assess']).to.be.a('string').and.not.equal(task);
    const { body } = await server.api.get(at);
    expect(body.state).to.equal('ACTIVE');
    expect(body).to.not.have.property('endDate');
    expect((await server.api.get(`${at}/timers`)).body.items).to.have.length(1);
    const again = { variables: { painScore: 5 } };
    expect((await server.api.post(`/v2/user-tasks/${open['Task_Assess']}/completion`, again)).status).to.equal(204);
    expect((await server.api.get(at)).body.state).to.equal('COMPLETED');
  });

  it('opens an instance again that was cancelled by mistake, and the reason is gone with it', async () => {
    const instance = await start(server.api, 'Assessment');
    const at = `/v2/process-instances/${instance}`;
    await server.api.post(`${at}/cancellation`, { reason: 'mistake' });

    await modify(instance, [{ type: 'reopenElement', elementId: 'Task_Assess' }]);

    expect((await server.api.get(at)).body).to.not.have.any.keys('cancellationReason', 'endDate');
  });

  it('is told which instruction cannot be carried out, at which element and why', async () => {
    const instance = await start(server.api, 'Assessment');

    const refused = await modify(instance, [
      { type: 'placeToken', elementId: 'Task_Remind' },
      { type: 'placeToken', elementId: 'Late' },
    ]);

    expect([refused.status, refused.body.code, refused.body.details]).to.deep.equal([
      409,
      'ELEMENT_NOT_PLACEABLE',
      { elementId: 'Late', why: 'BOUNDARY_EVENT', instruction: 1 },
    ]);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Assess']);
    const unknown = await modify(instance, [{ type: 'removeToken', elementInstanceKey: `${instance}:999` }]);
    expect([unknown.status, unknown.body.code]).to.deep.equal([404, 'TOKEN_NOT_FOUND']);
  });

  it('gives a reason, and instructions as the contract has them', async () => {
    const instance = await start(server.api, 'Assessment');
    const at = `/v2/process-instances/${instance}/modification`;
    const place = { type: 'placeToken', elementId: 'Task_Remind' };
    for (const body of [
      { instructions: [place] },
      { instructions: [], reason: 'x' },
      { instructions: [{ type: 'placeToken' }], reason: 'x' },
      { instructions: [{ ...place, tokenKey: 'x' }], reason: 'x' },
      { instructions: [{ type: 'explode' }], reason: 'x' },
      { instructions: Array.from({ length: 101 }, () => place), reason: 'x' },
    ]) {
      const answer = await server.api.post(at, body);
      expect([answer.status, answer.body.code], JSON.stringify(body).slice(0, 80)).to.deep.equal([
        400,
        'BODY_NOT_VALID',
      ]);
    }
  });

  it('repeats itself under one idempotency key without doing it twice', async () => {
    const instance = await start(server.api, 'Assessment');
    const place = { instructions: [{ type: 'placeToken', elementId: 'Task_Remind' }], reason: 'x' };
    const send = () =>
      server.api.post(`/v2/process-instances/${instance}/modification`, place, { 'Idempotency-Key': 'modify-1' });

    const [first, second] = [await send(), await send()];

    expect(second.body).to.deep.equal(first.body);
    expect((await standing(instance)).items).to.have.length(2);
  });

  it('lets what it throws leave the instance, once', async () => {
    await deploy(server.api, throwsMessage);
    await deploy(server.api, startedByMessage);
    const instance = await start(server.api, 'Sender', { businessKey: 'patient-9' });
    const skip = [{ type: 'skipElement', elementInstanceKey: await tokenAt(instance, 'Task_Send') }];
    const receivers = async () =>
      (await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Receiver' } })).body
        .items;

    const { body } = await modify(instance, skip, { dryRun: true });
    expect(body.messagesThrown).to.deep.equal([{ elementId: 'Throw', name: 'Admitted' }]);
    await quiet(server.api);
    expect(await receivers(), 'not by a dry run').to.deep.equal([]);

    await modify(instance, skip);
    await eventually(receivers, (items) => items.length > 0);
    await quiet(server.api);
    expect(await receivers()).to.have.length(1);
  });
});
