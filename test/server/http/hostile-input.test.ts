import { connect, type Socket } from 'node:net';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { operationOf, operations, requireContract, type FoundOperation } from '../contract-check.js';
import { givenServer, type Answer, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';
import { hostileBodies, IDS, MARK, STRINGS } from './hostile-bodies.js';
import { closeConnections, send, sendRaw, stream, type Sent } from './hostile-requests.js';

const PERSON = { 'X-Demo-Person': 'ward-nurse' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const HUGE = 100_000_000;
/** What the sockets on the way hold, and what is read so that the sender gets to see its answer. */
const EARLY = 30_000_000;

describe('Hostile input', function () {
  this.timeout(60_000);
  let server: TestServer;
  let port: string;
  /** Of a demo world, for what is only there. */
  let baseUrl: string;
  let keys: Readonly<Record<string, string>>;
  let counted: Readonly<Record<string, number>>;

  before(async () => {
    server = await givenServer();
    ({ port } = new URL(server.url));
    await deployAssessment(server.api);
    const processInstanceKey = await start(server.api, 'Assessment');
    const { Task_Assess: userTaskKey } = await openTasks(server.api, processInstanceKey);
    const world = await server.api.post('/demo/worlds', { begins: '2026-11-02T10:00:00+01:00' });
    baseUrl = world.body.baseUrl;
    keys = { processInstanceKey, userTaskKey: userTaskKey!, processDefinitionKey: 'Assessment' };
    counted = rowCounts(server.data);
  });
  after(async () => {
    closeConnections();
    await server.stop();
  });

  afterEach('leaves the server answering, and nothing stored', async () => {
    expect((await server.api.get('/healthz')).status).to.equal(200);
    expect(rowCounts(server.data)).to.deep.equal(counted);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });
  after('leaves none of it in the log', () => {
    const log = server.lines.join('\n');
    expect(log).to.contain('BODY_NOT_VALID');
    expect(log).not.to.contain(MARK);
    expect(log.length).to.be.lessThan(server.lines.length * 1000);
  });

  const filled = (path: string): string =>
    path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(keys[name] ?? '1:1'));

  /** What is wrong with how some requests were answered; an empty list where each was refused as the contract says. */
  const faultsOf = async (
    cases: readonly { readonly what: string; readonly sent: Sent }[],
    isRight: (answer: Answer) => boolean = ({ status }) => status >= 400 && status < 500,
  ): Promise<readonly string[]> => {
    const faults: string[] = [];
    for (let begin = 0; begin < cases.length; begin += 4) {
      const some = cases.slice(begin, begin + 4).map(async ({ what, sent }) => {
        try {
          const answer = await send(port, sent);
          if (!isRight(answer)) faults.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 200)}`);
          if (valuesIn(answer.body).includes(MARK)) faults.push(`${what}: the answer repeats it`);
          if (answer.status >= 400 && !/^application\/problem\+json/.test(answer.headers.get('Content-Type') ?? ''))
            faults.push(`${what}: ${answer.status} without a problem`);
          if (answer.status !== 405) requireContract(sent.method, sent.path, answer);
        } catch (error) {
          faults.push(`${what}: ${String(error)}`);
        }
      });
      await Promise.all(some);
    }
    return faults;
  };

  for (const found of operations) {
    const { operation, method, path } = found;
    const isCommand = operation.security.length > 0;
    const content = operation.requestBody?.content['application/json'];
    const example = (content?.example ?? {}) as Record<string, unknown>;
    const isOfWorlds = operation.servers?.every(({ url }) => url !== '/') ?? false;
    const addressOf = (): string => `${isOfWorlds ? baseUrl : ''}${filled(path)}`;
    const asked = (more: Partial<Sent> = {}): Sent => ({
      method: method.toUpperCase(),
      path: addressOf(),
      ...more,
      headers: { ...PERSON, ...(content && JSON_TYPE), ...more.headers },
    });

    describe(`to ${method.toUpperCase()} ${path}`, () => {
      it('is refused in the address, the query and the headers', async () => {
        const body = content && JSON.stringify(example);
        expect(await faultsOf(addressCases(found, (more) => asked({ ...(body && { body }), ...more })))).to.deep.equal(
          [],
        );
      });

      if (isCommand) {
        it('is refused from nobody, whatever it holds', async () => {
          const people = ['', 'nobody', '__proto__', 'constructor', `${MARK}`, 'ward-nurse, ward-nurse'];
          const cases = people.map((person) => ({
            what: `person ${person}`,
            sent: asked({ headers: { 'X-Demo-Person': person }, ...(content && { body: '{"a":' }) }),
          }));
          expect(await faultsOf(cases, ({ status }) => status === 401)).to.deep.equal([]);
        });
      }

      if (content) {
        it('is refused as a body', async () => {
          const cases = hostileBodies(content.schema, example).map(({ what, text }) => ({
            what,
            sent: asked({ body: text }),
          }));
          expect(await faultsOf(cases, ({ status }) => status === 400)).to.deep.equal([]);
        });

        it('is refused as anything but plain JSON', async () => {
          const types = [
            'text/plain',
            'application/xml',
            'multipart/form-data',
            'application/json; charset=utf-16',
            '',
          ];
          const cases = [
            ...types.map((type) => ({ what: type, headers: { 'Content-Type': type } })),
            ...['gzip', 'br', 'deflate', 'identity, gzip'].map((encoding) => ({
              what: encoding,
              headers: { 'Content-Encoding': encoding },
            })),
          ].map(({ what, headers }) => ({ what, sent: asked({ headers, body: JSON.stringify(example) }) }));
          expect(await faultsOf(cases, ({ status }) => status === 415)).to.deep.equal([]);
        });

        it('is refused as 100 MB long before they have come', async () => {
          const headers = { ...PERSON, ...JSON_TYPE };
          const [announced, endless] = await Promise.all([
            stream(port, addressOf(), method, HUGE, { ...headers, 'Content-Length': HUGE }),
            stream(port, addressOf(), method, HUGE, headers),
          ]);
          expect([announced.status, endless.status]).to.deep.equal([413, 413]);
          expect(Math.max(announced.bytes, endless.bytes)).to.be.lessThan(EARLY);
        });
      }
    });
  }

  it('is refused as a method that an address does not have', async () => {
    const paths = [...new Set(operations.map(({ path }) => path))];
    const cases = paths.flatMap((path) =>
      ['PATCH', 'PUT', 'DELETE', 'POST', 'OPTIONS', 'TRACE', 'PROPFIND'].flatMap((method) =>
        operationOf(method, filled(path))
          ? []
          : [{ what: `${method} ${path}`, sent: { method, path: filled(path), headers: PERSON } }],
      ),
    );
    expect(await faultsOf(cases, ({ status, headers }) => status === 405 && headers.get('Allow') !== '')).to.deep.equal(
      [],
    );
  });

  it('is refused as an address or a header that is too long, and as what is no HTTP', async () => {
    const long = 'x'.repeat(20_000);
    const host = 'Host: localhost\r\n';
    for (const [bytes, status] of [
      [`GET /v2/clock?${long} HTTP/1.1\r\n${host}\r\n`, 431],
      [`GET /v2/clock HTTP/1.1\r\n${host}X-${MARK}: ${long}\r\n\r\n`, 431],
      [`${MARK}\r\n\r\n`, 400],
      [`GET /v2/clock HTTP/1.1\r\n${host}X: ${MARK}\u0000\r\n\r\n`, 400],
      [`POST /v2/messages/publication HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":}`, 400],
      [
        `POST /v2/messages/publication HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        400,
      ],
      [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]), 400],
      [`GET /v2/clock HTTP/1.1\r\nHost: attacker.example\r\n\r\n`, 403],
      [`GET /v2/clock HTTP/1.1\r\nHost: localhost@attacker.example\r\n\r\n`, 403],
      [`GET http://attacker.example/v2/nothing HTTP/1.1\r\n${host}\r\n`, 404],
    ] as const) {
      const got = await sendRaw(port, bytes);
      const said = String(bytes).slice(0, 60);
      expect(got, said).to.match(new RegExp(`^HTTP/1.1 ${status} `));
      expect(got, said).to.contain('application/problem+json').and.not.to.contain(MARK);
      expect(JSON.parse(got.slice(got.indexOf('\r\n\r\n') + 4)), said).to.include({ status });
    }
  });

  it('that is begun and never ended does not keep others waiting', async () => {
    const halves: Socket[] = [];
    const begin = (bytes: string): void => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
      halves.push(socket.on('error', () => undefined));
    };
    for (let count = 0; count < 100; count++) {
      begin('GET /v2/clock HTTP/1.1\r\nHost: local');
      begin(
        `POST /v2/process-instances HTTP/1.1\r\nHost: localhost\r\nX-Demo-Person: ward-nurse\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"processDefinitionId":"${MARK}`,
      );
    }
    for (let count = 0; count < 20; count++) expect((await server.api.get('/v2/clock')).status).to.equal(200);
    for (const socket of halves) socket.destroy();
  });
});

