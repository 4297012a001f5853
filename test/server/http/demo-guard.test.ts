import { request } from 'node:http';
import { networkInterfaces } from 'node:os';

import { expect } from 'chai';

import { givenServer, type TestServer } from '../given-server.js';

/** A request with any Host header, which fetch does not allow. */
function ask(
  port: number,
  headers: Record<string, string>,
  host = '127.0.0.1',
): Promise<{ status: number; code?: string }> {
  return new Promise((resolve, reject) => {
    request({ host, port, path: '/v2/clock', headers, setHost: !('Host' in headers), timeout: 2000 }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, code: (JSON.parse(text) as { code?: string }).code! }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('Demo mode', () => {
  let server: TestServer;
  let port: number;

  before(async () => {
    server = await givenServer();
    port = Number(new URL(server.url).port);
  });
  after(() => server.stop());

  it('answers at localhost, whichever of its addresses that is', async () => {
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'LOCALHOST']) {
      expect((await ask(port, { Host: host })).status, host).to.equal(200);
    }
    const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === '::1'));
    if (hasIpv6) expect((await ask(port, {}, '::1')).status).to.equal(200);
    expect((await ask(port, {}, '127.0.0.1')).status).to.equal(200);
  });

  it('does not answer for another name that points to this machine', async () => {
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '0.0.0.0', '']) {
      expect(await ask(port, { Host: host }), host).to.deep.equal({ status: 403, code: 'HOST_NOT_ALLOWED' });
    }
  });

  it('does not answer pages of other sites', async () => {
    expect((await ask(port, { Origin: 'https://evil.example' })).code).to.equal('ORIGIN_NOT_ALLOWED');
    expect((await ask(port, { Origin: 'null' })).code).to.equal('ORIGIN_NOT_ALLOWED');
    expect((await ask(port, { Origin: `http://localhost:${port}` })).status).to.equal(200);
  });

  it('cannot be reached from another machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter((one) => !one.internal && one.family === 'IPv4'),
    );
    for (const { address } of others) {
      const outcome = await ask(port, { Host: 'localhost' }, address).then(
        () => 'answered',
        (error: unknown) => (error as NodeJS.ErrnoException).code,
      );
      expect(outcome).to.equal('ECONNREFUSED');
    }
    const loopback = await ask(port, { Host: 'localhost' }, '127.0.0.2').then(
      () => 'answered',
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    expect(loopback, 'not even by another loopback address').to.equal('ECONNREFUSED');
  });

  it('sends a strict content security policy and tells browsers to keep nothing', async () => {
    const { headers } = await server.api.get('/v2/clock');
    expect(headers.get('Content-Security-Policy')).to.equal(
      "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect(headers.get('Cache-Control')).to.equal('no-store');
    expect(headers.get('X-Powered-By')).to.equal(null);
    expect(headers.get('X-Content-Type-Options')).to.equal('nosniff');
  });

  it('has about a dozen made-up people, each with a unit and groups in three languages', async () => {
    const { items } = (await server.api.get('/v2/demo-people')).body;
    expect(items.length).to.be.within(12, 16);
    expect(new Set(items.map((one: { id: string }) => one.id)).size).to.equal(items.length);
    for (const person of items) expect(person.role, person.id).to.have.keys('nb', 'nn', 'en');
    const groups = new Set(items.flatMap((one: { candidateGroups: string[] }) => one.candidateGroups));
    for (const group of [
      'ward',
      'ward-doctor',
      'allocation-office',
      'home-care',
      'gp-office',
      'patient',
      'pathway-coordinator',
    ])
      expect(groups.has(group), group).to.equal(true);
  });
});
