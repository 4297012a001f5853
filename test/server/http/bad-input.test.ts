import { request } from 'node:http';

import { expect } from 'chai';

import { isKey } from '../../../engine/index.js';
import { apiRoutes } from '../../../server/http/api-routes.js';
import { givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';

const HOSTILE = [
  "' OR 1=1; DROP TABLE instance; --",
  '<script>alert(1)</script>',
  '${process.exit()}',
  '../../etc/passwd',
  '\u0000',
  '__proto__',
  '💥'.repeat(50),
];

describe('Bad input', () => {
  let server: TestServer;
  let instance: string;
  let task: string;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    instance = await start(server.api, 'Assessment');
    task = (await openTasks(server.api, instance))['Task_Assess']!;
  });
  after(() => server.stop());
  afterEach('leaves the server as it was', async () => {
    expect((await server.api.get('/healthz')).status).to.equal(200);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body).to.deep.include({
      state: 'ACTIVE',
      revision: 1,
    });
  });

  const at = (path: string): string =>
    path
      .replace(':userTaskKey', task)
      .replace(':processInstanceKey', instance)
      .replace(':processDefinitionKey', 'Assessment')
      .replace(/:\w+/, '1:1');
  const withBody = apiRoutes.filter((route) => route.body);

  const isProblem = (
    answer: { status: number; headers: Headers; body: unknown },
    status: number,
    code: string,
  ): void => {
    expect([answer.status, (answer.body as { code?: string }).code], JSON.stringify(answer.body)).to.deep.equal([
      status,
      code,
    ]);
    expect(answer.headers.get('Content-Type')).to.match(/^application\/problem\+json/);
    expect(answer.body).to.include.keys('type', 'title', 'status', 'requestId');
  };

  for (const route of withBody) {
    describe(`to ${route.method.toUpperCase()} ${route.path}`, () => {
      const send = (body: unknown, headers = {}) =>
        server.api[route.method as 'post' | 'put' | 'patch'](at(route.path), body, headers);

      it('is refused when it is no JSON', async () => isProblem(await send('{"a":'), 400, 'JSON_NOT_VALID'));
      it('is refused when it is no object', async () => isProblem(await send('[]'), 400, 'BODY_NOT_VALID'));
      it('is refused when it has a field that the contract does not name, and says which', async () => {
        const answer = await send({ surprise: 'secret-value' });
        isProblem(answer, 400, 'BODY_NOT_VALID');
        expect(answer.body.errors.map((one: { path: string }) => one.path)).to.include('/surprise');
        expect(JSON.stringify(answer.body)).not.to.contain('secret-value');
      });
      it('is refused when it is nested too deeply', async () =>
        isProblem(await send('{"variables":'.repeat(60) + '1' + '}'.repeat(60)), 400, 'BODY_TOO_DEEP'));
      it('is refused when it would change what every object has', async () =>
        isProblem(await send('{"__proto__":{"polluted":true}}'), 400, 'JSON_NOT_VALID'));
      it('is refused when it is not called JSON', async () =>
        isProblem(
          await send('a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }),
          415,
          'MEDIA_TYPE_NOT_SUPPORTED',
        ));
      it('is refused when it is compressed', async () =>
        isProblem(await send('{}', { 'Content-Encoding': 'gzip' }), 415, 'MEDIA_TYPE_NOT_SUPPORTED'));
      it('is refused when it is too large', async () => {
        const bytes = route.path === '/v2/deployments' ? 4_200_000 : 1_050_000;
        isProblem(await send({ filler: 'x'.repeat(bytes) }), 413, 'BODY_TOO_LARGE');
      });
      const properties = Object.entries(route.body!['properties'] as Record<string, { type?: string }>);
      for (const [name, { type }] of properties) {
        it(`is refused when ${name} has the wrong type`, async () => {
          const answer = await send({ [name]: type === 'string' ? { a: 1 } : 'text' });
          isProblem(answer, 400, 'BODY_NOT_VALID');
          expect(answer.body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).to.deep.include(
            [`/${name}`, 'type'],
          );
        });
      }
      for (const name of (route.body!['required'] as string[] | undefined) ?? []) {
        it(`is refused without ${name}`, async () => {
          const answer = await send({});
          isProblem(answer, 400, 'BODY_NOT_VALID');
          expect(answer.body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).to.deep.include(
            [`/${name}`, 'required'],
          );
        });
      }
    });
  }

  for (const route of apiRoutes) {
    if (/:\w+/.test(route.path)) {
      it(`to ${route.method.toUpperCase()} ${route.path} with an id that names nothing is 404`, async () => {
        for (const id of [
          '999999',
          '999999:1',
          'nothing',
          '1:2:3',
          '-1',
          '0',
          '1e3',
          '99999999999999999999',
          ...HOSTILE,
        ]) {
          const path = route.path.replace(/:\w+/, encodeURIComponent(id));
          const bodies: Record<string, unknown> = {
            '/v2/incidents/:incidentKey/resolution': { action: 'retry' },
            '/v2/messages/:messageKey/resolution': { action: 'retry' },
            '/v2/signal-deliveries/:signalDeliveryKey/resolution': { action: 'retry' },
            '/v2/process-instances/:processInstanceKey/modification': {
              instructions: [{ type: 'placeToken', elementId: 'Task' }],
              reason: 'x',
            },
          };
          const required = Object.fromEntries(
            ((route.body?.['required'] as string[] | undefined) ?? []).map((name) => [
              name,
              name === 'retries' ? 1 : name === 'variables' ? {} : name === 'changeset' ? { timeout: 1 } : 'x',
            ]),
          );
          if ('assignee' in required) required['assignee'] = 'gp';
          if ('eventId' in required) required['eventId'] = '1-1';
          const body = bodies[route.path] ?? required;
          const answer =
            route.method === 'get' || route.method === 'delete'
              ? await server.api[route.method](path)
              : await server.api[route.method](path, body);
          expect(answer.status, `${id}: ${JSON.stringify(answer.body)}`).to.equal(404);
          expect(answer.headers.get('Content-Type')).to.match(/^application\/problem\+json/);
        }
      });
    }
    if (route.command) {
      it(`to ${route.method.toUpperCase()} ${route.path} without a person is 401`, async () => {
        const send = (person: string) =>
          route.method === 'delete'
            ? server.api.delete(at(route.path), { 'X-Demo-Person': person })
            : server.api[route.method as 'post' | 'put' | 'patch'](at(route.path), {}, { 'X-Demo-Person': person });
        isProblem(await send(''), 401, 'PERSON_MISSING');
        isProblem(await send('nobody'), 401, 'PERSON_NOT_KNOWN');
      });
    }
    if (!route.query) {
      it(`to ${route.method.toUpperCase()} ${route.path} with an unknown parameter is 400`, async () => {
        const path = `${at(route.path)}?surprise=1`;
        isProblem(
          route.method === 'get' || route.method === 'delete'
            ? await server.api[route.method](path)
            : await server.api[route.method](path, {}),
          400,
          'QUERY_NOT_VALID',
        );
      });
    }
  }

  for (const text of HOSTILE) {
    it(`in every string is only a string: ${JSON.stringify(text).slice(0, 40)}`, async () => {
      const businessKey = isKey(text) ? text : 'patient-1';
      expect(
        (
          await server.api.post('/v2/user-tasks/search', {
            filter: { assignee: text, candidateGroup: text, elementId: text, businessKey },
          })
        ).body.items,
      ).to.deep.equal([]);
      expect((await server.api.post('/v2/process-instances', { processDefinitionId: text })).status).to.equal(404);
      const { status, body } = await server.api.post('/v2/process-instances', {
        processDefinitionId: 'Assessment',
        businessKey,
        variables: { painScore: 1, text },
      });
      expect(status).to.equal(201);
      expect((await server.api.get(`/v2/process-instances/${body.processInstanceKey}`)).body.businessKey).to.equal(
        businessKey,
      );
      expect(
        (await server.api.get(`/v2/process-instances/${body.processInstanceKey}/variables`)).body.variables.text,
      ).to.equal(text);
    });
  }

  it('as a cursor that was never given out is refused', async () => {
    for (const after of ['nonsense', 'MS4y', '%%%'])
      isProblem(await server.api.post('/v2/user-tasks/search', { page: { after } }), 400, 'CURSOR_NOT_VALID');
  });

  it('as a page size out of bounds is refused', async () => {
    isProblem(await server.api.post('/v2/user-tasks/search', { page: { limit: 1001 } }), 400, 'BODY_NOT_VALID');
    isProblem(await server.api.get(`/v2/process-instances/${instance}/history?limit=many`), 400, 'QUERY_NOT_VALID');
  });

  it('as an idempotency key that is none is refused', async () => {
    isProblem(
      await server.api.post('/v2/signals/broadcast', { signalName: 'x' }, { 'Idempotency-Key': 'x'.repeat(201) }),
      400,
      'HEADER_NOT_VALID',
    );
  });

  it('as an address that cannot be read is refused', async () => {
    isProblem(await server.api.get('/v2/process-instances/%E0%A4%A'), 400, 'REQUEST_NOT_VALID');
  });

  it('as an address that is none of ours is 404, and a wrong method 405 with the right ones', async () => {
    isProblem(await server.api.get('/v2/nothing'), 404, 'ROUTE_NOT_FOUND');
    isProblem(await server.api.get('/assets/../main.ts'), 404, 'ROUTE_NOT_FOUND');
    const answer = await server.api.delete('/v2/process-instances/1');
    isProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('Allow')).to.equal('GET');
    isProblem(await server.api.put('/v2/clock', { timestamp: '2030-01-01T00:00:00Z' }), 405, 'METHOD_NOT_ALLOWED');
  });

  it('that is no JSON says where, as far as the parser knows', async () => {
    const detailsOf = async (body: string) => (await server.api.post('/v2/user-tasks/search', body)).body.details;
    expect(await detailsOf('{"filter":{}')).to.deep.equal({ position: 12 });
    expect(await detailsOf('{"filter" 1}')).to.deep.equal({ position: 10 });
  });

  it('as a method that the health check does not have is 405 with the right ones', async () => {
    for (const path of ['/healthz', '/readyz', '/']) {
      const answer = await server.api.put(path, {});
      isProblem(answer, 405, 'METHOD_NOT_ALLOWED');
      expect(answer.headers.get('Allow')).to.equal('GET, HEAD');
    }
  });

  it('is told in the language of the reader', async () => {
    const titleIn = async (language: string): Promise<string> =>
      (await server.api.get('/v2/nothing', { 'Accept-Language': language })).body.title;
    expect(await titleIn('nb')).to.equal('Adressen finnes ikke');
    expect(await titleIn('nn')).to.equal('Adressa finst ikkje');
    expect(await titleIn('en')).to.equal('There is nothing at this address');
    expect(await titleIn('de')).to.equal('Adressen finnes ikke');
    const messageIn = async (language: string): Promise<string> =>
      (
        await server.api.post(
          `/v2/user-tasks/${task}/completion`,
          { variables: { painScore: 12 } },
          { 'Accept-Language': language },
        )
      ).body.errors[0].message;
    expect(await messageIn('en')).to.equal('must be <= 10');
    expect(await messageIn('nn')).to.equal('må vere <= 10');
    expect(await messageIn('nb')).to.equal('må være <= 10');
  });

  it('that only breaks off is forgotten', async () => {
    const { port } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const half = request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v2/process-instances',
        headers: {
          Host: 'localhost',
          'X-Demo-Person': 'ward-nurse',
          'Content-Type': 'application/json',
          'Content-Length': '100',
        },
      });
      half.on('error', () => undefined).on('close', resolve);
      half.write('{"processDef');
      setTimeout(() => half.destroy(), 30);
    });
  });

  it('of 40 megabytes does not slow down the others', async () => {
    const big = server.api.post('/v2/process-instances', 'x'.repeat(40_000_000)).catch(() => ({ status: 413 }));
    const began = performance.now();
    expect((await server.api.get(`/v2/user-tasks/${task}`)).status).to.equal(200);
    expect(performance.now() - began).to.be.lessThan(2000);
    expect((await big).status).to.equal(413);
  });
});

describe('What the log says of bad and good input', () => {
  it('is codes and ids, never a name, a number or a word that somebody wrote', async () => {
    const server = await givenServer();
    const secrets = ['Oline Hemmeligsen', '13097248022', 'hemmelig merknad', 'pasient-4711'];
    await deployAssessment(server.api);
    const [name, number, note, businessKey] = secrets;
    const instance = await start(server.api, 'Assessment', { businessKey, variables: { name } });
    const { Task_Assess: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`, {
      variables: { painScore: number, note: `<${note}>`, [name!]: 1 },
    });
    await server.api.post('/v2/messages/publication', {
      name: note,
      correlationKey: businessKey,
      variables: { number },
    });
    await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: note });
    await server.api.get(`/v2/process-instances/${encodeURIComponent(name!)}?${encodeURIComponent(number!)}=${note}`);
    await server.api.post('/v2/user-tasks/search', { filter: { businessKey, assignee: name } });
    const log = server.lines.join('\n');
    await server.stop();
    expect(log).to.contain('FORM_NOT_VALID').and.to.contain('/v2/user-tasks/:userTaskKey/completion');
    for (const secret of secrets) expect(log).not.to.contain(secret);
  });
});
