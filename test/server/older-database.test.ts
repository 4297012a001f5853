import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { openDatabase } from '../../server/sqlite/open-database.js';
import { eventually, givenServer, testClock, type TestServer } from './given-server.js';
import { openTasks } from './models.js';

const DAY = 24 * 3_600_000;
const MIGRATIONS = 'server/sqlite/migrations';

/** A database as a server with schema version 2 has left it, with instances in mid-course. */
function version2(data: string): void {
  const own = join(data, 'migrations');
  mkdirSync(own);
  for (const file of readdirSync(MIGRATIONS).filter((name) => name < '0003'))
    copyFileSync(join(MIGRATIONS, file), join(own, file));
  const db = openDatabase(join(data, 'samlop.db'), own);
  db.pragma('foreign_keys = OFF');
  db.exec(readFileSync('test/server/sqlite/fixtures/version-2.sql', 'utf8'));
  db.close();
}

describe('A database of an older version', () => {
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock, prepare: version2 });
  });
  after(() => server.stop());

  it('keeps the history, with what was entered', async () => {
    const { items } = (await server.api.get('/v2/process-instances/2/history')).body;
    const types = items.map(({ type }: { type: string }) => type);
    expect(types[0]).to.equal('InstanceStarted');
    expect(types).to.include('TaskCompleted').and.to.include('InstanceCompleted');
    expect(items.map(({ sequence }: { sequence: number }) => sequence)).to.deep.equal(
      items.map((_: unknown, index: number) => index + 1),
    );
    const set = items.find(({ type }: { type: string }) => type === 'VariablesSet');
    expect(set.values).to.deep.equal({ painScore: 3 });
  });

  it('knows the commands that were answered before', async () => {
    const tasks = (await server.api.post('/v2/user-tasks/search', { filter: { processInstanceKey: '2' } })).body.items;
    const path = `/v2/user-tasks/${tasks[0].userTaskKey}/completion`;
    const repeat = await server.api.post(path, { variables: { painScore: 3 } }, { 'Idempotency-Key': 'before' });
    expect([repeat.status, repeat.headers.get('Idempotency-Replayed')]).to.deep.equal([204, 'true']);
  });

  it('gives workers the jobs that waited', async () => {
    const request = { type: 'fetch-measure', worker: 'lab', timeout: 60_000 };
    const { jobs } = (await server.api.post('/v2/jobs/activation', request)).body;
    expect(jobs.map(({ processInstanceKey }: { processInstanceKey: string }) => processInstanceKey)).to.deep.equal([
      '4',
    ]);
  });

  it('brings a message to the instance that waited for it', async () => {
    await server.api.post('/v2/messages/publication', { name: 'Answer', correlationKey: 'patient-1' });
    await eventually(
      () => openTasks(server.api, '3'),
      (tasks) => 'Task_After' in tasks,
    );
  });

  it('fires the timers that were set, and lets people complete the tasks that they have', async () => {
    clock.advance(3 * DAY);
    await server.restart();
    const tasks = await eventually(
      () => openTasks(server.api, '1'),
      (open) => 'Task_Remind' in open,
    );
    const task = (await server.api.get(`/v2/user-tasks/${tasks['Task_Assess']}`)).body;
    expect([task.assignee, task.late]).to.deep.equal(['ward-nurse', true]);
    const variables = { painScore: 2 };
    expect((await server.api.post(`/v2/user-tasks/${task.userTaskKey}/completion`, { variables })).status).to.equal(
      204,
    );
  });
});
