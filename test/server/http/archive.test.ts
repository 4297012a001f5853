import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { eventually, givenServer, testClock, testTime, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';
import { tracesIn } from '../traces.js';

const DAY = 24 * 3_600_000;
const retention = { archiveAfter: 30 * DAY, purgeAfter: 365 * DAY };
const MARKER = 'patient-Solveig-4711';

describe('Ended instances', function () {
  this.timeout(60_000);
  let server: TestServer;
  let clock: ReturnType<typeof testClock>;

  beforeEach(async () => {
    clock = testClock();
    server = await givenServer({ clock, retention });
    await deployAssessment(server.api);
  });
  afterEach(() => server.stop());

  const ended = async (businessKey: string): Promise<string> => {
    const instance = await start(server.api, 'Assessment', { businessKey, variables: { note: MARKER } });
    const { Task_Assess: task } = await openTasks(server.api, instance);
    await server.api.post(
      `/v2/user-tasks/${task}/completion`,
      { variables: { painScore: 3 } },
      { 'Idempotency-Key': `complete-${businessKey}` },
    );
    return instance;
  };
  const found = async (filter: object): Promise<string[]> =>
    (await server.api.post('/v2/process-instances/search', { filter })).body.items.map(
      (one: { businessKey: string }) => one.businessKey,
    );
  const statusOf = async (instance: string): Promise<number> =>
    (await server.api.get(`/v2/process-instances/${instance}`)).status;
  /** Lets time pass and the work loop look. */
  const pass = async (days: number): Promise<void> => {
    clock.advance(days * DAY);
    await server.restart();
  };
  /** Rows of each table that name the instance, or hold what belongs to the patient. */
  const traces = (instance: string): Record<string, number> => ({
    ...tracesIn(server.data, { instance, marker: MARKER }),
  });

  it('stay where they are for their time; then searches leave them out, and they can still be read', async () => {
    const instance = await ended('patient-1');
    await start(server.api, 'Assessment', { businessKey: 'patient-2' });
    await pass(29);
    expect(await found({})).to.deep.equal(['patient-1', 'patient-2']);
    await pass(2);
    await eventually(
      () => found({}),
      (keys) => keys.length === 1,
    );
    expect(await found({}), 'what runs stays').to.deep.equal(['patient-2']);
    expect(await found({ archived: true })).to.deep.equal(['patient-1']);
    expect(await found({ archived: true, businessKey: 'patient-1' })).to.deep.equal(['patient-1']);
    const { body } = await server.api.get(`/v2/process-instances/${instance}`);
    expect(body.archivedDate).to.equal('2026-12-03T08:00:00.000Z');
    const history = (await server.api.get(`/v2/process-instances/${instance}/history`)).body.items;
    expect(history.map(({ type }: { type: string }) => type)).to.include('TaskCompleted');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.painScore).to.equal(3);
  });

  it('are removed after their second time: no table holds a row of them, but the audit, which holds no value', async () => {
    const instance = await ended('patient-1');
    expect(Object.keys(traces(instance))).to.include.members([
      'instance',
      'history',
      'history_value',
      'task',
      'audit',
      'feed',
    ]);
    await pass(31);
    await eventually(
      () => found({ archived: true }),
      (keys) => keys.length === 1,
    );
    await pass(364);
    expect(await statusOf(instance)).to.equal(200);
    await pass(2);
    await eventually(
      () => statusOf(instance),
      (status) => status === 404,
      20_000,
    );
    const left = traces(instance);
    delete left['feed']; // ids and codes, pruned by its own clock after days
    expect(Object.keys(left)).to.deep.equal(['audit']);
    const db = new Database(join(server.data, 'samlop.db'), { readonly: true });
    expect(JSON.stringify(db.prepare('SELECT * FROM audit').all())).not.to.contain(MARKER);
    expect(JSON.stringify(db.prepare('SELECT * FROM feed').all())).not.to.contain(MARKER);
    db.close();
    for (const part of ['history', 'variables', 'legal-hold'])
      expect((await server.api.get(`/v2/process-instances/${instance}/${part}`)).status).to.equal(404);
  });

  it('stay as long as they are under a legal hold, which says who placed it, when and why', async () => {
    const instance = await ended('patient-1');
    const hold = `/v2/process-instances/${instance}/legal-hold`;
    expect((await server.api.delete(hold)).body.code).to.equal('LEGAL_HOLD_NOT_FOUND');
    expect((await server.api.put(hold, { reason: 'Complaint 17' })).status).to.equal(204);
    await pass(31);
    await eventually(
      () => found({ archived: true }),
      (keys) => keys.length === 1,
    );
    await pass(3 * 365);
    await server.api.put(hold, { reason: 'Complaint 18' });
    expect((await server.api.get(hold)).body.items).to.deep.equal([
      {
        reason: 'Complaint 17',
        placedDate: '2026-11-02T08:00:00.000Z',
        placedBy: 'ward-nurse',
        releasedDate: '2029-12-02T08:00:00.000Z',
        releasedBy: 'ward-nurse',
      },
      { reason: 'Complaint 18', placedDate: '2029-12-02T08:00:00.000Z', placedBy: 'ward-nurse' },
    ]);
    expect((await server.api.delete(hold)).status).to.equal(204);
    await pass(1);
    await eventually(
      () => statusOf(instance),
      (status) => status === 404,
      20_000,
    );
    expect(Object.keys(traces(instance)).filter((table) => table !== 'feed')).to.deep.equal(['audit']);
  });

  it('go in slices, oldest first, until none is left', async () => {
    const instances = [];
    for (let i = 0; i < 8; i++) instances.push(await ended(`patient-${i}`));
    await pass(31);
    await eventually(
      () => found({ archived: true }),
      (keys) => keys.length === 8,
    );
    await pass(400);
    await eventually(
      () => found({ archived: true }),
      (keys) => keys.length === 0,
      20_000,
    );
    for (const instance of instances) expect(await statusOf(instance)).to.equal(404);
  });
});

describe('Ended instances while the clock is in doubt', () => {
  it('are neither put away nor removed', async () => {
    const time = testTime();
    const server = await givenServer({ time, retention: { archiveAfter: DAY, purgeAfter: 8 * DAY } });
    try {
      await deployAssessment(server.api);
      const instance = await start(server.api, 'Assessment');
      const { Task_Assess: task } = await openTasks(server.api, instance);
      await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 3 } });
      time.jump(1000 * DAY);
      await start(server.api, 'Assessment');
      await start(server.api, 'Assessment');
      const { body } = await server.api.get(`/v2/process-instances/${instance}`);
      expect(body.state).to.equal('COMPLETED');
      expect(body).not.to.have.property('archivedDate');
      time.jump(-1000 * DAY);
      await server.api.post('/v2/clock/confirmation');
    } finally {
      await server.stop();
    }
  });
});

describe('Ended instances of a server that is told nothing', () => {
  it('are kept for ever', async () => {
    const clock = testClock();
    const server = await givenServer({ clock });
    try {
      await deployAssessment(server.api);
      const instance = await start(server.api, 'Assessment');
      await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'x' });
      clock.advance(100 * 365 * DAY);
      await server.restart();
      await start(server.api, 'Assessment');
      expect((await server.api.get(`/v2/process-instances/${instance}`)).body).not.to.have.property('archivedDate');
    } finally {
      await server.stop();
    }
  });
});
