import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';

import { expect } from 'chai';

import { checkpoints } from '../../../server/sqlite/checkpoints.js';
import { openDatabase, type Db } from '../../../server/sqlite/open-database.js';
import { startThread } from '../../../server/start-thread.js';

const NEVER = 1_000_000;
const SQLITE = new URL('../../../server/sqlite/checkpoints.ts', import.meta.url).href;

describe('The thread that copies the log into the file', () => {
  let folder: string;
  let file: string;
  let db: Db;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    file = join(folder, 'samlop.db');
    db = openDatabase(file, 'server/sqlite/migrations', { checkpointPages: NEVER });
    db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  const write = (count: number): void => {
    for (let index = 0; index < count; index++) db.prepare("INSERT INTO note (text) VALUES ('a')").run();
  };
  const watched = (writes: number, started: Worker[] = [], finish = (): unknown => undefined, longLog = 1) =>
    checkpoints(file, finish, writes, () => {
      const worker = startThread(SQLITE, 'checkpoint-thread', { workerData: { file, longLog } });
      started.push(worker);
      return worker;
    });
  const once = (worker: Worker | undefined, event: string) =>
    new Promise<unknown>((resolve) => worker?.once(event, resolve));
  /** Frames of the log, and how many of them are in the file. */
  const log = () => (db.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[])[0];

  it('copies all of it after so many writes, and the log begins anew', async () => {
    const started: Worker[] = [];
    const copying = watched(10, started);
    write(10);
    copying.wrote(9);
    expect(started, 'it is too early').to.have.length(0);
    copying.wrote(1);
    expect(await once(started[0], 'message')).to.equal(true);
    write(1); // what is copied makes room: this one stands at the beginning
    expect(log()?.log).to.be.lessThan(10);
    await copying.close();
  });

  it('lets the thread that commits copy what came meanwhile, so that the log does not only grow', async () => {
    const started: Worker[] = [];
    let finished = 0;
    const copying = watched(10, started, () => {
      finished += 1;
      log();
    });
    write(10);
    copying.wrote(10);
    const copied = once(started[0], 'message');
    await once(started[0], 'online');
    write(5); // the thread may or may not have seen these
    await copied;
    expect(finished).to.equal(1);
    write(1);
    expect(log()?.log).to.be.lessThan(10);
    await copying.close();
  });

  it('asks nothing of the thread that commits before the log is long', async () => {
    const started: Worker[] = [];
    let finished = 0;
    const copying = watched(10, started, () => (finished += 1), NEVER);
    write(10);
    copying.wrote(10);
    expect(await once(started[0], 'message')).to.equal(false);
    expect(finished).to.equal(0);
    write(1); // all of it was copied all the same
    expect(log()?.log).to.be.lessThan(10);
    await copying.close();
  });

  it('leaves what a reader still needs, without holding anybody up', async () => {
    const started: Worker[] = [];
    const copying = watched(1, started);
    const reader = openDatabase(file, 'server/sqlite/migrations');
    reader.exec('BEGIN');
    const before = reader.prepare('SELECT count(*) FROM note').pluck().get();
    write(5);
    copying.wrote(5);
    expect(await once(started[0], 'message')).to.equal(false);
    write(1);
    expect(reader.prepare('SELECT count(*) FROM note').pluck().get()).to.equal(before);
    reader.exec('COMMIT');
    copying.wrote(1);
    expect(await once(started[0], 'message')).to.equal(true);
    reader.close();
    await copying.close();
  });

  it('is replaced when it has stopped', async () => {
    const started: Worker[] = [];
    const copying = watched(1, started);
    write(1);
    copying.wrote(1);
    await once(started[0], 'message');
    const stopped = once(started[0], 'exit');
    await started[0]?.terminate();
    await stopped;
    write(1);
    copying.wrote(1);
    expect(started).to.have.length(2);
    expect(await once(started[1], 'message')).to.equal(true);
    await copying.close();
  });

  it('copies nothing more once it is closed', async () => {
    const started: Worker[] = [];
    const copying = watched(1, started);
    await copying.close();
    copying.wrote(100);
    expect(started).to.have.length(0);
  });
});
