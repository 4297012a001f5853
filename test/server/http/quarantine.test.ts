import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import { deploy, deployAssessment, openTasks, quiet, start, waitsForMessage } from '../models.js';

const DAY = 24 * 3_600_000;

describe('An instance whose step fails in a way that nobody expected', () => {
  let server: TestServer;
  const clock = testClock();
  let sick: string;
  let well: string;

  /** Saved state that no engine of ours could have written: a step on it fails by accident, not by refusal. */
  const spoil = (instance: string): unknown => {
    const db = new Database(join(server.data, 'samlop.db'));
    const { state } = db
      .prepare<[number], { state: string }>('SELECT state FROM instance WHERE instance_key = ?')
      .get(Number(instance))!;
    db.prepare('UPDATE instance SET state = ? WHERE instance_key = ?').run(
      JSON.stringify({ ...JSON.parse(state), scopes: [] }),
      Number(instance),
    );
    db.close();
    return JSON.parse(state);
  };
  const heal = (instance: string, state: unknown): void => {
    const db = new Database(join(server.data, 'samlop.db'));
    db.prepare('UPDATE instance SET state = ? WHERE instance_key = ?').run(JSON.stringify(state), Number(instance));
    db.close();
  };

  let saved: unknown;
  let tasks: Readonly<Record<string, string>>;

  before(async () => {
    server = await givenServer({ clock });
    await deployAssessment(server.api);
    await deploy(server.api, waitsForMessage);
    sick = await start(server.api, 'Assessment');
    well = await start(server.api, 'Assessment');
    tasks = await openTasks(server.api, sick);
    saved = spoil(sick);
  });
  after(() => server.stop());

  it('answers 500 with an id that is in the log, and is left as it was', async () => {
    const { status, body } = await server.api.post(`/v2/user-tasks/${tasks['Task_Assess']}/completion`, {
      variables: { painScore: 1 },
    });
    expect([status, body.code, body.title]).to.deep.equal([500, 'STEP_FAILED', 'Noe gikk galt. Ingenting er endret']);
    const line = server.lines.find((one) => one.includes(body.details.failure));
    expect(line).to.contain('a step failed').and.to.contain(`"instanceKey":${sick}`).and.to.contain('CompleteTask');
    expect((await server.api.get(`/v2/process-instances/${sick}`)).body).to.deep.include({
      state: 'ACTIVE',
      revision: 1,
    });
  });

  it('says since when and until when its own work waits, longer after each failure', async () => {
    const waits = async () => (await server.api.get(`/v2/process-instances/${sick}`)).body.quarantine;
    const first = await waits();
    expect(first).to.include({ attempts: 1, command: 'CompleteTask' });
    expect(Date.parse(first.until) - Date.parse(first.since)).to.equal(1000);
    await server.api.post(`/v2/user-tasks/${tasks['Task_Assess']}/completion`, { variables: { painScore: 1 } });
    const second = await waits();
    expect(second).to.include({ attempts: 2, since: first.since });
    expect(Date.parse(second.until) - clock.now()).to.equal(2000);
    expect((await server.api.get(`/v2/process-instances/${well}`)).body).to.not.have.property('quarantine');
  });

  it('does not hold up the timers of the others', async () => {
    clock.advance(3 * DAY);
    await server.restart();
    await quiet(server.api);
    expect(Object.keys(await openTasks(server.api, well))).to.deep.equal(['Task_Assess', 'Task_Remind']);
    expect(Object.keys(await openTasks(server.api, sick))).to.deep.equal(['Task_Assess']);
    expect((await server.api.get(`/v2/process-instances/${sick}`)).body.quarantine).to.include({
      command: 'FireTimer',
      attempts: 3,
    });
  });

  it('goes on when the defect is gone and an operator releases it: what was put off is done then', async () => {
    heal(sick, saved);
    const released = await server.api.post(`/v2/process-instances/${sick}/quarantine-release`);
    expect(released.status).to.equal(204);
    await eventually(
      async () => Object.keys(await openTasks(server.api, sick)),
      (seen) => seen.length === 2,
    );
    expect((await server.api.get(`/v2/process-instances/${sick}`)).body).to.not.have.property('quarantine');
    const again = await server.api.post(`/v2/process-instances/${sick}/quarantine-release`);
    expect([again.status, again.body.code]).to.deep.equal([409, 'NOT_IN_QUARANTINE']);
  });

  it('goes on by itself when its time has come and the defect is gone', async () => {
    const another = await start(server.api, 'Assessment');
    saved = spoil(another);
    clock.advance(3 * DAY);
    await server.restart();
    await quiet(server.api);
    expect((await server.api.get(`/v2/process-instances/${another}`)).body.quarantine.attempts).to.equal(1);
    heal(another, saved);
    clock.advance(3_600_000);
    await server.restart();
    await quiet(server.api);
    expect(Object.keys(await openTasks(server.api, another))).to.deep.equal(['Task_Assess', 'Task_Remind']);
    expect((await server.api.get(`/v2/process-instances/${another}`)).body).to.not.have.property('quarantine');
  });
});

describe('A database that cannot be written', () => {
  it('makes commands answer 503 and loses nothing; reading goes on', async function () {
    this.timeout(30_000);
    const server = await givenServer();
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const other = new Database(join(server.data, 'samlop.db'));
    other.exec('BEGIN IMMEDIATE');
    const { status, headers, body } = await server.api.post(`/v2/user-tasks/${task}/completion`, {
      variables: { painScore: 1 },
    });
    expect([status, body.code]).to.deep.equal([503, 'STORE_UNAVAILABLE']);
    const line = server.lines.find((one) => one.includes(body.requestId)) ?? '{}';
    expect(JSON.parse(line), 'whoever reads the log learns why').to.include({ status: 503, cause: 'SQLITE_BUSY' });
    expect(Number(headers.get('Retry-After'))).to.be.within(1, 30);
    expect((await server.api.get(`/v2/user-tasks/${task}`)).body.state).to.equal('CREATED');
    other.exec('ROLLBACK');
    other.close();
    expect(
      (await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } })).status,
    ).to.equal(204);
    await server.stop();
  });
});
