import { expect } from 'chai';

import { StoreUnavailable } from '../../../server/application/application-error.js';
import { createReadiness } from '../../../server/application/operations/readiness.js';
import { givenServer, type TestServer } from '../given-server.js';

describe('Health and readiness', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await givenServer();
  });
  afterEach(() => server.stop());

  it('say that the process lives, and that requests can be sent here, with every check', async () => {
    expect((await server.api.get('/healthz')).body).to.deep.equal({ status: 'alive' });
    const { status, body, headers } = await server.api.get('/readyz');
    expect(status).to.equal(200);
    expect(headers.get('Cache-Control')).to.equal('no-store');
    expect(body.status).to.equal('ready');
    expect(body.checks).to.deep.include.members([
      { name: 'pathways', ok: true, code: 'DEPLOYED' },
      { name: 'store', ok: true, code: 'WRITABLE' },
      { name: 'clock', ok: true, code: 'TRUSTED' },
      { name: 'drain', ok: true, code: 'SERVING' },
    ]);
  });

  it('need no person, and answer only to this machine', async () => {
    const answer = await fetch(`${server.url}/readyz`);
    expect(answer.status).to.equal(200);
    expect((await server.api.get('/readyz', { Origin: 'https://elsewhere.example' })).status).to.equal(403);
  });
});

describe('Readiness', () => {
  const given = (probe: () => Promise<void>, { isDeployed = true, aborted = false, holds = 0 } = {}) =>
    createReadiness({
      store: { keepTime: probe },
      clock: { now: () => 0 },
      drain: aborted ? AbortSignal.abort() : new AbortController().signal,
      isDeployed: () => isDeployed,
      holds,
    });
  const works = async (): Promise<void> => undefined;

  it('is false until the pathways are deployed', async () => {
    const { status, checks } = await given(works, { isDeployed: false })();
    expect(status).to.equal('not-ready');
    expect(checks.find(({ ok }) => !ok)).to.deep.equal({ name: 'pathways', ok: false, code: 'DEPLOYING' });
  });

  it('is false while the store cannot be written, with the reason, and true again when it can', async () => {
    let full = true;
    const look = given(async () => {
      if (full) throw new StoreUnavailable('SQLITE_FULL');
    });
    expect((await look()).checks.find(({ ok }) => !ok)).to.deep.equal({
      name: 'store',
      ok: false,
      code: 'STORE_UNAVAILABLE',
      reason: 'SQLITE_FULL',
    });
    full = false;
    expect((await look()).status).to.equal('ready');
  });

  it('tells nothing of a failure that nobody expected but that there is one', async () => {
    const { checks } = await given(() => Promise.reject(new Error('Kari Nordmann')))();
    expect(JSON.stringify(checks)).to.contain('STORE_FAILED').and.not.to.contain('Kari');
  });

  it('is false once the server drains', async () => {
    const { checks } = await given(works, { aborted: true })();
    expect(checks.find(({ ok }) => !ok)?.code).to.equal('DRAINING');
  });

  it('writes at most once a second, however often it is asked', async () => {
    let probes = 0;
    const look = given(
      async () => {
        probes += 1;
      },
      { holds: 60_000 },
    );
    await Promise.all([look(), look(), look()]);
    await look();
    expect(probes).to.equal(1);
  });
});
