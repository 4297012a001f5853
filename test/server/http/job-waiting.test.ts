import { expect } from 'chai';

import { activateJobs } from '../../../server/application/jobs/activate-jobs.js';
import { createJobHandout } from '../../../server/application/jobs/job-handout.js';
import type { JobRow } from '../../../server/application/ports.js';
import type { Services } from '../../../server/application/services.js';
import { apiAt, eventually, givenServer, testClock, type Answer, type Api, type TestServer } from '../given-server.js';
import { deploy, serviceTask, start } from '../models.js';

const MINUTE = 60_000;
const WAIT = 20_000;

describe('A worker that waits for jobs', function () {
  this.timeout(30_000);
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

  const ask = (more: object = {}, headers = {}): Promise<Answer> =>
    worker.post(
      '/v2/jobs/activation',
      { type: 'fetch-measure', worker: 'w', timeout: MINUTE, requestTimeout: WAIT, ...more },
      headers,
    );
  const complete = ({ jobKey, lockToken }: { jobKey: string; lockToken: string }) =>
    worker.post(`/v2/jobs/${jobKey}/completion`, { lockToken });
  const waiting = async (): Promise<number> =>
    Number(/^samlop_jobs_waiting_workers (\d+)$/m.exec((await server.api.get('/metrics')).body as string)?.[1]);
  const untilWaiting = (workers = 1): Promise<number> => eventually(waiting, (count) => count === workers);
  const held = async (): Promise<{ jobKey: string }[]> =>
    (await server.api.post('/v2/jobs/search', { filter: { state: 'ACTIVATED' } })).body.items;

  it('is answered when one is created', async () => {
    const asked = ask();
    await untilWaiting();
    const instance = await start(server.api, 'Service');
    const [job] = (await asked).body.jobs;
    expect(job.processInstanceKey).to.equal(instance);
    await complete(job);
  });

  it('is told that there is none when the time is over', async () => {
    const { status, body } = await ask({ requestTimeout: 50 });
    expect([status, body]).to.deep.equal([200, { jobs: [] }]);
    expect((await ask({ requestTimeout: 60_001 })).body.code).to.equal('BODY_NOT_VALID');
  });

  it('is answered when the lock of another runs out, when a pause ends, and when one is handed back', async () => {
    await start(server.api, 'Service');
    await ask();
    const afterLock = ask();
    await untilWaiting();
    clock.advance(MINUTE);
    const [second] = (await afterLock).body.jobs;
    await worker.post(`/v2/jobs/${second.jobKey}/failure`, { lockToken: second.lockToken, retries: 5 });
    const afterPause = ask();
    await untilWaiting();
    clock.advance(5000);
    const [third] = (await afterPause).body.jobs;
    const afterHandingBack = ask();
    await untilWaiting();
    await worker.patch(`/v2/jobs/${third.jobKey}`, { lockToken: third.lockToken, changeset: { timeout: 0 } });
    const [fourth] = (await afterHandingBack).body.jobs;
    expect(new Set([second, third, fourth].map(({ jobKey }) => jobKey)).size).to.equal(1);
    await complete(fourth);
  });

  it('is served in its turn: whoever has waited longest comes first, one job for one worker', async () => {
    const order: number[] = [];
    const all = [];
    for (let index = 0; index < 5; index++) {
      const answered = ask().then(({ body }) => {
        order.push(index);
        return body.jobs[0];
      });
      all.push(answered);
      await untilWaiting(index + 1);
    }
    for (let count = 1; count <= 5; count++) {
      await start(server.api, 'Service');
      await eventually(
        async () => order.length,
        (length) => length === count,
      );
    }
    expect(order).to.deep.equal([0, 1, 2, 3, 4]);
    const jobs = await Promise.all(all);
    expect(new Set(jobs.map(({ jobKey }) => jobKey)).size).to.equal(5);
    await Promise.all(jobs.map(complete));
  });

  it('leaves nothing locked and nobody behind it unserved when it goes', async () => {
    const goes = new AbortController();
    const gone = fetch(`${server.url}/v2/jobs/activation`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Demo-Person': 'job-worker' },
      body: JSON.stringify({ type: 'fetch-measure', worker: 'goes', timeout: MINUTE, requestTimeout: WAIT }),
      signal: goes.signal,
    }).catch((error: unknown) => (error as Error).name);
    await untilWaiting();
    const stays = ask({ worker: 'stays' });
    await untilWaiting(2);
    goes.abort();
    expect(await gone).to.equal('AbortError');
    await untilWaiting(1);
    await start(server.api, 'Service');
    const [job] = (await stays).body.jobs;
    expect((await held()).map(({ jobKey }) => jobKey)).to.deep.equal([job.jobKey]);
    await complete(job);
  });

  it('gets the same jobs again under its idempotency key, also when both requests waited', async () => {
    const key = { 'Idempotency-Key': 'wait-1' };
    const both = [ask({}, key), ask({}, key)];
    await untilWaiting(2);
    await start(server.api, 'Service');
    const [first, second] = await Promise.all(both);
    expect(second?.body).to.deep.equal(first?.body);
    expect([first, second].map((answer) => answer?.headers.get('Idempotency-Replayed')).sort()).to.deep.equal([
      null,
      'true',
    ]);
    expect(await held()).to.have.length(1);
    await complete(first?.body.jobs[0]);
  });

  it('is answered in a demo world when a command there makes a job, or its clock ends a lock', async () => {
    const { body: world } = await server.api.post('/demo/worlds', { begins: '2026-11-02T10:00:00+01:00' });
    const api = apiAt(`${server.url}${world.baseUrl}`, 'job-worker');
    /** Nothing tells who waits in a world; it comes out the same where the worker asks later. */
    const soon = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 60));
    const askThere = () =>
      api.post('/v2/jobs/activation', { type: 'fetch-measure', worker: 'w', timeout: MINUTE, requestTimeout: WAIT });
    const asked = askThere();
    await soon();
    await start(api, 'Service');
    const [job] = (await asked).body.jobs;
    const again = askThere();
    await soon();
    await api.put('/v2/clock', { timestamp: '2026-11-02T10:01:00+01:00' });
    expect((await again).body.jobs[0].jobKey).to.equal(job.jobKey);
    const last = askThere();
    await soon();
    await server.api.delete(world.baseUrl);
    expect((await last).body.jobs ?? [], 'it does not wait for a world that is gone').to.deep.equal([]);
  });

  it('is told that there is none when the server is about to stop, and finds its locks after a restart', async () => {
    await start(server.api, 'Service');
    const [job] = (await ask()).body.jobs;
    const asked = ask();
    await untilWaiting();
    await server.restart();
    const { status, body } = await asked;
    expect([status, body]).to.deep.equal([200, { jobs: [] }]);
    worker = apiAt(server.url, 'job-worker');
    expect((await held()).map(({ jobKey }) => jobKey)).to.deep.equal([job.jobKey]);
    expect((await ask({ requestTimeout: 0 })).body.jobs).to.deep.equal([]);
    expect((await complete(job)).status, 'its token is as good as before').to.equal(204);
  });
});

