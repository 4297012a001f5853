import { expect } from 'chai';

import { apiAt, givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start, waitsForMessage } from '../models.js';

describe('An Idempotency-Key', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
  });
  after(() => server.stop());

  const countOf = async (businessKey: string): Promise<number> =>
    (await server.api.post('/v2/process-instances/search', { filter: { businessKey } })).body.items.length;

  it('lets a repeated start give the first answer instead of a second instance', async () => {
    const body = { processDefinitionId: 'Assessment', businessKey: 'patient-1' };
    const first = await server.api.post('/v2/process-instances', body, { 'Idempotency-Key': 'start-1' });
    const again = await server.api.post('/v2/process-instances', body, { 'Idempotency-Key': 'start-1' });
    expect([again.status, again.body]).to.deep.equal([201, first.body]);
    expect(again.headers.get('Idempotency-Replayed')).to.equal('true');
    expect(first.headers.get('Idempotency-Replayed')).to.equal(null);
    expect(await countOf('patient-1')).to.equal(1);
  });

  it('holds across a restart', async () => {
    const body = { processDefinitionId: 'Assessment', businessKey: 'patient-2' };
    const first = await server.api.post('/v2/process-instances', body, { 'Idempotency-Key': 'start-2' });
    await server.restart();
    const again = await server.api.post('/v2/process-instances', body, { 'Idempotency-Key': 'start-2' });
    expect(again.body).to.deep.equal(first.body);
    expect(await countOf('patient-2')).to.equal(1);
  });

  it('holds for repeats that come at the same time', async () => {
    const body = { processDefinitionId: 'Assessment', businessKey: 'patient-3' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.api.post('/v2/process-instances', body, { 'Idempotency-Key': 'start-3' })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body]))).size).to.equal(1);
    expect(answers[0]?.status).to.equal(201);
    expect(await countOf('patient-3')).to.equal(1);
  });

  it('gives a repeated completion 204 again, not the conflict that another completion gets', async () => {
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const complete = (key: string) =>
      server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } }, { 'Idempotency-Key': key });
    const answers = await Promise.all(Array.from({ length: 4 }, () => complete('complete-1')));
    expect(answers.map(({ status }) => status)).to.deep.equal([204, 204, 204, 204]);
    expect((await complete('complete-2')).status).to.equal(409);
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    expect(items.filter((one: { type: string }) => one.type === 'TaskCompleted')).to.have.length(1);
  });

  it('is refused for another request', async () => {
    const headers = { 'Idempotency-Key': 'start-4' };
    await server.api.post(
      '/v2/process-instances',
      { processDefinitionId: 'Assessment', businessKey: 'patient-4' },
      headers,
    );
    const { status, body } = await server.api.post(
      '/v2/process-instances',
      { processDefinitionId: 'Assessment', businessKey: 'patient-5' },
      headers,
    );
    expect([status, body.code]).to.deep.equal([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await countOf('patient-5')).to.equal(0);
  });

  it('is one person’s own', async () => {
    const headers = { 'Idempotency-Key': 'start-6' };
    const body = { processDefinitionId: 'Assessment', businessKey: 'patient-6' };
    await apiAt(server.url, 'ward-nurse').post('/v2/process-instances', body, headers);
    await apiAt(server.url, 'ward-doctor').post('/v2/process-instances', body, headers);
    expect(await countOf('patient-6')).to.equal(2);
  });

  it('is not used up by a refused command', async () => {
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const complete = (painScore: number) =>
      server.api.post(
        `/v2/user-tasks/${task}/completion`,
        { variables: { painScore } },
        { 'Idempotency-Key': 'complete-3' },
      );
    expect((await complete(11)).status).to.equal(422);
    expect((await complete(10)).status).to.equal(204);
  });

  it('lets a repeated deployment give the first answer, as it was then', async () => {
    const deploy = () =>
      server.api.post('/v2/deployments', { name: 'waits', bpmn: waitsForMessage }, { 'Idempotency-Key': 'deploy-1' });
    const answers = await Promise.all(Array.from({ length: 4 }, deploy));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).to.equal(1);
    expect(answers[0]?.body.deployments[0].processDefinition.isNew).to.equal(true);
    const again = await deploy();
    expect([again.headers.get('Idempotency-Replayed'), again.body]).to.deep.equal(['true', answers[0]?.body]);
  });

  it('does not let another deployment pass as a repeat: nothing is deployed', async () => {
    const headers = { 'Idempotency-Key': 'deploy-2' };
    const first = await server.api.post('/v2/deployments', { name: 'waits', bpmn: waitsForMessage }, headers);
    expect(first.status).to.equal(200);
    const other = { name: 'waits', bpmn: waitsForMessage.replace('Etter svaret', 'Etter eit svar') };
    const { status, body } = await server.api.post('/v2/deployments', other, headers);
    expect([status, body.code]).to.deep.equal([422, 'IDEMPOTENCY_KEY_REUSED']);
    const { items } = (
      await server.api.post('/v2/process-definitions/search', { filter: { processDefinitionId: 'Waits' } })
    ).body;
    expect(items).to.have.length(1);
  });

  it('is not used up by a deployment that is refused', async () => {
    const deploy = (bpmn: string) =>
      server.api.post('/v2/deployments', { name: 'waits', bpmn }, { 'Idempotency-Key': 'deploy-3' });
    expect((await deploy('<nothing/>')).status).to.equal(422);
    expect((await deploy(waitsForMessage)).status).to.equal(200);
  });
});
