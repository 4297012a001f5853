import { expect } from 'chai';

import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deploy, openTasks, quiet, start, stay } from '../models.js';

describe('One instance of a pathway runs for a patient at a time', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await givenServer();
    await deploy(server.api, stay());
  });
  afterEach(() => server.stop());

  const begin = (businessKey?: string) =>
    server.api.post('/v2/process-instances', {
      processDefinitionId: 'Stay',
      ...(businessKey !== undefined && { businessKey }),
    });
  const running = async (): Promise<string[]> =>
    (
      await server.api.post('/v2/process-instances/search', {
        filter: { processDefinitionId: 'Stay', state: 'ACTIVE' },
      })
    ).body.items.map((one: { processInstanceKey: string }) => one.processInstanceKey);
  const cancel = (instance: string) =>
    server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'entered in error' });

  it('a second start is refused and names the first; when that has ended there may be another', async () => {
    const first = await start(server.api, 'Stay', { businessKey: 'patient-1' });

    const refused = await begin('patient-1');
    expect([refused.status, refused.body.code, refused.body.current]).to.deep.equal([
      409,
      'INSTANCE_ALREADY_RUNNING',
      { processInstanceKey: first },
    ]);
    expect((await begin('patient-2')).status, 'another patient').to.equal(201);

    await cancel(first);
    expect((await begin('patient-1')).status).to.equal(201);
  });

  it('of many starts at the same moment exactly one wins, and the others hear of it', async () => {
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => begin(`patient-${round}`)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409, 409, 409, 409, 409]);
      const [won] = answers.flatMap(({ status, body }) => (status === 201 ? [body.processInstanceKey] : []));
      const named = answers.flatMap(({ status, body }) => (status === 409 ? [body.current.processInstanceKey] : []));
      expect(new Set(named)).to.deep.equal(new Set([won]));
    }
    expect(await running()).to.have.length(10);
  });

  it('a start that is repeated under its idempotency key gets its first answer', async () => {
    const send = () =>
      server.api.post(
        '/v2/process-instances',
        { processDefinitionId: 'Stay', businessKey: 'patient-1' },
        { 'Idempotency-Key': 'start-1' },
      );
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(second.body).to.deep.equal(first.body);
  });

  it('there is no limit without a business key', async () => {
    expect([(await begin()).status, (await begin()).status]).to.deep.equal([201, 201]);
  });

  it('a pathway may say that several run at a time', async () => {
    await deploy(server.api, stay('pathway:severalInstances="true"'));
    expect([(await begin('patient-1')).status, (await begin('patient-1')).status]).to.deep.equal([201, 201]);
  });

  it('a suspended one runs too', async () => {
    const instance = await start(server.api, 'Stay', { businessKey: 'patient-1' });
    await server.api.post(`/v2/process-instances/${instance}/suspension`, { reason: 'x' });
    expect((await begin('patient-1')).body.code).to.equal('INSTANCE_ALREADY_RUNNING');
  });

  it('one that has ended is not opened again beside another', async () => {
    const first = await start(server.api, 'Stay', { businessKey: 'patient-1' });
    await cancel(first);
    const second = await start(server.api, 'Stay', { businessKey: 'patient-1' });
    const reopen = () =>
      server.api.post(`/v2/process-instances/${first}/modification`, {
        instructions: [{ type: 'reopenElement', elementId: 'Task_Treat' }],
        reason: 'x',
      });

    const refused = await reopen();
    expect([refused.status, refused.body.code, refused.body.current]).to.deep.equal([
      409,
      'INSTANCE_ALREADY_RUNNING',
      { processInstanceKey: second },
    ]);
    await cancel(second);
    expect((await reopen()).status).to.equal(200);
    expect((await begin('patient-1')).body.current).to.deep.equal({ processInstanceKey: first });
  });

  it('a message that would start a second one is set aside to be looked at', async () => {
    const publish = () =>
      server.api.post('/v2/messages/publication', { name: 'Admitted', correlationKey: 'patient-1' });
    const { messageKey: first } = (await publish()).body;
    const [instance] = await eventually(running, (found) => found.length > 0);
    const { messageKey: second } = (await publish()).body;
    expect(first).to.not.equal(second);

    const kept = await eventually(
      async () => (await server.api.post('/v2/messages/search', { filter: { state: 'REFUSED' } })).body.items,
      (items) => items.length > 0,
    );

    expect(kept).to.have.length(1);
    expect(kept[0]).to.deep.include({
      messageKey: second,
      processDefinitionId: 'Stay',
      errorType: 'INSTANCE_ALREADY_RUNNING',
    });
    expect(await running()).to.deep.equal([instance]);
  });

  it('a message goes to the running one where that waits for it', async () => {
    const instance = await start(server.api, 'Stay', { businessKey: 'patient-1' });
    const { Task_Treat: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`);

    await server.api.post('/v2/messages/publication', { name: 'Admitted', correlationKey: 'patient-1' });

    await eventually(running, (found) => found.length === 0);
    expect((await server.api.post('/v2/messages/search', {})).body.items).to.deep.equal([]);
  });

  it('a signal that would start a second one is set aside too', async () => {
    await deploy(server.api, stay('pathway:businessKey="patientKey"'));
    const broadcast = () =>
      server.api.post('/v2/signals/broadcast', { signalName: 'Recall', variables: { patientKey: 'patient-1' } });
    await broadcast();
    const found = await eventually(running, (instances) => instances.length > 0);
    await broadcast();
    await quiet(server.api);
    expect(await running()).to.deep.equal(found);
    const kept = (await server.api.post('/v2/signal-deliveries/search', { filter: { state: 'REFUSED' } })).body.items;
    expect(kept.map((one: { errorType: string }) => one.errorType)).to.deep.equal(['INSTANCE_ALREADY_RUNNING']);
  });
});
