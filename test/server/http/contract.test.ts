import { expect } from 'chai';

import { makeDocument } from '../../../server/http/contract/make-document.js';
import { named, object, text, truth } from '../../../server/http/contract/schema.js';
import { problemTable } from '../../../server/http/problem-table.js';
import { read, type Route } from '../../../server/http/route.js';
import { document, operationOf, operations, requireContract, schemaAt } from '../contract-check.js';
import { givenServer, type TestServer } from '../given-server.js';

type Node = Readonly<Record<string, unknown>>;

/** Every object of the document with its path, depth first. */
function* nodes(value: unknown, path: readonly string[] = []): Generator<readonly [path: readonly string[], Node]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Node];
  for (const [name, inner] of Object.entries(value)) yield* nodes(inner, [...path, name]);
}

const resolve = (reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, part) => (at as Node | undefined)?.[part], document);

const contents = operations.flatMap(({ path, method, operation }) => [
  ...Object.entries(operation.requestBody?.content ?? {}).map(([type, content]) => ({
    what: `${operation.operationId}: body`,
    at: ['paths', path, method, 'requestBody', 'content', type],
    content,
  })),
  ...Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content).map(([type, one]) => ({
      what: `${operation.operationId}: ${status}`,
      at: ['paths', path, method, 'responses', status, 'content', type],
      content: one,
    })),
  ),
]);

describe('The contract', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
  });
  after(() => server.stop());

  it('is served as it is made, without a person', async () => {
    const answer = await server.api.get('/openapi.json', { 'X-Demo-Person': '' });
    expect(answer.headers.get('Content-Type')).to.match(/^application\/json/);
    expect(answer.body.info.version).to.match(/^\d+\.\d+\.\d+/);
    expect({ ...answer.body, info: null }).to.deep.equal({ ...JSON.parse(JSON.stringify(document)), info: null });
  });

  it('has what every OpenAPI 3.1 document has', () => {
    expect(document.openapi).to.match(/^3\.1\.\d+$/);
    expect(document.info.title).to.be.a('string').and.not.to.equal('');
    expect(operations.length).to.be.greaterThan(30);
    for (const path of Object.keys(document.paths)) expect(path).to.match(/^\//);
    for (const { operation, path, method } of operations) {
      expect(Object.keys(operation.responses), `${method} ${path}`).not.to.be.empty;
      for (const response of Object.values(operation.responses)) expect(response.description).not.to.equal('');
    }
  });

  it('names each operation once, in the manner of Camunda 8', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids).to.have.length(new Set(ids).size);
    for (const id of ids) expect(id).to.match(/^[a-z]+[A-Za-z]+$/);
    expect(ids).to.include.members([
      ...['createDeployment', 'searchProcessDefinitions', 'getProcessDefinition', 'getProcessDefinitionXML'],
      ...['getStartProcessForm', 'createProcessInstance', 'getProcessInstance', 'searchProcessInstances'],
      ...['cancelProcessInstance', 'searchUserTasks', 'getUserTask', 'getUserTaskForm', 'completeUserTask'],
      ...['assignUserTask', 'unassignUserTask', 'publishMessage', 'broadcastSignal', 'activateJobs', 'completeJob'],
      ...['failJob', 'throwJobError', 'searchIncidents', 'resolveIncident', 'pinClock'],
    ]);
  });

  it('refers only to what is in it, and uses all that it names', () => {
    const references = [...nodes(document)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references).not.to.be.empty;
    for (const reference of references) expect(resolve(reference), reference).to.be.an('object');
    for (const kind of ['schemas', 'parameters', 'headers'] as const)
      for (const name of Object.keys(document.components[kind]))
        expect(references).to.include(`#/components/${kind}/${name}`);
  });

  it('declares exactly the parameters of each path, each once', () => {
    for (const { path, operation } of operations) {
      const parameters = operation.parameters.map((one) => ('$ref' in one ? resolve(one.$ref) : one)) as {
        name: string;
        in: string;
        required: boolean;
        schema: unknown;
      }[];
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name)).to.deep.equal([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(inPath.every(({ required }) => required)).to.equal(true);
      const all = parameters.map((one) => `${one.in} ${one.name}`);
      expect(all).to.have.length(new Set(all).size);
      expect(parameters.every(({ schema }) => typeof schema === 'object')).to.equal(true);
    }
  });

  it('has no two paths that only differ in the name of a parameter', () => {
    const shapes = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, '{}'));
    expect(shapes).to.have.length(new Set(shapes).size);
  });

  it('lists the groups of its operations, and no other', () => {
    const used = new Set(operations.flatMap(({ operation }) => operation.tags));
    expect(document.tags.map(({ name }) => name)).to.have.members([...used]);
  });

  it('lets every command be repeated under a key by a person, and asks nobody who only reads', () => {
    for (const { operation, path } of operations) {
      const isCommand = operation.security.length > 0;
      const takesKey = operation.parameters.some((one) => '$ref' in one && one.$ref.endsWith('/Idempotency-Key'));
      expect(takesKey, path).to.equal(isCommand);
      expect('401' in operation.responses, path).to.equal(isCommand);
    }
  });

  for (const { what, at } of contents) {
    it(`has a schema that can be used for ${what}`, () => {
      expect(schemaAt(...at, 'schema')).to.be.a('function');
    });
  }
  for (const { what, at, content } of contents.filter((one) => 'example' in one.content)) {
    it(`has an example that follows the schema of ${what}`, () => {
      const validate = schemaAt(...at, 'schema');
      expect(validate(content.example), JSON.stringify(validate.errors)).to.equal(true);
    });
  }

  it('gives an example of every body', () => {
    const without = contents.filter(({ what, content }) => what.endsWith(': body') && !('example' in content));
    expect(without.map(({ what }) => what)).to.deep.equal([]);
  });

  it('closes every object of ours: a field that it does not name is none', () => {
    const open = Object.entries(document.components.schemas).filter(
      ([, schema]) => schema['type'] === 'object' && schema['properties'] && schema['additionalProperties'] !== false,
    );
    expect(open.map(([name]) => name)).to.deep.equal([]);
  });

  it('has every code of a problem under its own status', () => {
    const listed = new Set<string>();
    for (const { operation } of operations)
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const schema = content?.['application/problem+json']?.schema as
          { allOf: [unknown, { properties: { code: { enum: (keyof typeof problemTable)[] } } }] } | undefined;
        for (const code of schema?.allOf[1].properties.code.enum ?? []) {
          listed.add(code);
          expect(String(problemTable[code].status), code).to.equal(status);
        }
      }
    expect([...listed]).to.include.members(['TASK_ALREADY_COMPLETED', 'STORE_UNAVAILABLE', 'JSON_NOT_VALID']);
  });
});

