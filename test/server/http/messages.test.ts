import { readFile } from 'node:fs/promises';

import { expect } from 'chai';

import { eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import {
  admission,
  admissionForms,
  deploy,
  listensToSignal,
  openTasks,
  quiet,
  sendsAdmission,
  start,
  startedByMessage,
  throwsMessage,
  waitsForMessage,
} from '../models.js';

const HOUR = 3_600_000;

describe('Messages', () => {
  let server: TestServer;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    for (const model of [waitsForMessage, startedByMessage, throwsMessage]) await deploy(server.api, model);
  });
  after(() => server.stop());

  const publish = (body: object) => server.api.post('/v2/messages/publication', body);
  const opens = (instance: string, element: string) =>
    eventually(
      () => openTasks(server.api, instance),
      (open) => element in open,
    );
  const instancesWith = async (businessKey: string): Promise<string[]> =>
    (await server.api.post('/v2/process-instances/search', { filter: { businessKey } })).body.items.map(
      (one: { processInstanceKey: string }) => one.processInstanceKey,
    );

  it('reach the instance with their correlation key, and no other', async () => {
    const mine = await start(server.api, 'Waits', { businessKey: 'patient-1' });
    const other = await start(server.api, 'Waits', { businessKey: 'patient-2' });
    const { status, body } = await publish({
      name: 'Answer',
      correlationKey: 'patient-1',
      variables: { answer: 'yes' },
    });
    expect([status, typeof body.messageKey]).to.deep.equal([200, 'string']);
    await opens(mine, 'Task_After');
    expect((await server.api.get(`/v2/process-instances/${mine}/variables`)).body.variables.answer).to.equal('yes');
    await quiet(server.api);
    expect(await openTasks(server.api, other)).to.deep.equal({});
  });

  it('without a key carry it in their content, where the pathway says so', async () => {
    const letters = new URL('../../engine/execution/collaboration/correlation-subscription.bpmn', import.meta.url);
    await deploy(server.api, await readFile(letters, 'utf8'));
    const mine = await start(server.api, 'Process_Gp', { variables: { patient: 'patient-5' } });
    const other = await start(server.api, 'Process_Gp', { variables: { patient: 'patient-6' } });

    await publish({ name: 'Epikrise', variables: { subject: 'patient-5' } });

    await opens(mine, 'Task_Read');
    await quiet(server.api);
    expect(await openTasks(server.api, other)).to.deep.equal({});
  });

  it('without a key reach nobody who waits with one', async () => {
    const instance = await start(server.api, 'Waits', { businessKey: 'patient-3' });
    await publish({ name: 'Answer' });
    await publish({ name: 'Answer', correlationKey: 'patient-3' });
    await opens(instance, 'Task_After');
    const caught = (await server.api.get(`/v2/process-instances/${instance}/history`)).body.items.filter(
      (one: { type: string }) => one.type === 'MessageCaught',
    );
    expect(caught).to.have.length(1);
  });

  it('reach at most one instance of a process, the one that has waited longest', async () => {
    const first = await start(server.api, 'Waits', { businessKey: 'patient-4' });
    const second = await start(server.api, 'Waits', { businessKey: 'patient-4' });
    await publish({ name: 'Answer', correlationKey: 'patient-4' });
    await opens(first, 'Task_After');
    expect(await openTasks(server.api, second)).to.deep.equal({});
    await publish({ name: 'Answer', correlationKey: 'patient-4' });
    await opens(second, 'Task_After');
  });

  it('that nobody waits for are kept for their time to live', async () => {
    await publish({ name: 'Answer', correlationKey: 'patient-5', timeToLive: HOUR, variables: { answer: 'early' } });
    const instance = await start(server.api, 'Waits', { businessKey: 'patient-5' });
    await opens(instance, 'Task_After');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.answer).to.equal(
      'early',
    );
  });

  it('are delivered from the buffer once, and across a restart', async () => {
    await publish({ name: 'Answer', correlationKey: 'patient-6', timeToLive: HOUR });
    await server.restart();
    const instance = await start(server.api, 'Waits', { businessKey: 'patient-6' });
    await opens(instance, 'Task_After');
    const second = await start(server.api, 'Waits', { businessKey: 'patient-6' });
    await quiet(server.api);
    expect(await openTasks(server.api, second)).to.deep.equal({});
  });

  it('are gone when their time to live has passed', async () => {
    await publish({ name: 'Answer', correlationKey: 'patient-7', timeToLive: HOUR });
    clock.advance(HOUR);
    const late = await start(server.api, 'Waits', { businessKey: 'patient-7' });
    const other = await start(server.api, 'Waits', { businessKey: 'patient-8' });
    await publish({ name: 'Answer', correlationKey: 'patient-8' });
    await opens(other, 'Task_After');
    await quiet(server.api);
    expect(await openTasks(server.api, late)).to.deep.equal({});
  });

  it('start a process by its message start event, with their key as its business key', async () => {
    await publish({ name: 'Admitted', correlationKey: 'patient-9', variables: { ward: 'A' } });
    const [instance = ''] = await eventually(
      () => instancesWith('patient-9'),
      (found) => found.length > 0,
    );
    await opens(instance, 'Task_Receive');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.ward).to.equal('A');
  });

  it('that a process throws reach another process in the same deployment of Samløp', async () => {
    const sender = await start(server.api, 'Sender', { businessKey: 'patient-10' });
    const { Task_Send: task } = await openTasks(server.api, sender);
    await server.api.post(`/v2/user-tasks/${task}/completion`);
    const both = await eventually(
      () => instancesWith('patient-10'),
      (found) => found.length === 2,
    );
    await opens(
      both.find((key) => key !== sender)!,
      'Task_Receive',
    );
    expect((await server.api.get(`/v2/process-instances/${sender}`)).body.state).to.equal('COMPLETED');
  });
});

