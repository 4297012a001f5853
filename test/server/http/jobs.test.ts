import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { defaultBackOff } from '../../../server/application/jobs/back-off.js';
import { apiAt, givenServer, testClock, type Api, type TestServer } from '../given-server.js';
import { deploy, openTasks, serviceTask, start } from '../models.js';

const MINUTE = 60_000;

describe('Jobs over HTTP', () => {
  let server: TestServer;
  let worker: Api;
  const clock = testClock();

  before(async () => {
    server = await givenServer({ clock });
    await deploy(server.api, serviceTask);
  });
  after(() => server.stop());
  beforeEach(() => {
    worker = apiAt(server.url, 'job-worker');
  });

  const fetchJobs = async (more: object = {}) =>
    (
      await worker.post('/v2/jobs/activation', {
        type: 'fetch-measure',
        worker: 'w1',
        timeout: MINUTE,
        maxJobsToActivate: 10,
        ...more,
      })
    ).body.jobs;
  const stateOf = async (instance: string) => (await server.api.get(`/v2/process-instances/${instance}`)).body;

  it('leave in the audit who was handed which, when; by ids, and nothing where nothing was handed out', async () => {
    const audit = (): unknown[] => {
      const db = new Database(join(server.data, 'samlop.db'), { readonly: true });
      const rows = db
        .prepare("SELECT * FROM audit WHERE action IN ('ActivateJob', 'UpdateJob') ORDER BY audit_key")
        .all();
      db.close();
      return rows;
    };
    const before = audit().length;
    await start(server.api, 'Service', { businessKey: 'patient-9', variables: { measure: 7 } });
    await start(server.api, 'Service');
    const jobs = await fetchJobs();
    await fetchJobs();
    const [{ jobKey, lockToken }] = jobs;
    const patch = (token: string) =>
      worker.patch(`/v2/jobs/${jobKey}`, { lockToken: token, changeset: { timeout: 2 * MINUTE } });
    expect([(await patch('none')).status, (await patch(lockToken)).status]).to.deep.equal([409, 204]);
    const row = (action: string, key: string) => {
      const [instance, part] = key.split(':').map(Number);
      const none = { sequence: null, digest: null };
      return { region: 1, at: clock.now(), by: 'job-worker', action, instance_key: instance, part, ...none };
    };
    const seen = audit().slice(before) as { audit_key: number }[];
    expect(seen.map(({ audit_key: _key, ...rest }) => rest)).to.deep.equal([
      row('ActivateJob', jobs[0].jobKey),
      row('ActivateJob', jobs[1].jobKey),
      row('UpdateJob', jobKey),
    ]);
    await Promise.all(
      jobs.map((job: { jobKey: string; lockToken: string }) =>
        worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken }),
      ),
    );
  });

  it('are fetched with what they need, locked, and completed with a result', async () => {
    const instance = await start(server.api, 'Service', { businessKey: 'patient-1', variables: { measure: 7 } });
    const [job] = await fetchJobs();
    expect(job).to.deep.include({
      type: 'fetch-measure',
      retries: 2,
      elementId: 'Job',
      processInstanceKey: instance,
      businessKey: 'patient-1',
    });
    expect(job.variables.measure).to.equal(7);
    expect(await fetchJobs(), 'a second worker gets nothing').to.deep.equal([]);
    expect(
      (
        await worker.post(`/v2/jobs/${job.jobKey}/completion`, {
          lockToken: job.lockToken,
          variables: { result: 'ok' },
        })
      ).status,
    ).to.equal(204);
    expect((await stateOf(instance)).state).to.equal('COMPLETED');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.result).to.equal('ok');
  });

  it('go to another worker when the lock runs out; the late answer is refused by its token', async () => {
    const instance = await start(server.api, 'Service');
    const [late] = await fetchJobs();
    clock.advance(MINUTE);
    const refused = await worker.post(`/v2/jobs/${late.jobKey}/completion`, { lockToken: late.lockToken });
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'JOB_LOCK_LOST']);
    const [second] = await fetchJobs();
    expect(second.jobKey).to.equal(late.jobKey);
    expect(second.lockToken).not.to.equal(late.lockToken);
    expect((await worker.post(`/v2/jobs/${late.jobKey}/completion`, { lockToken: late.lockToken })).status).to.equal(
      409,
    );
    expect(
      (await worker.post(`/v2/jobs/${second.jobKey}/completion`, { lockToken: second.lockToken })).status,
    ).to.equal(204);
    expect((await stateOf(instance)).state).to.equal('COMPLETED');
  });

  it('are tried again after a failure, with a pause, until no attempt is left: then an operator has to look', async () => {
    const instance = await start(server.api, 'Service');
    const [first] = await fetchJobs();
    await worker.post(`/v2/jobs/${first.jobKey}/failure`, {
      lockToken: first.lockToken,
      retries: 1,
      retryBackOff: MINUTE,
    });
    expect(await fetchJobs()).to.deep.equal([]);
    clock.advance(MINUTE);
    const [second] = await fetchJobs();
    expect(second.retries).to.equal(1);
    await worker.post(`/v2/jobs/${second.jobKey}/failure`, { lockToken: second.lockToken, retries: 0 });
    expect(await fetchJobs()).to.deep.equal([]);
    const { items } = (await server.api.post('/v2/incidents/search', { filter: { processInstanceKey: instance } }))
      .body;
    expect(items[0]).to.deep.include({ errorType: 'JOB_FAILED', elementId: 'Job', state: 'ACTIVE' });
    expect(
      (await server.api.post(`/v2/incidents/${items[0].incidentKey}/resolution`, { action: 'retry', retries: 3 }))
        .status,
    ).to.equal(204);
    const [third] = await fetchJobs();
    expect(third.retries).to.equal(3);
    expect((await worker.post(`/v2/jobs/${third.jobKey}/completion`, { lockToken: third.lockToken })).status).to.equal(
      204,
    );
  });

  it('end by an error that the model catches', async () => {
    const instance = await start(server.api, 'Service');
    const [job] = await fetchJobs();
    expect(
      (await worker.post(`/v2/jobs/${job.jobKey}/error`, { lockToken: job.lockToken, errorCode: 'NO_DEVICE' })).status,
    ).to.equal(204);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Manual']);
  });

  it('are gone when their instance is cancelled', async () => {
    const instance = await start(server.api, 'Service');
    const [job] = await fetchJobs();
    await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'error' });
    const { status, body } = await worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect([status, body.code, body.current.state]).to.deep.equal([409, 'JOB_CANCELLED', 'CANCELED']);
    expect((await worker.get(`/v2/jobs/${job.jobKey}`)).status).to.equal(404);
    expect(await fetchJobs()).to.deep.equal([]);
  });

  it('are completed once: who comes second is told who came first', async () => {
    await start(server.api, 'Service');
    const [job] = await fetchJobs();
    const complete = () => worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    const answers = await Promise.all(Array.from({ length: 8 }, complete));
    expect(answers.filter(({ status }) => status === 204)).to.have.length(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 204)) {
      expect([status, body.code]).to.deep.equal([409, 'JOB_ALREADY_COMPLETED']);
      expect(body.current).to.include({ state: 'COMPLETED', completedBy: 'job-worker' });
    }
    const failure = await worker.post(`/v2/jobs/${job.jobKey}/failure`, { lockToken: job.lockToken, retries: 1 });
    expect([failure.status, failure.body.code]).to.deep.equal([409, 'JOB_ALREADY_COMPLETED']);
    expect((await worker.post('/v2/jobs/999999:7/completion', { lockToken: 'x' })).body.code).to.equal('JOB_NOT_FOUND');
  });

  it('are refused an answer after the lock has ended, even when nobody else has fetched them', async () => {
    await start(server.api, 'Service');
    const [job] = await fetchJobs();
    clock.advance(MINUTE);
    const { lockToken } = job;
    for (const [how, answer] of [
      ['completion', {}],
      ['failure', { retries: 1 }],
      ['error', { errorCode: 'NO_DEVICE' }],
    ] as const) {
      const { status, body } = await worker.post(`/v2/jobs/${job.jobKey}/${how}`, { lockToken, ...answer });
      expect([status, body.code], how).to.deep.equal([409, 'JOB_LOCK_LOST']);
    }
    const extension = await worker.patch(`/v2/jobs/${job.jobKey}`, { lockToken, changeset: { timeout: MINUTE } });
    expect([extension.status, extension.body.code]).to.deep.equal([409, 'JOB_LOCK_LOST']);
    const [again] = await fetchJobs();
    await worker.post(`/v2/jobs/${again.jobKey}/completion`, { lockToken: again.lockToken });
  });

  it('are held for as long as their worker says that it needs them', async () => {
    const instance = await start(server.api, 'Service');
    const { revision } = await stateOf(instance);
    const [job] = await fetchJobs();
    const { lockToken } = job;
    clock.advance(MINUTE - 1);
    const extend = (changeset: object) => worker.patch(`/v2/jobs/${job.jobKey}`, { lockToken, changeset });
    expect((await extend({ timeout: 3 * MINUTE })).status).to.equal(204);
    clock.advance(2 * MINUTE);
    expect(await fetchJobs()).to.deep.equal([]);
    expect((await extend({ retries: 7 })).status).to.equal(204);
    expect((await worker.get(`/v2/jobs/${job.jobKey}`)).body).to.include({ state: 'ACTIVATED', retries: 7 });
    expect((await stateOf(instance)).revision, 'the instance itself has not changed').to.equal(revision);
    expect((await extend({})).status).to.equal(400);
    expect((await worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken })).status).to.equal(204);
    expect((await extend({ timeout: 1 })).body.code).to.equal('JOB_ALREADY_COMPLETED');
  });

  it('are handed back by a worker that cannot go on, and a repeat of that is no second time', async () => {
    await start(server.api, 'Service');
    const [job] = await fetchJobs();
    const handBack = () =>
      worker.patch(
        `/v2/jobs/${job.jobKey}`,
        { lockToken: job.lockToken, changeset: { timeout: 0 } },
        { 'Idempotency-Key': `back-${job.lockToken}` },
      );
    expect([(await handBack()).status, (await handBack()).status]).to.deep.equal([204, 204]);
    const [again] = await fetchJobs();
    expect([again.jobKey, again.retries]).to.deep.equal([job.jobKey, 2]);
    const late = await worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect(late.body.code).to.equal('JOB_LOCK_LOST');
    await worker.post(`/v2/jobs/${again.jobKey}/completion`, { lockToken: again.lockToken });
  });

  it('pause ever longer after each failure, at most an hour, where the worker does not say how long', async () => {
    await start(server.api, 'Service');
    for (const pause of [5000, 10_000, 20_000]) {
      const [job] = await fetchJobs();
      await worker.post(`/v2/jobs/${job.jobKey}/failure`, { lockToken: job.lockToken, retries: 9 });
      const { body } = await worker.get(`/v2/jobs/${job.jobKey}`);
      expect(Date.parse(body.availableDate) - clock.now()).to.equal(pause);
      expect(body).to.include({ state: 'BACKING_OFF', retries: 9 });
      clock.advance(pause - 1);
      expect(await fetchJobs()).to.deep.equal([]);
      clock.advance(1);
    }
    const [job] = await fetchJobs();
    await worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect(Array.from({ length: 40 }, (_, failures) => defaultBackOff(failures)).at(-1)).to.equal(60 * MINUTE);
  });

  it('keep what the worker said of a failure with the job and its incident, and out of the log and the events', async () => {
    const instance = await start(server.api, 'Service');
    const reason = 'Kari Testesen has no device';
    const [first] = await fetchJobs();
    await worker.post(`/v2/jobs/${first.jobKey}/failure`, {
      lockToken: first.lockToken,
      retries: 1,
      retryBackOff: 0,
      reason: `first: ${reason}`,
    });
    expect((await worker.get(`/v2/jobs/${first.jobKey}`)).body).to.deep.include({
      errorMessage: `first: ${reason}`,
      failures: 1,
      failureDate: new Date(clock.now()).toISOString(),
    });
    const [second] = await fetchJobs();
    await worker.post(`/v2/jobs/${second.jobKey}/failure`, { lockToken: second.lockToken, retries: 0, reason });
    expect((await worker.get(`/v2/jobs/${first.jobKey}`)).body).to.deep.include({
      state: 'FAILED',
      failures: 2,
      errorMessage: reason,
    });
    const incidents = { filter: { processInstanceKey: instance } };
    const [incident] = (await server.api.post('/v2/incidents/search', incidents)).body.items;
    expect(incident).to.include({ errorType: 'JOB_FAILED', errorMessage: reason });
    expect(server.lines.join('\n')).not.to.contain('Testesen');
    const db = new Database(join(server.data, 'samlop.db'), { readonly: true });
    const bodies = db.prepare('SELECT events FROM history WHERE instance_key = ?').pluck().all(instance) as string[];
    db.close();
    expect(bodies.length).to.be.greaterThan(0);
    expect(bodies.join('\n')).not.to.contain('Testesen');

    await server.api.post(`/v2/incidents/${incident.incidentKey}/resolution`, { action: 'retry', retries: 2 });
    const [third] = await fetchJobs();
    expect((await worker.get(`/v2/jobs/${third.jobKey}`)).body).to.include({ failures: 0, errorMessage: reason });
    await worker.post(`/v2/jobs/${third.jobKey}/completion`, { lockToken: third.lockToken });
    const [resolved] = (await server.api.post('/v2/incidents/search', incidents)).body.items;
    expect(resolved, 'stays with the incident').to.include({ state: 'RESOLVED', errorMessage: reason });
  });

  it('are not handed out after an error that nobody catches until an operator has looked', async () => {
    const instance = await start(server.api, 'Service');
    const [job] = await fetchJobs();
    const { lockToken } = job;
    expect((await worker.post(`/v2/jobs/${job.jobKey}/error`, { lockToken, errorCode: 'UNHEARD_OF' })).status).to.equal(
      204,
    );
    clock.advance(10 * MINUTE);
    expect(await fetchJobs()).to.deep.equal([]);
    expect((await worker.get(`/v2/jobs/${job.jobKey}`)).body.state).to.equal('FAILED');
    const [incident] = (await server.api.post('/v2/incidents/search', { filter: { processInstanceKey: instance } }))
      .body.items;
    await server.api.post(`/v2/incidents/${incident.incidentKey}/resolution`, { action: 'retry' });
    const [again] = await fetchJobs();
    expect(again.jobKey).to.equal(job.jobKey);
    await worker.post(`/v2/jobs/${again.jobKey}/completion`, { lockToken: again.lockToken });
  });

  it('give the variables that the worker names, where it names some', async () => {
    await start(server.api, 'Service', { variables: { measure: 7 } });
    const [job] = await fetchJobs({ fetchVariables: ['measure', 'unheardOf'] });
    expect(job.variables).to.deep.equal({ measure: 7 });
    await worker.patch(`/v2/jobs/${job.jobKey}`, { lockToken: job.lockToken, changeset: { timeout: 0 } });
    const [again] = await fetchJobs({ fetchVariables: [] });
    expect(again.variables).to.deep.equal({});
    await worker.post(`/v2/jobs/${again.jobKey}/completion`, { lockToken: again.lockToken });
  });

  it('are handed out in the order in which they became available', async () => {
    const started: string[] = [];
    for (let i = 0; i < 5; i++) {
      started.push(await start(server.api, 'Service'));
      clock.advance(1);
    }
    const order: string[] = [];
    for (let i = 0; i < 5; i++) {
      const [job] = await fetchJobs({ maxJobsToActivate: 1 });
      order.push(job.processInstanceKey);
      await worker.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    }
    expect(order).to.deep.equal(started);
  });

  it('are handed out under the same token when the request is repeated under its idempotency key', async () => {
    await start(server.api, 'Service');
    const ask = () =>
      worker.post(
        '/v2/jobs/activation',
        { type: 'fetch-measure', worker: 'w1', timeout: MINUTE },
        { 'Idempotency-Key': 'fetch-1' },
      );
    const [first, again] = [await ask(), await ask()];
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers.get('Idempotency-Replayed')).to.equal('true');
    const { jobKey, lockToken } = first.body.jobs[0];
    await worker.post(`/v2/jobs/${jobKey}/completion`, { lockToken });
    expect((await ask()).body, 'what has been answered is not given again').to.deep.equal({ jobs: [] });
  });

  it('leave a request that found nothing free to be repeated under its idempotency key', async () => {
    const ask = () =>
      worker.post(
        '/v2/jobs/activation',
        { type: 'fetch-measure', worker: 'w1', timeout: MINUTE },
        { 'Idempotency-Key': 'fetch-2' },
      );
    expect((await ask()).body.jobs).to.deep.equal([]);
    await start(server.api, 'Service', { businessKey: 'patient-of-a-secret' });
    const { jobs } = (await ask()).body;
    expect(jobs).to.have.length(1);
    const db = new Database(join(server.data, 'samlop.db'), { readonly: true });
    const kept = db.prepare("SELECT body FROM answer WHERE key = 'fetch-2'").pluck().get();
    db.close();
    expect(kept, 'no more of a patient is kept than keys').to.equal(
      JSON.stringify([
        {
          instanceKey: Number(jobs[0].processInstanceKey),
          number: Number(jobs[0].jobKey.split(':')[1]),
          lockToken: jobs[0].lockToken,
        },
      ]),
    );
    await worker.post(`/v2/jobs/${jobs[0].jobKey}/completion`, { lockToken: jobs[0].lockToken });
  });

  describe('are found', () => {
    const search = async (filter: object, page: object = {}) =>
      (await server.api.post('/v2/jobs/search', { filter, page })).body;
    const keys = async (filter: object): Promise<string[]> =>
      (await search(filter)).items.map((job: { jobKey: string }) => job.jobKey);
    let held: { jobKey: string; lockToken: string; processInstanceKey: string };
    let failed: typeof held;
    let pausing: typeof held;
    let waits: string;

    before(async () => {
      for (let i = 0; i < 4; i++) await start(server.api, 'Service', { businessKey: 'patient-9' });
      [held, failed, pausing] = await fetchJobs({ worker: 'searcher', maxJobsToActivate: 3 });
      await worker.post(`/v2/jobs/${failed.jobKey}/failure`, { lockToken: failed.lockToken, retries: 0 });
      await worker.post(`/v2/jobs/${pausing.jobKey}/failure`, { lockToken: pausing.lockToken, retries: 1 });
      [waits] = (await keys({ state: 'CREATED' })) as [string];
    });

    it('by how they stand', async () => {
      expect(await keys({ state: 'ACTIVATED' })).to.deep.equal([held.jobKey]);
      expect(await keys({ state: 'FAILED' })).to.deep.equal([failed.jobKey]);
      expect(await keys({ state: 'BACKING_OFF' })).to.deep.equal([pausing.jobKey]);
      expect(await keys({ state: 'CREATED', type: 'fetch-measure' })).to.deep.equal([waits]);
    });
    it('by topic, element, instance and who holds them', async () => {
      const all = [held, failed, pausing].map(({ jobKey }) => jobKey).concat(waits);
      expect(await keys({ type: 'fetch-measure' })).to.deep.equal(all);
      expect(await keys({ elementId: 'Job' })).to.deep.equal(all);
      expect(await keys({ elementId: 'Nothing' })).to.deep.equal([]);
      expect(await keys({ worker: 'searcher' })).to.deep.equal([held.jobKey]);
      expect(await keys({ processInstanceKey: held.processInstanceKey, state: 'ACTIVATED' })).to.deep.equal([
        held.jobKey,
      ]);
      expect((await server.api.post('/v2/jobs/search', { filter: { state: 'DONE' } })).status).to.equal(400);
    });
    it('with who holds them until when, and never with the token', async () => {
      const [job] = (await search({ state: 'ACTIVATED' })).items;
      expect(job).to.deep.include({
        worker: 'searcher',
        deadline: new Date(clock.now() + MINUTE).toISOString(),
        businessKey: 'patient-9',
        processDefinitionId: 'Service',
      });
      expect(JSON.stringify(await search({}))).not.to.contain(held.lockToken);
    });
    it('page by page', async () => {
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const { items, page } = await search({ type: 'fetch-measure' }, { limit: 3, ...(after && { after }) });
        seen.push(...items.map((job: { jobKey: string }) => job.jobKey));
        after = page.endCursor as string | null;
      }
      expect(seen).to.deep.equal(await keys({ type: 'fetch-measure' }));
    });
    it('page by page in the order in which they will be handed out', async () => {
      const first = await start(server.api, 'Service');
      clock.advance(1);
      const second = await start(server.api, 'Service');
      const [gone] = await fetchJobs({ maxJobsToActivate: 1 });
      await worker.patch(`/v2/jobs/${gone.jobKey}`, { lockToken: gone.lockToken, changeset: { timeout: 0 } });
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const filter = { type: 'fetch-measure', state: 'CREATED' };
        const { items, page } = await search(filter, { limit: 1, ...(after && { after }) });
        seen.push(...items.map((job: { processInstanceKey: string }) => job.processInstanceKey));
        after = page.endCursor as string | null;
      }
      const handedOut = (await fetchJobs()).map((job: { processInstanceKey: string }) => job.processInstanceKey);
      expect(seen).to.deep.equal(handedOut);
      expect(seen.slice(0, 3)).to.include.members([first, second]);
    });
  });
});