describe('A contract that would not be sound is not made:', () => {
  const route = (path: string, more: Partial<Route> = {}): Route => ({
    ...read(path, {
      operationId: 'getIt',
      tag: 'Operation',
      summary: 'Get it',
      answer: object({ a: text() }),
      problems: [],
      handle: async () => ({}),
    }),
    ...more,
  });
  const made = (...routes: Route[]) => makeDocument({ version: '1', routes, ofServer: [], ofWorlds: [] });

  it('two routes at one address', () => {
    expect(() => made(route('/a'), route('/a', { operationId: 'getItAgain' }))).to.throw('twice');
  });
  it('two operations of one name', () => {
    expect(() => made(route('/a'), route('/b'))).to.throw('getIt');
  });
  it('a parameter that nobody has described', () => {
    expect(() => made(route('/a/:surprise'))).to.throw('surprise');
  });
  it('two different schemas of one name', () => {
    const answers = [named('It', object({ a: text() })), named('It', object({ a: truth }))];
    const [first, second] = answers.map((answer, index) => route(`/${index}`, { answer, operationId: `get${index}` }));
    expect(() => made(first!, second!)).to.throw('It');
  });
});

describe('The check of answers', () => {
  const headers = new Headers({ 'Content-Type': 'application/json' });

  it('finds a status that the operation does not have', () => {
    expect(() => requireContract('GET', '/v2/clock', { status: 202, headers, body: {} })).to.throw('no status');
  });
  it('finds a field that the schema does not name', () => {
    const body = { timestamp: '2026-11-02T09:00:00.000Z', surprise: 1 };
    expect(() => requireContract('GET', '/v2/clock', { status: 200, headers, body })).to.throw('additional');
  });
  it('finds a problem with a code that the operation does not list', () => {
    const body = { type: 'x', code: 'TASK_NOT_FOUND', status: 503, title: 'x', requestId: 'x' };
    const problem = new Headers({ 'Content-Type': 'application/problem+json', 'Retry-After': '2' });
    expect(() => requireContract('GET', '/v2/clock', { status: 503, headers: problem, body })).to.throw(
      'allowed values',
    );
  });
  it('finds a refusal that does not say when to come again', () => {
    const body = { type: 'x', code: 'STORE_UNAVAILABLE', status: 503, title: 'x', requestId: 'x' };
    for (const seconds of ['', '0', '31', 'soon']) {
      const problem = new Headers({ 'Content-Type': 'application/problem+json', 'Retry-After': seconds });
      expect(() => requireContract('GET', '/v2/clock', { status: 503, headers: problem, body }), seconds).to.throw(
        'when to come again',
      );
    }
  });
  it('tells a fixed address from one with a key', () => {
    expect(operationOf('POST', '/v2/process-instances/search')?.operation.operationId).to.equal(
      'searchProcessInstances',
    );
    expect(operationOf('GET', '/demo/worlds/abc/v2/clock')?.operation.operationId).to.equal('getClock');
    expect(operationOf('PUT', '/v2/clock')).to.equal(undefined);
    expect(operationOf('PUT', '/demo/worlds/abc/v2/clock')?.operation.operationId).to.equal('pinClock');
  });
});
