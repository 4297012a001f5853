import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { apiAt, givenServer, testClock, type Api, type TestServer } from '../given-server.js';
import {
  deploy,
  deployAssessment,
  openTasks,
  start,
  startedByMessage,
  startedWeekly,
  throwsMessage,
  waitsForMessage,
} from '../models.js';

describe('A demo world', () => {
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    await deployAssessment(server.api);
    await deployAssessment(server.api);
    for (const model of [startedByMessage, throwsMessage, waitsForMessage, startedWeekly])
      await deploy(server.api, model);
  });
  after(() => server.stop());

  const open = async (begins = '2026-11-02T10:00:00+01:00'): Promise<{ world: Api; baseUrl: string; id: string }> => {
    const { status, body } = await server.api.post('/demo/worlds', { begins }, { 'X-Demo-Person': '' });
    expect([status, body.baseUrl, body.timestamp]).to.deep.equal([
      201,
      `/demo/worlds/${body.id}`,
      new Date(begins).toISOString(),
    ]);
    return { world: apiAt(`${server.url}${body.baseUrl}`), baseUrl: body.baseUrl, id: body.id };
  };
  const close = (baseUrl: string) => server.api.delete(baseUrl);

  it('has the pathways of the server, a clock of its own, and nobody else’s instances', async () => {
    const outside = await start(server.api, 'Assessment');
    const { world, baseUrl } = await open();
    expect((await world.get('/v2/clock')).body).to.deep.equal({ timestamp: '2026-11-02T09:00:00.000Z', trusted: true });
    const ids = (await world.post('/v2/process-definitions/search')).body.items.map(
      (one: { processDefinitionId: string; version: number }) => `${one.processDefinitionId} ${one.version}`,
    );
    expect(ids).to.deep.equal(['Assessment 1', 'Receiver 1', 'Sender 1', 'Waits 1', 'Weekly 1']);
    expect((await world.get(`/v2/process-instances/${outside}`)).status).to.equal(404);
    const inside = await start(world, 'Assessment');
    expect((await world.get(`/v2/process-instances/${inside}`)).body.startDate).to.equal('2026-11-02T09:00:00.000Z');
    await close(baseUrl);
  });

  it('goes through four weeks in one request: everything falls due in order, each at its own time', async () => {
    const { world, baseUrl } = await open();
    const instance = await start(world, 'Assessment');
    const { status, body } = await world.put('/v2/clock', { timestamp: '2026-11-30T10:00:00+01:00' });
    expect([status, body]).to.deep.equal([200, { timestamp: '2026-11-30T09:00:00.000Z', trusted: true }]);
    const open4 = await openTasks(world, instance);
    expect(Object.keys(open4)).to.deep.equal(['Task_Assess', 'Task_Remind']);
    expect((await world.get(`/v2/user-tasks/${open4['Task_Assess']}`)).body.late).to.equal(true);
    expect((await world.get(`/v2/user-tasks/${open4['Task_Remind']}`)).body.creationDate).to.equal(
      '2026-11-05T09:00:00.000Z',
    );
    const starts = (
      await world.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Weekly' } })
    ).body.items.map((one: { startDate: string }) => one.startDate);
    expect(starts).to.deep.equal(['2026-11-09T09:00:00.000Z', '2026-11-16T09:00:00.000Z', '2026-11-23T09:00:00.000Z']);
    await close(baseUrl);
  });

  it('passes both nights in which the clocks are changed, by calendar days', async () => {
    for (const [begins, due] of [
      ['2026-10-23T10:00:00+02:00', '2026-10-26T09:00:00.000Z'],
      ['2027-03-26T10:00:00+01:00', '2027-03-29T08:00:00.000Z'],
    ] as const) {
      const { world, baseUrl } = await open(begins);
      const instance = await start(world, 'Assessment');
      expect((await world.get(`/v2/process-instances/${instance}/timers`)).body.items[0].dueDate).to.equal(due);
      await world.put('/v2/clock', { timestamp: new Date(Date.parse(due) - 1).toISOString() });
      expect(Object.keys(await openTasks(world, instance))).to.deep.equal(['Task_Assess']);
      await world.put('/v2/clock', { timestamp: due });
      expect(Object.keys(await openTasks(world, instance))).to.deep.equal(['Task_Assess', 'Task_Remind']);
      await close(baseUrl);
    }
  });

  it('answers a command when everything that follows from it is done', async () => {
    const { world, baseUrl } = await open();
    const sender = await start(world, 'Sender', { businessKey: 'patient-1' });
    const { Task_Send: task } = await openTasks(world, sender);
    await world.post(`/v2/user-tasks/${task}/completion`);
    expect(Object.keys(await openTasks(world))).to.deep.equal(['Task_Receive']);
    const waiting = await start(world, 'Waits', { businessKey: 'patient-2' });
    await world.post('/v2/messages/publication', { name: 'Answer', correlationKey: 'patient-2' });
    expect(Object.keys(await openTasks(world, waiting))).to.deep.equal(['Task_After']);
    await close(baseUrl);
  });

  it('never goes back in time', async () => {
    const { world, baseUrl } = await open();
    const { status, body } = await world.put('/v2/clock', { timestamp: '2026-11-02T09:59:59+01:00' });
    expect([status, body.code]).to.deep.equal([409, 'CLOCK_NOT_FORWARD']);
    expect((await world.put('/v2/clock', { timestamp: '2026-11-02T10:00:00+01:00' })).status).to.equal(200);
    for (const timestamp of [
      'tomorrow',
      '2026-11-03',
      '2026-11-03T10:00:00',
      '2026-13-03T10:00:00Z',
      '2026-11-03T10:00:00+99:99',
      7,
    ])
      expect((await world.put('/v2/clock', { timestamp })).status).to.equal(400);
    await close(baseUrl);
  });

  it('needs a person for its commands, as everywhere', async () => {
    const { world, baseUrl } = await open();
    expect(
      (await world.post('/v2/process-instances', { processDefinitionId: 'Assessment' }, { 'X-Demo-Person': '' }))
        .status,
    ).to.equal(401);
    await close(baseUrl);
  });

  it('is gone with its files when it is closed', async () => {
    const { world, baseUrl, id } = await open();
    const folder = join(server.data, 'demo-worlds', id);
    expect(existsSync(folder)).to.equal(true);
    expect((await close(baseUrl)).status).to.equal(204);
    expect(existsSync(folder)).to.equal(false);
    expect((await world.get('/v2/clock')).body.code).to.equal('WORLD_NOT_FOUND');
    expect((await close(baseUrl)).status).to.equal(404);
  });

  it('is one of at most twenty', async () => {
    const worlds = await Promise.all(
      Array.from({ length: 21 }, () => server.api.post('/demo/worlds', { begins: '2026-11-02T10:00:00Z' })),
    );
    expect(worlds.filter(({ status }) => status === 201)).to.have.length(20);
    expect(worlds.filter(({ status }) => status === 429).map(({ body }) => body.code)).to.deep.equal([
      'TOO_MANY_WORLDS',
    ]);
    await Promise.all(worlds.filter(({ status }) => status === 201).map(({ body }) => close(body.baseUrl)));
    expect((await server.api.post('/demo/worlds', { begins: '2026-11-02T10:00:00Z' })).status).to.equal(201);
  });

  it('is removed with its files when the server stops', async () => {
    const { id } = await open();
    await server.restart();
    expect(existsSync(join(server.data, 'demo-worlds', id))).to.equal(false);
    expect((await apiAt(`${server.url}/demo/worlds/${id}`).get('/v2/clock')).status).to.equal(404);
  });

  it('refuses a beginning that is no time', async () => {
    for (const begins of ['now', 1, null, '2026-11-02'])
      expect((await server.api.post('/demo/worlds', { begins })).status).to.equal(400);
    expect(
      existsSync(join(server.data, 'demo-worlds')) ? readdirSync(join(server.data, 'demo-worlds')) : [],
    ).to.deep.equal([]);
  });
});
