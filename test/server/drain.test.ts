import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import { expect } from 'chai';

import { givenMachine, type Machine, type ServerProcess } from './given-process.js';
import { eventually } from './given-server.js';

/** What a client that starts instances as fast as it can is told, until nobody answers any more. */
async function load(
  server: ServerProcess,
  name: string,
): Promise<{ acknowledged: string[]; told: string[]; unanswered: string }> {
  const acknowledged: string[] = [];
  const told: string[] = [];
  for (let i = 0; ; i++) {
    const businessKey = `${name}-${i}`;
    try {
      const answer = await server.api.post('/v2/process-instances', {
        processDefinitionId: 'Assessment',
        businessKey,
      });
      told.push(answer.status === 503 ? answer.body.code : String(answer.status));
      if (answer.status === 201) acknowledged.push(businessKey);
      if (answer.status === 503) {
        expect(answer.headers.get('Connection')).to.equal('close');
        expect(answer.headers.get('Retry-After')).to.match(/^\d+$/);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    } catch (error) {
      told.push((error as { cause?: { code?: string } }).cause?.code ?? String(error));
      return { acknowledged, told, unanswered: businessKey };
    }
  }
}

describe('A server that is asked to stop', function () {
  this.timeout(90_000);
  let machine: Machine;

  beforeEach(() => {
    machine = givenMachine();
  });
  afterEach(() => machine.remove());

  it('answers every request that it takes, refuses new ones in so many words, and loses nothing', async () => {
    const first = await machine.start();
    const clients = Array.from({ length: 6 }, (_, i) => load(first, `patient-${i}`));
    await new Promise((resolve) => setTimeout(resolve, 500));
    first.child.kill('SIGTERM');
    const seen = await Promise.all(clients);

    expect(await first.ended).to.equal(0);
    for (const { told } of seen) {
      const kinds = told.filter((one, i) => one !== told[i - 1]);
      expect(kinds.slice(0, 2)).to.deep.equal(['201', 'DRAINING']);
      expect(kinds.slice(2).join(), 'then nobody answers').to.match(/^ECONN(REFUSED|RESET)$/);
    }
    expect(existsSync(join(machine.data, 'samlop.db-wal')), 'the log is written back into the database').to.equal(
      false,
    );

    const second = await machine.start();
    const found = async (businessKey: string): Promise<number> =>
      (await second.api.post('/v2/process-instances/search', { filter: { businessKey } })).body.items.length;
    for (const { acknowledged, unanswered } of seen) {
      for (const businessKey of acknowledged) expect(await found(businessKey), businessKey).to.equal(1);
      expect(await found(unanswered), 'what was not answered was not taken').to.equal(0);
    }
  });

  it('says at once that it is not ready, and goes on saying that it lives', async () => {
    const server = await machine.start({ SAMLOP_DRAIN_GRACE_SECONDS: '30' });
    server.child.kill('SIGTERM');
    const readiness = await eventually(
      () => server.api.get('/readyz'),
      ({ status }) => status === 503,
    );
    expect(readiness.headers.get('Retry-After')).to.equal('2');
    expect(readiness.body.status).to.equal('not-ready');
    expect(readiness.body.checks).to.deep.include({ name: 'drain', ok: false, code: 'DRAINING' });
    expect((await server.api.get('/healthz')).status).to.equal(200);
    expect((await server.api.get('/v2/clock')).body.code).to.equal('DRAINING');
  });

  it('lets a request that is under way finish, however slowly it comes', async () => {
    const server = await machine.start({ SAMLOP_DRAIN_GRACE_SECONDS: '0' });
    const body = JSON.stringify({ processDefinitionId: 'Assessment', businessKey: 'patient-slow' });
    const slow = request(`${server.url}/v2/process-instances`, {
      method: 'POST',
      headers: {
        'X-Demo-Person': 'ward-nurse',
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Expect: '100-continue',
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) =>
      slow.on('error', reject).on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      }),
    );
    slow.flushHeaders();
    await new Promise((resolve) => slow.on('continue', resolve));
    server.child.kill('SIGTERM');
    await eventually(
      async () => server.output(),
      (text) => text.includes('"draining"'),
    );
    slow.end(body);
    expect(await answered).to.equal(201);
    expect(await server.ended).to.equal(0);
  });

  it('waits no longer when it is asked a second time', async () => {
    const server = await machine.start({ SAMLOP_DRAIN_GRACE_SECONDS: '600' });
    server.child.kill('SIGTERM');
    await eventually(
      () => server.api.get('/readyz'),
      ({ status }) => status === 503,
    );
    await new Promise((resolve) => setTimeout(resolve, 600));
    server.child.kill('SIGINT');
    expect(await server.ended).to.equal(0);
  });

  it('takes one keystroke that arrives twice for one', async () => {
    const server = await machine.start({ SAMLOP_DRAIN_GRACE_SECONDS: '2' });
    const began = performance.now();
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    expect(await server.ended).to.equal(0);
    expect(performance.now() - began).to.be.greaterThan(1900);
  });
});