/** An answer without the names of fields that are pointed at: those may be said, what they held may not. */
const valuesIn = (body: unknown): string =>
  JSON.stringify(body, (name, value: unknown) => (name === 'path' ? undefined : value)) ?? '';

function addressCases(
  { path, operation }: FoundOperation,
  asked: (more: Partial<Sent>) => Sent,
): readonly { readonly what: string; readonly sent: Sent }[] {
  const own = asked({}).path;
  const ids = /\{\w+\}/.test(path)
    ? IDS.map((id) => ({ what: `id ${id.slice(0, 40)}`, path: path.replace(/\{\w+\}/, id) }))
    : [];
  const parameters = operation.parameters.flatMap((one) => ('in' in one && one.in === 'query' ? [one] : []));
  const queries = [
    ...[`surprise=${MARK}`, '__proto__=1', 'constructor[prototype]=1', `${encodeURIComponent(STRINGS[0]!)}=1`, '%00=1'],
    ...parameters.flatMap(({ name, schema }) =>
      schema['type'] === 'integer'
        ? [`${name}=x`, `${name}=-1`, `${name}=1&${name}=2`, `${name}=1e99`, `${name}=`]
        : [],
    ),
  ].map((query) => ({ what: `query ${query}`, path: `${own}?${query}` }));
  const keys = [`${MARK}é`, 'x'.repeat(201), ''].map((key) => ({
    what: `key ${key}`,
    headers: { 'Idempotency-Key': Buffer.from(key).toString('latin1') },
  }));
  const tags = ['W/"1"', '"', MARK, '"1", "2"'].map((tag) => ({ what: `tag ${tag}`, headers: { 'If-Match': tag } }));
  const isCommand = operation.security.length > 0;
  return [...ids, ...queries, ...(isCommand ? [...keys, ...tags] : [])].map(({ what, ...more }) => ({
    what,
    sent: asked(more),
  }));
}

/** Rows of every table, as another process sees them; but for the one by which the server notes every minute that it lives. */
function rowCounts(data: string): Readonly<Record<string, number>> {
  const db = new Database(join(data, 'samlop.db'), { readonly: true });
  const rowsOf = (table: string): number => {
    const where = table === 'sequence' ? "WHERE name <> 'time'" : '';
    return db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM "${table}" ${where}`).get()?.count ?? 0;
  };
  try {
    const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return Object.fromEntries(tables.map(({ name }) => [name, rowsOf(name)]));
  } finally {
    db.close();
  }
}
