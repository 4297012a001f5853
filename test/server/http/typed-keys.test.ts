import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { migrationsIn } from '../../../server/sqlite/migrate.js';
import { eventually, givenServer, type Answer, type TestServer } from '../given-server.js';
import { deploy, openTasks, quiet, serviceTask, start, startedByMessage, stay, waitsForMessage } from '../models.js';

/** A patient's name as a Norwegian keyboard types it, and as some machines keep it: A and a ring. */
const ASE = '\u00c5se';
const DECOMPOSED = 'A\u030ase';

const WRONG = {
  'white space before it': ' x',
  'white space behind it': 'x\u00a0',
  'a control character': 'x\u0007y',
  'half a letter': 'x\ud83d',
} as const;

describe('Keys and names that people type', function () {
  this.timeout(20_000);
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    for (const model of [waitsForMessage, startedByMessage, stay(), serviceTask]) await deploy(server.api, model);
  });
  after(() => server.stop());

  const keysOf = async (path: string, filter: object): Promise<string[]> =>
    (await server.api.post(path, { filter })).body.items.map(
      ({ processInstanceKey }: { processInstanceKey: string }) => processInstanceKey,
    );
  const opens = (instance: string, element: string) =>
    eventually(
      () => openTasks(server.api, instance),
      (open) => element in open,
    );

  it('find the same patient however the letters of a name are put together', async () => {
    const mine = await start(server.api, 'Waits', { businessKey: DECOMPOSED });
    expect((await server.api.get(`/v2/process-instances/${mine}`)).body.businessKey).to.equal(ASE);
    for (const businessKey of [ASE, DECOMPOSED])
      expect(await keysOf('/v2/process-instances/search', { businessKey })).to.deep.equal([mine]);
    for (const correlationKey of [ASE, DECOMPOSED])
      expect(await keysOf('/v2/message-subscriptions/search', { correlationKey })).to.deep.equal([mine]);
    await server.api.post('/v2/messages/publication', { name: 'Answer', correlationKey: ASE });
    await opens(mine, 'Task_After');
    for (const businessKey of [ASE, DECOMPOSED])
      expect(await keysOf('/v2/user-tasks/search', { businessKey })).to.deep.equal([mine]);
  });

  it('correlate at once, start one instance at a time, and name one message, too', async () => {
    const waiting = await start(server.api, 'Waits', { businessKey: `${ASE} 2` });
    const correlated = await server.api.post('/v2/messages/correlation', {
      name: 'Answer',
      correlationKey: `${DECOMPOSED} 2`,
    });
    expect(correlated.body.processInstanceKey).to.equal(waiting);
    const first = await start(server.api, 'Stay', { businessKey: ASE });
    const second = await server.api.post('/v2/process-instances', {
      processDefinitionId: 'Stay',
      businessKey: DECOMPOSED,
    });
    expect([second.status, second.body.current]).to.deep.equal([409, { processInstanceKey: first }]);
    const publish = (messageId: string) =>
      server.api.post('/v2/messages/publication', { name: 'Kept', messageId, timeToLive: 60_000 });
    expect((await publish(ASE)).status).to.equal(200);
    expect((await publish(DECOMPOSED)).body.code).to.equal('MESSAGE_ALREADY_PUBLISHED');
  });

  it('make the same request of a repeat under one idempotency key', async () => {
    const send = (businessKey: string) =>
      server.api.post(
        '/v2/process-instances',
        { processDefinitionId: 'Waits', businessKey },
        { 'Idempotency-Key': 'from-two-machines' },
      );
    const [one, other] = [await send(`${ASE} 3`), await send(`${DECOMPOSED} 3`)];
    expect([one.status, other.status]).to.deep.equal([201, 201]);
    expect(other.body).to.deep.equal(one.body);
  });

  const instance = '/v2/process-instances/1';
  const PLACES: readonly [path: string, pointer: string, body: (text: string) => object][] = [
    ['/v2/process-instances', '/businessKey', (businessKey) => ({ processDefinitionId: 'Waits', businessKey })],
    ['/v2/process-instances/search', '/filter/businessKey', (businessKey) => ({ filter: { businessKey } })],
    ['/v2/user-tasks/search', '/filter/businessKey', (businessKey) => ({ filter: { businessKey } })],
    ['/v2/messages/publication', '/name', (name) => ({ name })],
    ['/v2/messages/publication', '/correlationKey', (correlationKey) => ({ name: 'Answer', correlationKey })],
    ['/v2/messages/publication', '/messageId', (messageId) => ({ name: 'Answer', messageId })],
    ['/v2/messages/correlation', '/name', (name) => ({ name })],
    ['/v2/messages/correlation', '/correlationKey', (correlationKey) => ({ name: 'Answer', correlationKey })],
    ['/v2/messages/search', '/filter/name', (name) => ({ filter: { name } })],
    ['/v2/messages/search', '/filter/correlationKey', (correlationKey) => ({ filter: { correlationKey } })],
    ['/v2/messages/search', '/filter/messageId', (messageId) => ({ filter: { messageId } })],
    ['/v2/message-subscriptions/search', '/filter/messageName', (messageName) => ({ filter: { messageName } })],
    [
      '/v2/message-subscriptions/search',
      '/filter/correlationKey',
      (correlationKey) => ({ filter: { correlationKey } }),
    ],
    ['/v2/signals/broadcast', '/signalName', (signalName) => ({ signalName })],
    ['/v2/signal-deliveries/search', '/filter/signalName', (signalName) => ({ filter: { signalName } })],
    [
      '/v2/batch-operations',
      '/filter/businessKey',
      (businessKey) => ({ batchOperationType: 'CANCEL_PROCESS_INSTANCE', reason: 'x', filter: { businessKey } }),
    ],
    [
      '/v2/batch-operations',
      '/reason',
      (reason) => ({ batchOperationType: 'CANCEL_PROCESS_INSTANCE', reason, filter: { businessKey: 'x' } }),
    ],
    [`${instance}/cancellation`, '/reason', (reason) => ({ reason })],
    [`${instance}/suspension`, '/reason', (reason) => ({ reason })],
    ['/v2/messages/1/resolution', '/reason', (reason) => ({ action: 'discard', reason })],
    ['/v2/signal-deliveries/1/resolution', '/reason', (reason) => ({ action: 'discard', reason })],
    ['/v2/incidents/1:2/resolution', '/reason', (reason) => ({ action: 'skip', reason })],
  ];
  const refusal = ({ status, body }: Answer): unknown => [
    status,
    body.code,
    body.errors?.map(({ path, code }: { path: string; code: string }) => [path, code]),
  ];

  for (const [path, pointer, body] of PLACES) {
    it(`are refused at ${pointer} of ${path} where they could not be typed again`, async () => {
      for (const [what, text] of Object.entries(WRONG))
        expect(refusal(await server.api.post(path, body(text))), what).to.deep.equal([
          400,
          'BODY_NOT_VALID',
          [[pointer, 'pattern']],
        ]);
    });
  }

  it('are no reason when they are blank; a reason may have several lines', async () => {
    const running = await start(server.api, 'Waits');
    const hold = (reason: string) => server.api.put(`/v2/process-instances/${running}/legal-hold`, { reason });
    expect(refusal(await hold('\t '))).to.deep.equal([400, 'BODY_NOT_VALID', [['/reason', 'pattern']]]);
    expect((await hold('Complaint 17\nby letter')).status).to.equal(204);
  });

  it('are shown with their pattern and normal form in the contract', async () => {
    const { paths } = (await server.api.get('/openapi.json')).body;
    const { schema } = paths['/v2/messages/publication'].post.requestBody.content['application/json'];
    for (const field of ['name', 'correlationKey', 'messageId']) {
      expect(schema.properties[field]['x-unicode-normalization'], field).to.equal('NFC');
      expect(new RegExp(schema.properties[field].pattern, 'u').test('patient 1'), field).to.equal(true);
      expect(new RegExp(schema.properties[field].pattern, 'u').test('patient '), field).to.equal(false);
    }
  });

  it('as a key of a request have no white space at their ends', async () => {
    const send = (key: string) =>
      server.api.post('/v2/signals/broadcast', { signalName: 'Nobody' }, { 'Idempotency-Key': key });
    expect((await send('a key')).status).to.equal(200);
    expect((await send('\u00e5')).body.code).to.equal('HEADER_NOT_VALID');
  });
});

