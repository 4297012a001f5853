import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { definitionsText, flow, path } from '../../helpers/bpmn-text.js';
import { eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import { deploy, openTasks, quiet, start, waitsForMessage } from '../models.js';

const HOUR = 3_600_000;

/** Takes one answer after the other, and never ends. */
const collects = definitionsText(
  `<bpmn:message id="Message_Note" name="Note" />
   <bpmn:process id="Collects" isExecutable="true">
     <bpmn:extensionElements><pathway:variables><pathway:variable name="n" type="number" /></pathway:variables></bpmn:extensionElements>
     <bpmn:startEvent id="Start" /><bpmn:exclusiveGateway id="Again" />
     <bpmn:intermediateCatchEvent id="Catch"><bpmn:messageEventDefinition id="Catch_Message" messageRef="Message_Note" /></bpmn:intermediateCatchEvent>
     ${path('Start', 'Again', 'Catch')} ${flow('Catch', 'Again')}
   </bpmn:process>`,
);

describe('Messages with one name and key', () => {
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    await deploy(server.api, collects);
    await deploy(server.api, waitsForMessage);
  });
  after(() => server.stop());

  const publish = async (correlationKey: string, n: number, more: object = {}): Promise<string> => {
    const { status, body } = await server.api.post('/v2/messages/publication', {
      ...{ name: 'Note', correlationKey, timeToLive: HOUR, variables: { n } },
      ...more,
    });
    expect(status).to.equal(200);
    return body.messageKey as string;
  };
  const collected = async (instance: string): Promise<readonly number[]> =>
    (await server.api.get(`/v2/process-instances/${instance}/history`)).body.items.flatMap(
      (one: { type: string; values?: { n?: number } }) =>
        one.type === 'VariablesSet' && one.values?.n !== undefined ? [one.values.n] : [],
    );
  const search = async (filter: object) => (await server.api.post('/v2/messages/search', { filter })).body.items;
  const database = <T>(work: (db: Database.Database) => T): T => {
    const db = new Database(join(server.data, 'samlop.db'));
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  /** Saved state that no step can be made of, until it is healed: deliveries to it are put off. */
  const spoil = (instance: string): (() => void) => {
    const write = (state: string): void =>
      database((db) => void db.prepare('UPDATE instance SET state = ? WHERE instance_key = ?').run(state, instance));
    const { state } = database((db) =>
      db.prepare<[string], { state: string }>('SELECT state FROM instance WHERE instance_key = ?').get(instance)!,
    );
    write(JSON.stringify({ ...JSON.parse(state), scopes: [] }));
    return () => write(state);
  };

  it('that nobody waited for are delivered in the order of publication when somebody begins to wait', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    for (const n of numbers) await publish('buffered', n);
    await eventually(
      () => search({ state: 'BUFFERED', correlationKey: 'buffered' }),
      (kept) => kept.length === numbers.length,
    );
    const instance = await start(server.api, 'Collects', { businessKey: 'buffered' });
    await eventually(
      () => collected(instance),
      (found) => found.length === numbers.length,
    );
    expect(await collected(instance)).to.deep.equal(numbers);
    expect(await search({ correlationKey: 'buffered' })).to.deep.equal([]);
  });

  it('are delivered in the order of publication while many others are delivered beside them', async () => {
    const patients = Array.from({ length: 30 }, (_, at) => `many-${at}`);
    const instances = await Promise.all(patients.map((businessKey) => start(server.api, 'Collects', { businessKey })));
    for (let n = 0; n < 5; n++) await Promise.all(patients.map((patient) => publish(patient, n)));
    for (const instance of instances) {
      await eventually(
        () => collected(instance),
        (found) => found.length >= 5,
      );
      expect(await collected(instance)).to.deep.equal([0, 1, 2, 3, 4]);
    }
  });

  it('wait behind an earlier one that is put off, and nobody else is held up', async () => {
    const sick = await start(server.api, 'Collects', { businessKey: 'sick' });
    const well = await start(server.api, 'Collects', { businessKey: 'well' });
    const heal = spoil(sick);
    const first = await publish('sick', 1);
    await eventually(
      () => search({ correlationKey: 'sick' }),
      ([one]) => one?.attempts === 1,
    );
    const second = await publish('sick', 2);
    await publish('well', 1);
    await eventually(
      () => collected(well),
      (found) => found.length === 1,
    );
    await quiet(server.api);
    expect((await search({ correlationKey: 'sick' })).map(waiting)).to.deep.equal([
      [first, 'PENDING', 1],
      [second, 'PENDING', 0],
    ]);
    expect((await server.api.get(`/v2/messages/${first}`)).body).to.deep.include({ messageKey: first, attempts: 1 });
    heal();
    const { status } = await server.api.post(`/v2/messages/${first}/resolution`, { action: 'retry' });
    expect(status).to.equal(204);
    await eventually(
      () => collected(sick),
      (found) => found.length === 2,
    );
    expect(await collected(sick)).to.deep.equal([1, 2]);
  });

  const waiting = (one: { messageKey: string; state: string; attempts: number }) => [
    one.messageKey,
    one.state,
    one.attempts,
  ];

  it('go on with the next one when an operator throws away the one that is put off', async () => {
    const sick = await start(server.api, 'Waits', { businessKey: 'twice' });
    const heal = spoil(sick);
    const answer = { name: 'Answer', variables: {} };
    const first = await publish('twice', 0, answer);
    await eventually(
      () => search({ correlationKey: 'twice' }),
      ([one]) => one?.attempts === 1,
    );
    await publish('twice', 0, { ...answer, variables: { answer: 'second' } });
    heal();
    const discard = (body: object) =>
      server.api.post(`/v2/messages/${first}/resolution`, { action: 'discard', ...body });
    expect((await discard({})).body.code).to.equal('REASON_MISSING');
    expect((await discard({ reason: 'Sent by mistake' })).status).to.equal(204);
    await eventually(
      () => openTasks(server.api, sick),
      (open) => 'Task_After' in open,
    );
    expect((await server.api.get(`/v2/process-instances/${sick}/variables`)).body.variables.answer).to.equal('second');
    const [thrownAway] = await search({ state: 'DISCARDED', correlationKey: 'twice' });
    expect(thrownAway).to.deep.include({
      messageKey: first,
      discardedBy: 'ward-nurse',
      discardReason: 'Sent by mistake',
    });
    const again = await discard({ reason: 'Sent by mistake' });
    expect([again.status, again.body.code, again.body.current]).to.deep.equal([
      409,
      'NOT_SET_ASIDE',
      { state: 'DISCARDED', discardedBy: 'ward-nurse' },
    ]);
    expect(server.lines.join('\n')).not.to.contain('Sent by mistake');
  });

  it('take effect once also when the server dies between the effect and the note that it is done', async () => {
    const instance = await start(server.api, 'Collects', { businessKey: 'crash' });
    database((db) =>
      db.exec("CREATE TRIGGER crash BEFORE DELETE ON message BEGIN SELECT raise(ABORT, 'as if it had died'); END"),
    );
    await publish('crash', 1);
    await eventually(
      () => collected(instance),
      (found) => found.length === 1,
    );
    await eventually(
      () => search({ correlationKey: 'crash' }),
      ([one]) => one?.attempts === 1,
    );
    database((db) => db.exec('DROP TRIGGER crash'));
    clock.advance(HOUR);
    await server.restart();
    await eventually(
      () => search({ correlationKey: 'crash' }),
      (kept) => kept.length === 0,
    );
    await publish('crash', 2);
    await eventually(
      () => collected(instance),
      (found) => found.length > 1,
    );
    expect(await collected(instance)).to.deep.equal([1, 2]);
  });

  it('say so by their id when they expire', async () => {
    const none = await publish('nobody', 1, { timeToLive: 0 });
    const kept = await publish('nobody', 2, { timeToLive: 1000 });
    const said = (key: string): boolean =>
      server.lines.some((line) => line.includes('MESSAGE_EXPIRED') && line.includes(`"messageKey":${key},`));
    await eventually(async () => said(none), Boolean);
    await quiet(server.api);
    expect(said(kept)).to.equal(false);
    clock.advance(1000);
    await quiet(server.api);
    await eventually(async () => said(kept), Boolean);
    expect(await search({ correlationKey: 'nobody' })).to.deep.equal([]);
  });
});