describe('A message that starts a pathway', () => {
  let server: TestServer;
  const notice = { patientKey: 'patient-1', admittedAt: '2026-11-02T09:40:00+01:00', ward: 'A' };

  before(async () => {
    server = await givenServer();
    await deploy(server.api, admission, { forms: admissionForms });
    await deploy(server.api, sendsAdmission);
  });
  after(() => server.stop());

  const publish = (variables: object, correlationKey = 'patient-1') =>
    server.api.post('/v2/messages/publication', {
      name: 'Patient admitted',
      correlationKey,
      timeToLive: HOUR,
      variables,
    });
  const admissions = async (): Promise<number> =>
    (await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Admission' } })).body.items
      .length;
  const kept = async (state?: string) =>
    (await server.api.post('/v2/messages/search', { filter: { ...(state && { state }) } })).body.items;

  for (const [title, wrong, path, code] of [
    ['whose time is none', { ...notice, admittedAt: 'yesterday' }, '/admittedAt', 'format'],
    ['without what the start form requires', { patientKey: 'patient-1', ward: 'A' }, '/admittedAt', 'required'],
    ['with a field left empty', { ...notice, ward: '' }, '/ward', 'minLength'],
    ['with a field that the form does not have', { ...notice, unheard: 1 }, '/unheard', 'additionalProperties'],
  ] as const) {
    it(`${title} is refused when it is published, and nothing is kept`, async () => {
      const { status, headers, body } = await publish(wrong);
      expect([status, body.code]).to.deep.equal([422, 'FORM_NOT_VALID']);
      expect(headers.get('Content-Type')).to.match(/^application\/problem\+json/);
      expect(body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).to.deep.equal([
        [path, code],
      ]);
      await quiet(server.api);
      expect([await admissions(), await kept()]).to.deep.equal([0, []]);
    });
  }

  it('whose key is another than that in its content is refused when it is published', async () => {
    const { status, body } = await publish(notice, 'patient-2');
    expect([status, body.code, body.details.path]).to.deep.equal([422, 'VALUE_NOT_ALLOWED', 'businessKey']);
    await quiet(server.api);
    expect([await admissions(), await kept()]).to.deep.equal([0, []]);
  });

  it('and follows the start form starts it', async () => {
    expect((await publish(notice)).status).to.equal(200);
    await eventually(admissions, (found) => found === 1);
  });

  it('but comes out of another pathway with values that are refused, is set aside, told once and kept', async () => {
    const before = await admissions();
    await start(server.api, 'SendsAdmission', { businessKey: 'patient-3', variables: { admittedAt: 'yesterday' } });
    const [refused] = await eventually(
      () => kept('REFUSED'),
      (found) => found.length > 0,
    );
    expect(refused).to.deep.include({
      name: 'Patient admitted',
      correlationKey: 'patient-3',
      state: 'REFUSED',
      processDefinitionId: 'Admission',
      errorType: 'VALUE_NOT_ALLOWED',
    });
    await server.restart();
    await quiet(server.api);
    expect(await kept('REFUSED')).to.deep.equal([refused]);
    expect(await kept('BUFFERED')).to.deep.equal([]);
    expect(await admissions()).to.equal(before);
    const told = server.lines.filter((line) => line.includes('refused and is kept aside'));
    expect(told).to.have.length(1);
    expect(told[0]).to.contain(refused.messageKey).and.to.contain('VALUE_NOT_ALLOWED').and.not.to.contain('yesterday');
    expect(server.lines.filter((line) => line.includes('put off'))).to.deep.equal([]);
  });

  it('that nobody has taken yet is found among those that are kept', async () => {
    await server.api.post('/v2/messages/publication', { name: 'Nobody waits', timeToLive: HOUR });
    const [one] = await eventually(
      () => kept('BUFFERED'),
      (found) => found.length > 0,
    );
    expect(one).to.include.keys('messageKey', 'publishedDate', 'expiryDate').and.to.include({ name: 'Nobody waits' });
  });
});

describe('Signals', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deploy(server.api, listensToSignal);
  });
  after(() => server.stop());

  const instancesOf = async (processDefinitionId: string): Promise<string[]> =>
    (await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId } })).body.items.map(
      (one: { processInstanceKey: string }) => one.processInstanceKey,
    );

  it('reach everybody who listens when they are broadcast, and start what they start', async () => {
    const listeners = [await start(server.api, 'Listener'), await start(server.api, 'Listener')];
    const { status, body } = await server.api.post('/v2/signals/broadcast', { signalName: 'Alarm' });
    expect([status, typeof body.signalKey]).to.deep.equal([200, 'string']);
    for (const listener of listeners)
      await eventually(
        () => openTasks(server.api, listener),
        (open) => 'Task_Alarm' in open,
      );
    expect(
      await eventually(
        () => instancesOf('StartedBySignal'),
        (found) => found.length > 0,
      ),
    ).to.have.length(1);
  });

  it('do not reach those who begin to listen afterwards', async () => {
    const before = await start(server.api, 'Listener');
    await server.api.post('/v2/signals/broadcast', { signalName: 'Alarm' });
    const after = await start(server.api, 'Listener');
    await eventually(
      () => openTasks(server.api, before),
      (open) => 'Task_Alarm' in open,
    );
    await quiet(server.api);
    expect(await openTasks(server.api, after)).to.deep.equal({});
  });

  it('that a process throws reach the others', async () => {
    const listener = await start(server.api, 'Listener');
    await start(server.api, 'Alarmist');
    await eventually(
      () => openTasks(server.api, listener),
      (open) => 'Task_Alarm' in open,
    );
  });
});
