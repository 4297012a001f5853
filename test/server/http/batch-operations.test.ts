import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { eventually, givenServer, type Api, type TestServer } from '../given-server.js';
import { deploy, deployAssessment, faults, openTasks, quiet, serviceTask, start } from '../models.js';

const MANY = 120;

interface Progress {
  readonly state: string;
  readonly operationsTotalCount: number;
  readonly operationsCompletedCount: number;
  readonly operationsFailedCount: number;
  readonly errors: readonly unknown[];
}

const create = (api: Api, body: object, headers = {}) => api.post('/v2/batch-operations', body, headers);
const progress = async (api: Api, key: string): Promise<Progress> =>
  (await api.get(`/v2/batch-operations/${key}`)).body;
const ended = (api: Api, key: string): Promise<Progress> =>
  eventually(
    () => progress(api, key),
    ({ state }) => state === 'COMPLETED',
    20_000,
  );
const items = async (api: Api, filter: object): Promise<readonly { itemKey: string; state: string }[]> =>
  (await api.post('/v2/batch-operation-items/search', { filter, page: { limit: 1000 } })).body.items;
const inState = async (api: Api, processDefinitionId: string, state: string): Promise<number> =>
  (
    await api.post('/v2/process-instances/search', {
      filter: { processDefinitionId, state },
      page: { limit: 1000 },
    })
  ).body.items.length;
const many = (api: Api, processId: string, count = MANY, more: object = {}): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: count }, () => start(api, processId, more)));