describe('Keys that were kept as they were typed', function () {
  this.timeout(20_000);

  it('are found after an upgrade in every form, and what waited for them still comes', async () => {
    const server = await givenServer();
    try {
      await deploy(server.api, waitsForMessage);
      const [waiting, kept] = [
        await start(server.api, 'Waits', { businessKey: ASE }),
        await start(server.api, 'Waits', { businessKey: `${ASE} 2` }),
      ];
      await server.api.post('/v2/messages/publication', {
        name: 'Answer',
        correlationKey: `${ASE} 3`,
        timeToLive: 3_600_000,
      });
      await quiet(server.api);
      const typed = (db: Database.Database): void => {
        db.function('nfd', (text) => String(text).normalize('NFD'));
        db.exec(`UPDATE instance SET business_key = nfd(business_key), state = nfd(state) WHERE business_key IS NOT NULL;
                 UPDATE subscription SET correlation_key = nfd(correlation_key);
                 UPDATE message SET correlation_key = nfd(correlation_key)`);
      };
      await asBefore(server, typed);
      const found = await server.api.post('/v2/process-instances/search', { filter: { businessKey: DECOMPOSED } });
      expect(found.body.items.map((one: { businessKey: string }) => one.businessKey)).to.deep.equal([ASE]);
      await server.api.post('/v2/messages/publication', { name: 'Answer', correlationKey: DECOMPOSED });
      await eventually(
        () => openTasks(server.api, waiting),
        (open) => 'Task_After' in open,
      );
      for (const step of ['suspension', 'resumption'])
        await server.api.post(`/v2/process-instances/${kept}/${step}`, step === 'suspension' ? { reason: 'x' } : {});
      await server.api.post('/v2/messages/publication', { name: 'Answer', correlationKey: `${ASE} 2` });
      await eventually(
        () => openTasks(server.api, kept),
        (open) => 'Task_After' in open,
      );
      const late = await start(server.api, 'Waits', { businessKey: `${DECOMPOSED} 3` });
      await eventually(
        () => openTasks(server.api, late),
        (open) => 'Task_After' in open,
      );
    } finally {
      await server.stop();
    }
  });

  it('bring a kept message to who waited under another form of its key', async () => {
    const server = await givenServer();
    try {
      await deploy(server.api, waitsForMessage);
      const waiting = await start(server.api, 'Waits', { businessKey: `${ASE} 4` });
      for (const timeToLive of [3_600_000, 3_600_000])
        await server.api.post('/v2/messages/publication', { name: 'Answer', correlationKey: 'x', timeToLive });
      await quiet(server.api);
      await asBefore(server, (db) => {
        db.prepare("UPDATE message SET correlation_key = ? WHERE correlation_key = 'x'").run(`${DECOMPOSED} 4`);
      });
      await eventually(
        () => openTasks(server.api, waiting),
        (open) => 'Task_After' in open,
      );
      await quiet(server.api);
      const left = (await server.api.post('/v2/messages/search', {})).body.items;
      expect(left.map(({ state }: { state: string }) => state)).to.deep.equal(['BUFFERED']);
    } finally {
      await server.stop();
    }
  });
});

/** Changes the database as a server before the upgrade could have left it, and upgrades it. */
async function asBefore(server: TestServer, change: (db: Database.Database) => void): Promise<void> {
  const upgrade = migrationsIn('server/sqlite/migrations').find(({ sql }) => sql.includes('nfc('));
  const db = new Database(join(server.data, 'samlop.db'));
  change(db);
  db.close();
  await server.restart();
  const again = new Database(join(server.data, 'samlop.db'));
  again.function('nfc', (text) => (typeof text === 'string' ? text.normalize('NFC') : text));
  again.exec(upgrade?.sql ?? 'no such migration');
  again.close();
  await server.restart();
}