describe('The queue of waiting workers', () => {
  const jobOf = (number: number): JobRow => ({
    ...{ instanceKey: 1, number, element: 'Task', topic: 't', retries: 3, createdAt: 0, availableAt: 0 },
    ...{ lockToken: `token-${number}`, lockedUntil: 1, worker: 'w' },
  });

  /** A store whose jobs are numbers, and that counts how often it is asked. */
  function givenHandout(mostWaiting?: number) {
    const jobs: number[] = [];
    const takenBack: number[] = [];
    let asked = 0;
    let answerable = Promise.resolve();
    const store = {
      async lockJobs({ lockTokens }: { lockTokens: readonly string[] }) {
        asked += 1;
        await answerable;
        return { kind: 'locked', jobs: jobs.splice(0, lockTokens.length).map(jobOf) };
      },
      nextJobAt: async () => null,
      loadInstance: async () => null,
      async takeBackJobs(handedOut: readonly { number: number }[]) {
        for (const { number } of handedOut) takenBack.push(number);
      },
    };
    const log = { error: () => undefined };
    const handout = createJobHandout(() => services, mostWaiting === undefined ? {} : { mostWaiting });
    const services = { store, log, handout, clock: { now: () => 0 } } as unknown as Services;
    const fetch = (more: object = {}) =>
      handout.fetch({ topic: 't', worker: 'w', by: 'w', lock: 1000, most: 1, wait: 10_000, ...more });
    return {
      ...{ handout, services, fetch, jobs, takenBack },
      asked: () => asked,
      hold: (until: Promise<void>) => void (answerable = until),
    };
  }
  const turn = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 5));

  it('asks once for whoever is next, however many wait', async () => {
    const { handout, fetch, jobs, asked } = givenHandout();
    const waiting = Array.from({ length: 100 }, () => fetch());
    await turn();
    const before = asked();
    jobs.push(1);
    handout.wake(['t']);
    expect((await waiting[0]!).map(({ number }) => number)).to.deep.equal([1]);
    await turn();
    expect(asked() - before, 'one for the job, one to see that there is no other').to.equal(2);
    await handout.stop();
    await Promise.all(waiting);
  });

  it('is bounded: one more is refused, and there is room again when one goes', async () => {
    const { handout, fetch } = givenHandout(2);
    const gone = new AbortController();
    const waiting = [fetch(), fetch({ gone: gone.signal })];
    const refusal = await fetch().catch((error: unknown) => (error as Error).message);
    expect(refusal).to.equal('TOO_MANY_WAITING');
    gone.abort();
    expect(await waiting[1]).to.deep.equal([]);
    expect(handout.waiting()).to.equal(1);
    waiting.push(fetch());
    expect(handout.waiting()).to.equal(2);
    await handout.stop();
    expect(await Promise.all(waiting)).to.deep.equal([[], [], []]);
    expect(handout.waiting()).to.equal(0);
  });

  it('takes back what was locked for one that went in the meantime, and serves the next', async () => {
    const { handout, fetch, jobs, takenBack, hold } = givenHandout();
    let release = (): void => undefined;
    hold(new Promise((resolve) => (release = resolve)));
    const gone = new AbortController();
    const first = fetch({ gone: gone.signal });
    const second = fetch();
    await turn();
    jobs.push(1, 2);
    gone.abort();
    release();
    expect(await first).to.deep.equal([]);
    expect((await second).map(({ number }) => number)).to.deep.equal([2]);
    expect(takenBack).to.deep.equal([1]);
    await handout.stop();
  });

  it('takes back what cannot be delivered any more, unless the worker may ask for it again by its key', async () => {
    for (const [keyed, expected] of [
      [false, [1]],
      [true, []],
    ] as const) {
      const { services, jobs, takenBack } = givenHandout();
      jobs.push(1);
      const gone = new AbortController();
      const idempotency = { person: 'p', key: 'k', digest: 'd', status: 200 };
      const caller = { by: 'p', ...(keyed && { idempotency }) };
      await activateJobs(services, caller, { type: 't', worker: 'w', timeout: 1000 }, gone.signal);
      gone.abort();
      await turn();
      expect(takenBack, keyed ? 'with a key' : 'without').to.deep.equal(expected);
    }
  });
});