describe('Cancelling many instances at once', function () {
  this.timeout(60_000);
  let server: TestServer;
  const cancel = (more: object) => ({
    batchOperationType: 'CANCEL_PROCESS_INSTANCE',
    reason: 'Faulty import',
    ...more,
  });

  beforeEach(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    await deploy(server.api, faults);
  });
  afterEach(() => server.stop());

  it('cancels those that the filter found when it was ordered, each once, and no others', async () => {
    const found = await many(server.api, 'Assessment', 30, { businessKey: 'import-1' });
    const other = await start(server.api, 'Assessment', { businessKey: 'import-2' });
    const { status, body } = await create(server.api, cancel({ filter: { businessKey: 'import-1' } }));
    const later = await start(server.api, 'Assessment', { businessKey: 'import-1' });
    expect([status, body.batchOperationType]).to.deep.equal([202, 'CANCEL_PROCESS_INSTANCE']);
    const done = await ended(server.api, body.batchOperationKey);
    expect([done.operationsTotalCount, done.operationsCompletedCount, done.operationsFailedCount]).to.deep.equal([
      30, 30, 0,
    ]);
    for (const key of [other, later])
      expect((await server.api.get(`/v2/process-instances/${key}`)).body.state).to.equal('ACTIVE');
    const { body: cancelled } = await server.api.get(`/v2/process-instances/${found[0]}`);
    expect(cancelled).to.deep.include({ state: 'TERMINATED', cancellationReason: 'Faulty import' });
    const shown = await items(server.api, { batchOperationKey: body.batchOperationKey });
    expect(shown.map(({ itemKey }) => itemKey).sort()).to.deep.equal([...found].sort());
    expect(server.lines.join('\n')).not.to.contain('Faulty import');
  });

  it('says which it could not cancel, and why', async () => {
    const [a, b] = await many(server.api, 'Assessment', 2);
    await server.api.post(`/v2/process-instances/${a}/cancellation`, { reason: 'before' });
    const { body } = await create(server.api, cancel({ processInstanceKeys: [a, b, b, '999999'] }));
    const done = await ended(server.api, body.batchOperationKey);
    expect(done).to.deep.include({
      operationsTotalCount: 3,
      operationsCompletedCount: 1,
      operationsFailedCount: 2,
      errors: [
        { type: 'INSTANCE_ENDED', count: 1 },
        { type: 'INSTANCE_NOT_FOUND', count: 1 },
      ],
    });
    const failed = await items(server.api, { batchOperationKey: body.batchOperationKey, state: 'FAILED' });
    expect(failed.map(({ itemKey }) => itemKey)).to.deep.equal([a, '999999']);
  });

  it('goes on after a restart in the middle, each item once', async () => {
    const db = new Database(join(server.data, 'samlop.db'));
    db.exec(`CREATE TRIGGER pause AFTER UPDATE OF done ON batch_operation WHEN NEW.done = 40
             BEGIN UPDATE batch_operation SET state = 'SUSPENDED' WHERE batch_key = NEW.batch_key; END`);
    await many(server.api, 'Assessment');
    const { body } = await create(server.api, cancel({ filter: { processDefinitionId: 'Assessment' } }));
    const key: string = body.batchOperationKey;
    await eventually(
      () => progress(server.api, key),
      ({ state }) => state === 'SUSPENDED',
      20_000,
    );
    db.exec('DROP TRIGGER pause');
    db.close();
    await server.restart();
    expect((await progress(server.api, key)).operationsCompletedCount).to.equal(40);
    expect(await inState(server.api, 'Assessment', 'TERMINATED')).to.equal(40);
    await server.api.post(`/v2/batch-operations/${key}/resumption`);
    await server.restart();
    const done = await ended(server.api, key);
    expect([done.operationsCompletedCount, done.operationsFailedCount]).to.deep.equal([MANY, 0]);
    expect(await inState(server.api, 'Assessment', 'TERMINATED')).to.equal(MANY);
  });

  it('does nothing more once it is stopped', async () => {
    await many(server.api, 'Assessment');
    const { body } = await create(server.api, cancel({ filter: { processDefinitionId: 'Assessment' } }));
    const key: string = body.batchOperationKey;
    expect((await server.api.post(`/v2/batch-operations/${key}/cancellation`)).status).to.equal(204);
    const stopped = await progress(server.api, key);
    expect(stopped.state).to.equal('CANCELED');
    await quiet(server.api);
    expect(await progress(server.api, key)).to.deep.equal(stopped);
    expect(await inState(server.api, 'Assessment', 'TERMINATED')).to.equal(stopped.operationsCompletedCount);
    const left = await items(server.api, { batchOperationKey: key, state: 'CANCELED' });
    expect(left).to.have.length(MANY - stopped.operationsCompletedCount);
    const again = await server.api.post(`/v2/batch-operations/${key}/cancellation`);
    expect([again.status, again.body.code, again.body.current]).to.deep.equal([
      409,
      'BATCH_STATE_NOT_ALLOWED',
      { state: 'CANCELED' },
    ]);
  });

  it('rests and goes on when an operator says so', async () => {
    await many(server.api, 'Assessment');
    const { body } = await create(server.api, cancel({ filter: { processDefinitionId: 'Assessment' } }));
    const key: string = body.batchOperationKey;
    expect((await server.api.post(`/v2/batch-operations/${key}/suspension`)).status).to.equal(204);
    const resting = await progress(server.api, key);
    await quiet(server.api);
    expect(await progress(server.api, key)).to.deep.equal(resting);
    expect((await server.api.post(`/v2/batch-operations/${key}/resumption`)).status).to.equal(204);
    expect((await ended(server.api, key)).operationsCompletedCount).to.equal(MANY);
  });

  it('is ordered once under one idempotency key', async () => {
    await many(server.api, 'Assessment', 3);
    const order = cancel({ filter: { processDefinitionId: 'Assessment' } });
    const first = await create(server.api, order, { 'Idempotency-Key': 'order-1' });
    const again = await create(server.api, order, { 'Idempotency-Key': 'order-1' });
    expect(again.body).to.deep.equal(first.body);
    const { body } = await server.api.post('/v2/batch-operations/search');
    expect(body.items).to.have.length(1);
  });

  it('is refused without a reason, and for a selection that says nothing, too much, or what does not fit', async () => {
    const code = async (body: object): Promise<unknown> => (await create(server.api, body)).body.code;
    const type = { batchOperationType: 'CANCEL_PROCESS_INSTANCE' };
    expect(await code({ ...type, filter: { businessKey: 'x' } })).to.equal('REASON_MISSING');
    for (const more of [
      {},
      { filter: {} },
      { filter: { errorType: 'JOB_FAILED' } },
      { incidentKeys: ['1:2'] },
      { filter: { businessKey: 'x' }, processInstanceKeys: ['1'] },
    ])
      expect(await code(cancel(more)), JSON.stringify(more)).to.equal('BATCH_SELECTION_NOT_VALID');
    expect((await server.api.get('/v2/batch-operations/77')).body.code).to.equal('BATCH_NOT_FOUND');
  });
});

