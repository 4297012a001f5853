import { expect } from 'chai';

import { eventually, givenServer, testClock, testTime, type TestServer } from '../given-server.js';
import { admission, admissionForms, deploy, quiet, sendsAdmission, start, stay } from '../models.js';
import { tracesIn } from '../traces.js';

const DAY = 24 * 3_600_000;
const retention = { archiveAfter: 30 * DAY, purgeAfter: 365 * DAY };
const AGE = 396;
const MARKER = 'patient-Solveig-4711';

/** Requests that leave something behind which belongs to no instance. */
function leaving(server: () => TestServer) {
  const keysOf = async (path: string, key: string, filter: object): Promise<string[]> =>
    (await server().api.post(path, { filter })).body.items.map((one: Record<string, string>) => one[key]);
  const one = {
    messages: (state: string) => keysOf('/v2/messages/search', 'messageKey', { state }),
    deliveries: (state: string) => keysOf('/v2/signal-deliveries/search', 'signalDeliveryKey', { state }),
    operations: () => keysOf('/v2/batch-operations/search', 'batchOperationKey', {}),
    admitted: (correlationKey = 'patient-1') =>
      server().api.post('/v2/messages/publication', { name: 'Admitted', correlationKey, variables: { note: MARKER } }),
    recalled: () =>
      server().api.post('/v2/signals/broadcast', {
        signalName: 'Recall',
        variables: { patientKey: 'patient-1', note: MARKER },
      }),
    discard: (path: string) =>
      server().api.post(`${path}/resolution`, { action: 'discard', reason: `About ${MARKER}` }),
  };
  return {
    ...one,
    async refusedMessages(count: number): Promise<readonly string[]> {
      for (let i = 0; i < count; i++) await one.admitted();
      return eventually(
        () => keysOf('/v2/messages/search', 'messageKey', { state: 'REFUSED', name: 'Admitted' }),
        (found) => found.length === count,
      );
    },
    async refusedDeliveries(count: number): Promise<readonly string[]> {
      for (let i = 0; i < count; i++) await one.recalled();
      return eventually(
        () => one.deliveries('REFUSED'),
        (found) => found.length === count,
      );
    },
  };
}

