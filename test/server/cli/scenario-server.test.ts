import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { readConfig } from '../../../server/config.js';
import { startServer, type RunningServer } from '../../../server/main.js';
import { fixtures, Library, runSamlop, samlop } from './run-samlop.js';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const good = join(fixtures, 'good');

describe('samlop scenario --server', function () {
  this.timeout(120_000);
  let data: string;
  let server: RunningServer;
  let library: Library;

  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'samlop-cli-server-'));
    const config = {
      ...readConfig({ PORT: '0', SAMLOP_DATA: data, SAMLOP_PATHWAYS: join(fixtures, 'none') }),
      drain: { grace: 0, timeout: 5000 },
    };
    server = await startServer(config, { log: silent });
  });
  after(async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  });
  beforeEach(async () => {
    library = await Library.copy();
  });
  afterEach(() => library.remove());

  const worldsOpen = async (): Promise<number> => {
    const opened: string[] = [];
    for (;;) {
      const answer = await fetch(`${server.url}/demo/worlds`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ begins: '2026-11-02T10:00:00+01:00' }),
      });
      if (!answer.ok) break;
      opened.push(((await answer.json()) as { baseUrl: string }).baseUrl);
    }
    for (const baseUrl of opened) await fetch(server.url + baseUrl, { method: 'DELETE' });
    return 20 - opened.length;
  };

  it('plays the same scenarios over HTTP and prints the same timelines as in memory', async () => {
    const inMemory = await samlop('scenario', good);

    const overHttp = await samlop('scenario', good, '--server', server.url);

    expect(overHttp).to.deep.equal(inMemory);
    expect(overHttp.stdout).to.match(/\n2 passed, 0 failed\n$/);
  });

  it('does so as a command of its own, and says in JSON that a server played', async () => {
    const { code, stdout } = await runSamlop(['scenario', 'good', '--json', '--server', `${server.url}/`]);

    expect(JSON.parse(stdout)).to.deep.include({ world: 'server', passed: 2, failed: 0 });
    expect(code).to.equal(0);
  });

  it('follows messages, called processes and ended instances over HTTP', async () => {
    const file = await library.withScenario([
      { start: { process: 'Process_FollowUp', businessKey: 'P-1' }, expect: { open: ['Task_Visit'] } },
      {
        message: { name: 'VisitReport', key: 'P-1' },
        as: 'report',
        instance: 'report',
        expect: { open: ['Task_ReadReport'] },
      },
      { after: 'P3D', expect: { late: ['Task_Visit'], done: ['End_VisitLate'] } },
      { instance: 'report', cancel: { reason: 'Feilregistrert' }, expect: { instance: 'cancelled', open: [] } },
      { complete: 'Task_Visit', data: { painScore: 2 }, expect: { instance: 'completed', done: ['End_FollowUp'] } },
    ]);

    const { code, stdout } = await samlop('scenario', file, '--server', server.url);

    expect(stdout).to.match(/oppgave fullført +Besøk pasienten · Hjemmetjeneste \(kommune\) av home-nurse/);
    expect(stdout).to.match(/\n1 passed, 0 failed\n$/);
    expect(code).to.equal(0);
  });

  it('fails where the server refuses a form, and says why', async () => {
    const file = await library.withScenario([
      { start: { process: 'Process_Visit' } },
      { complete: 'Task_Visit', data: { painScore: 11 } },
    ]);

    const { code, stdout } = await samlop('scenario', file, '--server', server.url, '--lang', 'en');

    expect(stdout).to.include(
      'step 2: the form has errors: expected complete Task_Visit, found FORM_NOT_VALID, /painScore',
    );
    expect(stdout).to.match(/\n0 passed, 1 failed\n$/);
    expect(code).to.equal(1);
  });

  it('acts as the demo person that is asked for', async () => {
    const { stdout } = await samlop('scenario', good, '--server', server.url, '--person', 'home-care-leader', '--json');
    const { scenarios } = JSON.parse(stdout) as { scenarios: { steps: { events: Record<string, unknown>[] }[] }[] };

    const started = scenarios.flatMap(({ steps }) => steps[0]!.events).filter((event) => event['kind'] === 'started');
    expect(started.map((event) => event['by'])).to.deep.equal(['home-care-leader', 'home-care-leader']);
  });

  it('does not know a demo person that the server does not have', async () => {
    const { code, stderr } = await samlop('scenario', good, '--server', server.url, '--person', 'nobody');

    expect(stderr).to.include('--person nobody: there is no such demo person. There are ward-nurse');
    expect(code).to.equal(2);
  });

  it('leaves no demo world open, whether scenarios pass, fail or cannot be played', async () => {
    const file = await library.withScenario([{ start: { process: 'Process_Visit' }, expect: { open: [] } }]);

    await samlop('scenario', good, '--server', server.url);
    await samlop('scenario', file, '--server', server.url);
    await samlop('scenario', good, '--server', server.url, '--person', 'nobody');

    expect(await worldsOpen()).to.equal(0);
  });

  describe('with a server that opens no demo worlds', () => {
    let other: Server;

    before((done) => {
      other = createServer((_request, response) => {
        response.writeHead(404, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify({ code: 'ROUTE_NOT_FOUND', status: 404 }));
      }).listen(0, '127.0.0.1', done);
    });
    after((done) => {
      other.close(done);
    });

    it('says that scenarios need demo mode', async () => {
      const { port } = other.address() as AddressInfo;

      const { code, stdout, stderr } = await samlop('scenario', good, '--server', `http://127.0.0.1:${port}`);

      expect(stderr).to.include('the server opens no demo world (ROUTE_NOT_FOUND)');
      expect(stderr).to.include('demo mode only');
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    });
  });
});
