import { expect } from 'chai';

import { eventually, givenServer, type TestServer } from '../given-server.js';
import {
  assessmentForms,
  called,
  caller,
  deploy,
  openTasks,
  quiet,
  start,
  startedByMessage,
  throwsMessage,
} from '../models.js';

describe('An instance that an operator cancels', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
  });
  after(() => server.stop());

  const cancel = (instance: string, reason: string) =>
    server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason });

  it('ends with the processes that it has called: no task and no timer of theirs is left', async () => {
    await deploy(server.api, called('Ring'), { forms: assessmentForms });
    await deploy(server.api, caller());
    const instance = await start(server.api, 'Caller');
    const { Task_Before: before } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${before}/completion`);
    const { Task_Called: inner } = await openTasks(server.api, instance);
    const at = `/v2/process-instances/${instance}`;
    expect((await server.api.get(`${at}/timers`)).body.items).to.have.length(1);

    expect((await cancel(instance, 'entered in error')).status).to.equal(204);

    expect(await openTasks(server.api, instance)).to.deep.equal({});
    expect((await server.api.get(`${at}/timers`)).body.items).to.deep.equal([]);
    expect((await server.api.get(`/v2/user-tasks/${inner}`)).body.state).to.equal('CANCELED');
    expect((await server.api.get(at)).body).to.deep.include({
      state: 'TERMINATED',
      cancellationReason: 'entered in error',
    });
    const late = await server.api.post(`/v2/user-tasks/${inner}/completion`, { variables: { painScore: 1 } });
    expect([late.status, late.body.code]).to.deep.equal([409, 'TASK_CANCELLED']);
  });

  it('is told why, as is one that is suspended, modified or held: blanks are no reason, and nothing happens', async () => {
    await deploy(server.api, caller());
    const instance = await start(server.api, 'Caller');
    const at = `/v2/process-instances/${instance}`;
    const orders = [
      await cancel(instance, ' '),
      await server.api.post(`${at}/suspension`, { reason: '\t' }),
      await server.api.put(`${at}/legal-hold`, { reason: ' ' }),
      await server.api.post(`${at}/modification`, {
        reason: ' ',
        instructions: [{ type: 'removeToken', elementInstanceKey: '1:1' }],
      }),
    ];
    for (const { status, body } of orders) {
      expect([status, body.code, body.errors?.[0]?.path]).to.deep.equal([400, 'BODY_NOT_VALID', '/reason']);
    }
    expect((await server.api.get(at)).body).to.deep.include({ state: 'ACTIVE', revision: 1 });
  });

  it('sends no message that it had not come to; another one that comes to it does', async () => {
    await deploy(server.api, throwsMessage);
    await deploy(server.api, startedByMessage);
    const receivers = async () =>
      (await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Receiver' } })).body
        .items;
    const silent = await start(server.api, 'Sender');
    await cancel(silent, 'entered in error');
    await quiet(server.api);
    expect(await receivers()).to.deep.equal([]);

    const sent = await start(server.api, 'Sender');
    const { Task_Send: task } = await openTasks(server.api, sent);
    await server.api.post(`/v2/user-tasks/${task}/completion`);

    await eventually(receivers, (items) => items.length > 0);
    expect(await receivers()).to.have.length(1);
  });
});