describe('What is kept beside instances', function () {
  this.timeout(60_000);
  let server: TestServer;
  let clock: ReturnType<typeof testClock>;
  let running: string;
  const left = leaving(() => server);

  beforeEach(async () => {
    clock = testClock();
    server = await givenServer({ clock, retention });
    await deploy(server.api, stay('pathway:businessKey="patientKey"'));
    running = await start(server.api, 'Stay', { businessKey: 'patient-1', variables: { patientKey: 'patient-1' } });
  });
  afterEach(() => server.stop());

  /** Lets time pass and the work loop look. */
  const pass = async (days: number): Promise<void> => {
    clock.advance(days * DAY);
    await server.restart();
    await quiet(server.api);
  };

  it('a refused message stays as long as an instance that ended then, and goes with what it says', async () => {
    await left.refusedMessages(1);
    await pass(AGE - 2);
    expect(await left.messages('REFUSED')).to.have.length(1);
    await pass(2);
    expect(
      await eventually(
        () => left.messages('REFUSED'),
        (found) => found.length === 0,
      ),
    ).to.deep.equal([]);
    expect(tracesIn(server.data, { marker: MARKER })).to.deep.equal({});
    expect((await server.api.get(`/v2/process-instances/${running}`)).body.state).to.equal('ACTIVE');
  });

  it('a refused message stays while an instance of the patient is under a legal hold', async () => {
    await left.refusedMessages(1);
    const hold = `/v2/process-instances/${running}/legal-hold`;
    await server.api.put(hold, { reason: 'Complaint 17' });
    await pass(3 * AGE);
    expect(await left.messages('REFUSED')).to.have.length(1);
    await server.api.delete(hold);
    await pass(1);
    await eventually(
      () => left.messages('REFUSED'),
      (found) => found.length === 0,
    );
  });

  it('a refused signal goes the same way', async () => {
    await left.refusedDeliveries(2);
    expect(tracesIn(server.data, { marker: MARKER })).to.include.keys('signal');
    await pass(AGE - 2);
    expect(await left.deliveries('REFUSED')).to.have.length(2);
    await pass(2);
    await eventually(
      () => left.deliveries('REFUSED'),
      (found) => found.length === 0,
    );
    expect(tracesIn(server.data, { marker: MARKER })).to.deep.equal({});
  });

  it('what was thrown away goes too, with the reason', async () => {
    const [message] = await left.refusedMessages(1);
    const [delivery] = await left.refusedDeliveries(1);
    expect((await left.discard(`/v2/messages/${message}`)).status).to.equal(204);
    expect((await left.discard(`/v2/signal-deliveries/${delivery}`)).status).to.equal(204);
    await pass(AGE - 2);
    expect([...(await left.messages('DISCARDED')), ...(await left.deliveries('DISCARDED'))]).to.have.length(2);
    await pass(2);
    await eventually(
      async () => [...(await left.messages('DISCARDED')), ...(await left.deliveries('DISCARDED'))],
      (found) => found.length === 0,
    );
    expect(tracesIn(server.data, { marker: MARKER })).to.deep.equal({});
  });

  it('a batch operation goes with its items when it has ended', async () => {
    const { batchOperationKey } = (
      await server.api.post('/v2/batch-operations', {
        batchOperationType: 'CANCEL_PROCESS_INSTANCE',
        processInstanceKeys: [running],
        reason: `Import of ${MARKER}`,
      })
    ).body;
    const get = () => server.api.get(`/v2/batch-operations/${batchOperationKey}`);
    await eventually(get, ({ body }) => body.state === 'COMPLETED');
    await pass(AGE - 2);
    expect((await get()).status).to.equal(200);
    await pass(2);
    await eventually(get, ({ status }) => status === 404);
    expect(await left.operations()).to.deep.equal([]);
  });

  it('after their time no table holds a value of a patient, but the audit and the feed, which hold none', async () => {
    await deploy(server.api, admission, { forms: admissionForms });
    await deploy(server.api, sendsAdmission);
    await start(server.api, 'SendsAdmission', { businessKey: MARKER, variables: { admittedAt: MARKER } });
    await left.refusedMessages(3);
    const [first] = await left.refusedDeliveries(2);
    const [message] = await left.messages('REFUSED');
    await left.discard(`/v2/messages/${message}`);
    await left.discard(`/v2/signal-deliveries/${first}`);
    await server.api.post('/v2/batch-operations', {
      batchOperationType: 'CANCEL_PROCESS_INSTANCE',
      filter: { processDefinitionId: 'Stay' },
      reason: `Import of ${MARKER}`,
    });
    await quiet(server.api);
    expect(Object.keys(tracesIn(server.data, { marker: MARKER }))).to.include.members([
      'refused_message',
      'signal',
      'discarded_delivery',
      'batch_operation',
      'instance',
      'history_value',
    ]);
    await pass(31);
    await eventually(
      async () =>
        (await server.api.post('/v2/process-instances/search', { filter: { archived: true } })).body.items.length,
      (archived) => archived >= 2,
    );
    await pass(AGE);
    const traces = await eventually(
      async () => tracesIn(server.data, { marker: MARKER }),
      (found) => Object.keys(found).length === 0,
      20_000,
    );
    expect(traces).to.deep.equal({});
    expect(tracesIn(server.data, { marker: 'BroadcastSignal' }), 'the audit stays').to.deep.equal({ audit: 2 });
  });
});

describe('What is kept beside instances, while the clock is in doubt', () => {
  it('is not removed until somebody confirms it', async () => {
    const time = testTime();
    const server = await givenServer({ time, retention: { archiveAfter: DAY, purgeAfter: 8 * DAY } });
    const left = leaving(() => server);
    try {
      await deploy(server.api, stay());
      await start(server.api, 'Stay', { businessKey: 'patient-1' });
      await left.refusedMessages(1);
      time.pass(10 * DAY); // old enough
      time.jump(2 * 3_600_000);
      expect((await server.api.get('/v2/clock')).body.trusted).to.equal(false);
      await server.restart();
      await quiet(server.api);
      expect(await left.messages('REFUSED')).to.have.length(1);
      await server.api.post('/v2/clock/confirmation');
      await eventually(
        () => left.messages('REFUSED'),
        (found) => found.length === 0,
      );
    } finally {
      await server.stop();
    }
  });
});