describe('Trying many incidents again', function () {
  this.timeout(60_000);
  let server: TestServer;

  before(async () => {
    server = await givenServer();
    await deploy(server.api, faults);
  });
  after(() => server.stop());

  it('tries each once: those that can go on do, those that cannot have one new incident', async () => {
    const instances = await many(server.api, 'Faults', 12);
    for (const instance of instances) {
      const { Task_Try: task } = await openTasks(server.api, instance);
      await server.api.post(`/v2/user-tasks/${task}/completion`);
    }
    for (const mended of instances.slice(0, 4))
      await server.api.put(`/v2/process-instances/${mended}/variables`, { variables: { yes: true } });
    const { body } = await create(server.api, {
      batchOperationType: 'RESOLVE_INCIDENT',
      filter: { processDefinitionId: 'Faults', errorType: 'CONDITION_NOT_BOOLEAN' },
    });
    await server.restart();
    const done = await ended(server.api, body.batchOperationKey);
    expect([done.operationsTotalCount, done.operationsCompletedCount]).to.deep.equal([12, 12]);
    const incidents = async (processInstanceKey: string) =>
      (await server.api.post('/v2/incidents/search', { filter: { processInstanceKey } })).body.items.map(
        (one: { state: string; resolution?: string }) => [one.state, one.resolution],
      );
    for (const [at, instance] of instances.entries()) {
      const seen = at < 4 ? [] : [['ACTIVE', undefined]];
      expect(await incidents(instance)).to.deep.equal([['RESOLVED', 'retry'], ...seen]);
    }
    expect(Object.keys(await openTasks(server.api, instances[0]))).to.deep.equal(['Task_Yes']);
  });
});