describe('A message with an id of its publisher', () => {
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    await deploy(server.api, waitsForMessage);
  });
  after(() => server.stop());

  const publish = (more: object = {}) =>
    server.api.post('/v2/messages/publication', {
      ...{ name: 'Answer', correlationKey: 'patient-1', messageId: 'lab-77', timeToLive: HOUR },
      ...more,
    });

  it('is taken once: a second publication is refused while the first is kept, and names it', async () => {
    const { body: first } = await publish();
    const { status, body } = await publish();
    expect([status, body.code, body.current]).to.deep.equal([409, 'MESSAGE_ALREADY_PUBLISHED', first]);
    const found = await server.api.post('/v2/messages/search', { filter: { messageId: 'lab-77' } });
    expect(found.body.items.map((one: { messageKey: string }) => one.messageKey)).to.deep.equal([first.messageKey]);
  });

  it('is refused a second time also when the first has been taken within its time to live', async () => {
    const instance = await start(server.api, 'Waits', { businessKey: 'patient-1' });
    await eventually(
      () => openTasks(server.api, instance),
      (open) => 'Task_After' in open,
    );
    expect((await publish()).status).to.equal(409);
  });

  it('is another one under another key, another name, or when its time is over', async () => {
    expect((await publish({ correlationKey: 'patient-2' })).status).to.equal(200);
    expect((await publish({ name: 'Something else' })).status).to.equal(200);
    clock.advance(HOUR);
    expect((await publish()).status).to.equal(200);
  });

  it('that is published under an idempotency key gets its first answer again', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const body = { ...{ name: 'Answer', messageId: 'lab-78', timeToLive: HOUR }, correlationKey: 'patient-3' };
    const answers = [
      await server.api.post('/v2/messages/publication', body, key),
      await server.api.post('/v2/messages/publication', body, key),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
    expect(answers[1]?.body).to.deep.equal(answers[0]?.body);
  });
});
