import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { readConfig } from '../../server/config.js';
import { startServer } from '../../server/main.js';
import { runSamlop, samlop } from './cli/run-samlop.js';
import { apiAt, eventually, givenServer, testClock, type Api, type TestServer } from './given-server.js';
import { deployAssessment, openTasks, quiet, start } from './models.js';

const DAY = 24 * 3_600_000;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe('A backup', function () {
  this.timeout(60_000);
  let folder: string;
  let server: TestServer;
  let clock: ReturnType<typeof testClock>;
  const at = (...path: readonly string[]): string => join(folder, ...path);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-backup-'));
    clock = testClock();
    server = await givenServer({ clock });
    await deployAssessment(server.api);
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server on a restored folder, with the clock as it stands. */
  const withRestored = async (data: string, look: (api: Api) => Promise<void>): Promise<void> => {
    const config = {
      ...readConfig({ PORT: '0', SAMLOP_DATA: data, SAMLOP_PATHWAYS: folder }),
      drain: { grace: 0, timeout: 5000 },
    };
    const restored = await startServer(config, { log: silent, clock });
    try {
      await look(apiAt(restored.url));
    } finally {
      await restored.stop();
    }
  };
  const completions = async (api: Api, instance: string): Promise<number> =>
    (await api.get(`/v2/process-instances/${instance}/history`)).body.items.filter(
      ({ type }: { type: string }) => type === 'TaskCompleted',
    ).length;

  it('of a server under load holds every command that was acknowledged before it began; the server works on', async () => {
    const acknowledged: string[] = [];
    let running = true;
    const clients = Array.from({ length: 4 }, async () => {
      while (running) acknowledged.push(await start(server.api, 'Assessment'));
    });
    await eventually(
      async () => acknowledged.length,
      (length) => length >= 15,
      20_000,
    );
    const before = acknowledged.length;
    const { code, stdout, stderr } = await runSamlop(['backup', at('a.db'), '--data', server.data]);
    const meanwhile = acknowledged.length;
    running = false;
    await Promise.all(clients);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.match(/a\.db: checked, \d+ instances, \d+ tasks, schema version \d+, \d+\.\d MB\n$/);
    expect(meanwhile, 'commands went on').to.be.greaterThan(before);
    expect(readdirSync(folder), 'and nothing else is left').to.deep.equal(['a.db']);
    expect(statSync(at('a.db')).mode & 0o077, 'and no other user reads it').to.equal(0);

    expect((await samlop('restore', at('a.db'), '--data', at('data'))).code).to.equal(0);
    await withRestored(at('data'), async (api) => {
      for (const instance of acknowledged.slice(0, before))
        expect((await api.get(`/v2/process-instances/${instance}`)).status, instance).to.equal(200);
    });
  });

  it('that is restored goes on where it stood: open tasks are completed, and timers due meanwhile fire once', async () => {
    const waiting = await start(server.api, 'Assessment');
    const completed = await start(server.api, 'Assessment');
    const { Task_Assess: done } = await openTasks(server.api, completed);
    await server.api.post(`/v2/user-tasks/${done}/completion`, { variables: { painScore: 1 } });
    await samlop('backup', at('a.db'), '--data', server.data);
    clock.advance(4 * DAY);

    await samlop('restore', at('a.db'), '--data', at('data'));
    await withRestored(at('data'), async (api) => {
      const open = await eventually(
        () => openTasks(api, waiting),
        (tasks) => 'Task_Remind' in tasks,
      );
      expect(await completions(api, completed)).to.equal(1);
      const answer = await api.post(`/v2/user-tasks/${open['Task_Assess']}/completion`, {
        variables: { painScore: 2 },
      });
      expect(answer.status).to.equal(204);
    });
    await withRestored(at('data'), async (api) => {
      await quiet(api);
      const { items } = (await api.get(`/v2/process-instances/${waiting}/history`)).body;
      expect(items.filter(({ type }: { type: string }) => type === 'TimerFired')).to.have.length(1);
    });
  });

  it('knows an answer again that was given before it', async () => {
    const key = { 'Idempotency-Key': 'start-1' };
    const body = { processDefinitionId: 'Assessment' };
    const first = await server.api.post('/v2/process-instances', body, key);
    await samlop('backup', at('a.db'), '--data', server.data);
    await samlop('restore', at('a.db'), '--data', at('data'));
    await withRestored(at('data'), async (api) => {
      const again = await api.post('/v2/process-instances', body, key);
      expect(again.body).to.deep.equal(first.body);
      expect(again.headers.get('Idempotency-Replayed')).to.equal('true');
    });
  });

  it('overwrites nothing', async () => {
    writeFileSync(at('a.db'), 'something of value');
    const { code, stderr } = await samlop('backup', at('a.db'), '--data', server.data);
    expect(code).to.equal(2);
    expect(stderr).to.contain('nothing is overwritten').and.to.contain('TARGET_EXISTS');
    expect(readFileSync(at('a.db'), 'utf8')).to.equal('something of value');
  });

  it('is refused where there is no database, and where it cannot be written', async () => {
    expect((await samlop('backup', at('a.db'), '--data', at('nothing'))).stderr).to.contain('NO_DATABASE');
    expect((await samlop('backup', at('no', 'folder', 'a.db'), '--data', server.data)).stderr).to.contain(
      'TARGET_NOT_WRITABLE',
    );
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('is restored into an empty folder only', async () => {
    await samlop('backup', at('a.db'), '--data', server.data);
    const { code, stderr } = await samlop('restore', at('a.db'), '--data', server.data);
    expect(code).to.equal(2);
    expect(stderr).to.contain('TARGET_NOT_EMPTY');
    mkdirSync(at('empty'));
    expect((await samlop('restore', at('a.db'), '--data', at('empty'))).code).to.equal(0);
    expect((await samlop('restore', at('a.db'))).stderr).to.contain('give --data');
  });

  it('is refused when it is damaged, is none, or comes from a newer version, and leaves no database behind', async () => {
    await samlop('backup', at('a.db'), '--data', server.data);
    const damaged = readFileSync(at('a.db'));
    for (let page = 5; page < damaged.length / 4096; page++) damaged.fill(0xff, page * 4096 + 8, page * 4096 + 400);
    writeFileSync(at('damaged.db'), damaged);
    writeFileSync(at('text.db'), 'no database at all, but long enough to look at'.repeat(100));
    new Database(at('other.db')).exec('CREATE TABLE a (b)').close();
    const newer = new Database(at('a.db'));
    newer.pragma('user_version = 9999');
    newer.close();
    for (const [file, code] of [
      ['damaged.db', 'DAMAGED'],
      ['text.db', 'NOT_A_BACKUP'],
      ['other.db', 'NOT_A_BACKUP'],
      ['a.db', 'SCHEMA_TOO_NEW'],
      ['missing.db', 'NO_DATABASE'],
    ] as const) {
      const { stderr } = await samlop('restore', at(file), '--data', at(`data-${file}`));
      expect(stderr, file).to.contain(code);
      if (file !== 'missing.db') expect(readdirSync(at(`data-${file}`)), file).to.deep.equal([]);
    }
  });
});