describe('Suspending and resuming many instances at once', function () {
  this.timeout(60_000);
  let server: TestServer;
  const suspend = (more: object) => ({
    batchOperationType: 'SUSPEND_PROCESS_INSTANCE',
    reason: 'Faulty form',
    ...more,
  });
  const resume = (more: object) => ({ batchOperationType: 'RESUME_PROCESS_INSTANCE', ...more });
  const carriedOut = async (order: object): Promise<Progress> => {
    const { status, body } = await create(server.api, order);
    expect(status).to.equal(202);
    return ended(server.api, body.batchOperationKey);
  };
  const counts = ({ operationsTotalCount, operationsCompletedCount, errors }: Progress) => [
    operationsTotalCount,
    operationsCompletedCount,
    errors,
  ];

  beforeEach(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
  });
  afterEach(() => server.stop());

  it('puts on hold those that run, with the reason in the history of each, and brings them back', async () => {
    const instances = await many(server.api, 'Assessment', 30);
    await server.api.post(`/v2/process-instances/${instances[0]}/suspension`, { reason: 'before' });
    const filter = { processDefinitionId: 'Assessment' };

    expect(counts(await carriedOut(suspend({ filter })))).to.deep.equal([29, 29, []]);

    expect(await inState(server.api, 'Assessment', 'SUSPENDED')).to.equal(30);
    const { items: history } = (await server.api.get(`/v2/process-instances/${instances[1]}/history`)).body;
    expect(history.at(-1)).to.deep.include({ type: 'InstanceSuspended', reason: 'Faulty form', by: 'ward-nurse' });
    const running = await start(server.api, 'Assessment');
    expect(counts(await carriedOut(resume({ filter })))).to.deep.equal([30, 30, []]);
    expect(await inState(server.api, 'Assessment', 'ACTIVE')).to.equal(31);
    expect((await server.api.get(`/v2/process-instances/${running}`)).body.revision).to.equal(1);
    expect(server.lines.join('\n')).not.to.contain('Faulty form');
  });

  it('says which were on hold already, were not, or have ended', async () => {
    const [held, running, over] = await many(server.api, 'Assessment', 3);
    await server.api.post(`/v2/process-instances/${held}/suspension`, { reason: 'before' });
    await server.api.post(`/v2/process-instances/${over}/cancellation`, { reason: 'before' });

    expect(counts(await carriedOut(suspend({ processInstanceKeys: [held, running, over] })))).to.deep.equal([
      3,
      1,
      [
        { type: 'INSTANCE_ENDED', count: 1 },
        { type: 'INSTANCE_SUSPENDED', count: 1 },
      ],
    ]);
    await server.api.post(`/v2/process-instances/${held}/resumption`);
    expect(counts(await carriedOut(resume({ processInstanceKeys: [held, running, over] })))).to.deep.equal([
      3,
      1,
      [
        { type: 'INSTANCE_ENDED', count: 1 },
        { type: 'INSTANCE_NOT_SUSPENDED', count: 1 },
      ],
    ]);
  });

  it('goes on after a restart in the middle, each item once', async () => {
    await many(server.api, 'Assessment');
    const db = new Database(join(server.data, 'samlop.db'));
    db.exec(`CREATE TRIGGER pause AFTER UPDATE OF done ON batch_operation WHEN NEW.done = 40
             BEGIN UPDATE batch_operation SET state = 'SUSPENDED' WHERE batch_key = NEW.batch_key; END`);
    const { body } = await create(server.api, suspend({ filter: { processDefinitionId: 'Assessment' } }));
    const key: string = body.batchOperationKey;
    await eventually(
      () => progress(server.api, key),
      ({ state }) => state === 'SUSPENDED',
      20_000,
    );
    db.exec('DROP TRIGGER pause');
    db.close();
    await server.restart();
    expect(await inState(server.api, 'Assessment', 'SUSPENDED')).to.equal(40);
    await server.api.post(`/v2/batch-operations/${key}/resumption`);
    await server.restart();
    expect(counts(await ended(server.api, key))).to.deep.equal([MANY, MANY, []]);
    expect(await inState(server.api, 'Assessment', 'SUSPENDED')).to.equal(MANY);
  });

  it('gives the jobs of what is resumed to a worker that waits for them', async () => {
    await deploy(server.api, serviceTask);
    const instance = await start(server.api, 'Service');
    await carriedOut(suspend({ processInstanceKeys: [instance] }));
    const activation = { type: 'fetch-measure', worker: 'w', timeout: 60_000 };
    expect((await server.api.post('/v2/jobs/activation', activation)).body.jobs).to.deep.equal([]);
    const waits = server.api.post('/v2/jobs/activation', { ...activation, requestTimeout: 20_000 });
    await carriedOut(resume({ processInstanceKeys: [instance] }));
    expect((await waits).body.jobs).to.have.length(1);
  });

  it('needs a reason to suspend, none to resume, and instances to be about', async () => {
    const code = async (body: object): Promise<unknown> => (await create(server.api, body)).body.code;
    const filter = { businessKey: 'x' };
    expect(await code(suspend({ filter, reason: undefined }))).to.equal('REASON_MISSING');
    expect(await code(suspend({ filter, reason: ' ' }))).to.equal('BODY_NOT_VALID');
    expect((await create(server.api, resume({ filter }))).status).to.equal(202);
    for (const order of [suspend({ incidentKeys: ['1:2'] }), resume({ filter: { errorType: 'JOB_FAILED' } })])
      expect(await code(order)).to.equal('BATCH_SELECTION_NOT_VALID');
  });
});
