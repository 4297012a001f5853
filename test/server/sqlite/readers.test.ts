import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { expect } from 'chai';

import { StoreUnavailable } from '../../../server/application/application-error.js';
import { createPace } from '../../../server/application/pace.js';
import type { Store } from '../../../server/application/ports.js';
import type { Db } from '../../../server/sqlite/open-database.js';
import { readerPool } from '../../../server/sqlite/reader-pool.js';
import { givenServer } from '../given-server.js';
import { changeOf, givenStore, type GivenStore } from '../store-contract/given-store.js';
import { taskOf } from '../store-contract/tasks.js';
import { openSqliteIn } from './sqlite-for-tests.js';

const page = { limit: 100 };
const unavailable = (error: unknown): string => {
  expect(error).to.be.instanceOf(StoreUnavailable);
  return (error as StoreUnavailable).reason;
};

describe('The threads that read', () => {
  let folder: string;
  let db: Db;
  let given: GivenStore;
  let store: Store;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    given = await givenStore((at) => openSqliteIn(at, (opened) => void (db = opened), { readers: 2 }), folder);
    store = given.store;
  });
  afterEach(async () => {
    await given.close();
    rmSync(folder, { recursive: true });
  });

  it('see every change as soon as it is answered', async () => {
    for (let round = 1; round <= 25; round++) {
      const key = await given.instance((own) => ({ tasksOpened: [taskOf(own, 3)] }));
      expect((await store.searchTasks({ instanceKey: key }, page)).items).to.have.length(1);
      await store.commit(changeOf(key, 1, { tasksEnded: [{ number: 3, state: 'COMPLETED' }] }));
      expect((await store.searchTasks({ instanceKey: key, state: 'CREATED' }, page)).items).to.deep.equal([]);
      expect((await store.searchInstances({ processId: 'P' }, page)).items).to.have.length(round);
    }
  });

  it('read while a change is being written, and see nothing of it', async () => {
    const key = await given.instance((own) => ({ tasksOpened: [taskOf(own, 3)] }));
    db.exec('BEGIN IMMEDIATE');
    db.prepare('DELETE FROM task').run();
    expect((await store.searchTasks({ instanceKey: key }, page)).items).to.have.length(1);
    db.exec('ROLLBACK');
  });

  it('leave the thread that commits free while they read for long', async () => {
    for (let i = 0; i < 30; i++) await given.instance();
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const before = db.prepare;
    const asked: string[] = [];
    db.prepare = ((sql: string) => {
      asked.push(sql);
      return before.call(db, sql);
    }) as typeof db.prepare;
    await Promise.all(Array.from({ length: 40 }, () => store.searchInstances({ processId: 'P' }, page)));
    clearInterval(counting);
    expect(asked, 'no search was prepared on the connection that commits').to.deep.equal([]);
    expect(turns).to.be.greaterThan(0);
  });

  it('are replaced when they stop, and what they were reading is read again', async () => {
    await given.instance();
    const pool = readerPool({ file: join(folder, 'a.db'), threads: 1 });
    expect((await pool.read('searchInstances', {}, page)).items).to.have.length(1);
    const reading = Promise.all([1, 2, 3].map(() => pool.read('searchInstances', {}, page)));
    await pool.stopThreads();
    for (const { items } of await reading) expect(items).to.have.length(1);
    expect((await pool.read('searchInstances', {}, page)).items).to.have.length(1);
    await pool.close();
  });

  it('are asked ahead, so that they go on reading while the thread that commits is busy with something else', async () => {
    const pool = readerPool({ file: join(folder, 'a.db'), threads: 1 });
    const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage') ?? {};
    let asked = 0;
    Worker.prototype.postMessage = function (this: Worker, ...args: Parameters<Worker['postMessage']>) {
      asked += 1;
      return (post.value as Worker['postMessage']).apply(this, args);
    };
    try {
      const reading = Promise.all([1, 2, 3, 4, 5].map(() => pool.read('searchInstances', {}, page)));
      expect(asked).to.equal(5);
      expect(await reading).to.have.length(5);
    } finally {
      Object.defineProperty(Worker.prototype, 'postMessage', post);
      await pool.close();
    }
  });

  it('give up what they cannot read, instead of trying for ever', async () => {
    const pool = readerPool({ file: join(folder, 'missing.db'), threads: 1 });
    const failure = await pool.read('searchInstances', {}, page).catch(unavailable);
    expect(failure).to.equal('READER_STOPPED');
    await pool.close();
  });

  it('refuse more than can wait for them, and go on with those that wait', async () => {
    const pool = readerPool({ file: join(folder, 'a.db'), threads: 1, waiting: 3 });
    const asked = Array.from({ length: 10 }, () =>
      pool.read('searchInstances', {}, page).then(() => 'read', unavailable),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes).to.deep.equal([...Array<string>(4).fill('read'), ...Array<string>(6).fill('TOO_MANY_READS')]);
    await pool.close();
  });

  it('tell those that they refuse when the others will be through', async () => {
    let now = 0;
    const pace = createPace(() => now);
    const pool = readerPool({ file: join(folder, 'a.db'), threads: 1, waiting: 1, pace });
    const asked = [1, 2].map(() => pool.read('searchInstances', {}, page));
    now += 7000;
    const refusal = await pool.read('searchInstances', {}, page).catch((error: unknown) => error);
    expect(refusal).to.deep.include({ reason: 'TOO_MANY_READS', wait: 7000 });
    await Promise.all(asked);
    expect(pace.expected(), 'these have gone through').to.be.within(1, 6999);
    await pool.close();
  });

  it('answer that they are closed to those who wait when the store closes', async () => {
    await given.instance();
    const asked = Array.from({ length: 5 }, () => store.searchTasks({}, page).then(() => 'read', unavailable));
    await store.close();
    for (const outcome of await Promise.all(asked)) expect(outcome).to.be.oneOf(['read', 'CLOSED']);
    expect(await store.searchTasks({}, page).then(() => 'read', unavailable)).to.equal('CLOSED');
  });

  it('answer the searches of a running server', async () => {
    const server = await givenServer({ readers: 1 });
    try {
      expect((await server.api.post('/v2/user-tasks/search')).status).to.equal(200);
      const refused = await server.api.post('/v2/user-tasks/search', { page: { after: 'x' } });
      expect([refused.status, (refused.body as { code: string }).code]).to.deep.equal([400, 'CURSOR_NOT_VALID']);
    } finally {
      await server.stop();
    }
  });
});
