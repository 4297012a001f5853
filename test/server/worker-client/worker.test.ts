import { expect } from 'chai';

import { BpmnError, createWorker, JobFailure } from '../../../server/worker-client/index.js';
import type { Job, Trouble, Worker, WorkerOptions } from '../../../server/worker-client/index.js';
import { apiAt, eventually, givenServer, type TestServer } from '../given-server.js';
import { deploy, openTasks, serviceTask, start } from '../models.js';
import { givenProxy, type Proxy } from './given-proxy.js';

const headers = { 'X-Demo-Person': 'job-worker' };

describe('The worker client', function () {
  this.timeout(60_000);
  let server: TestServer;
  let workers: Worker[];
  let troubles: Trouble[];

  before(async () => {
    server = await givenServer();
    await deploy(server.api, serviceTask);
  });
  after(() => server.stop());
  beforeEach(() => {
    workers = [];
    troubles = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop(0)));
  });

  function given(handle: WorkerOptions['handle'], more: Partial<WorkerOptions> = {}): Worker {
    const worker = createWorker({
      ...{ baseUrl: server.url, headers, topic: 'fetch-measure', worker: 'client', handle },
      onTrouble: (trouble) => troubles.push(trouble),
      ...more,
    });
    workers.push(worker);
    return worker;
  }
  const instanceIs = (instance: string, state: string) =>
    eventually(
      async () => (await server.api.get(`/v2/process-instances/${instance}`)).body.state as string,
      (seen) => seen === state,
      20_000,
    );
  const jobsOf = async (processInstanceKey: string): Promise<Record<string, unknown>[]> =>
    (await server.api.post('/v2/jobs/search', { filter: { processInstanceKey } })).body.items;
  const jobOf = (instance: string, holds: (job: Record<string, unknown>) => boolean) =>
    eventually(
      async () => (await jobsOf(instance))[0] ?? {},
      (job) => holds(job),
      20_000,
    );

  it('completes a job with what its handler returns', async () => {
    const seen: Job[] = [];
    given((job) => {
      seen.push(job);
      return { result: 'ok' };
    });
    const instance = await start(server.api, 'Service', { variables: { measure: 7 } });
    await instanceIs(instance, 'COMPLETED');
    expect((await server.api.get(`/v2/process-instances/${instance}/variables`)).body.variables.result).to.equal('ok');
    expect(seen[0]?.variables['measure']).to.equal(7);
    expect(troubles).to.deep.equal([]);
  });

  it('ends a job by the BPMN error that its handler throws', async () => {
    given(() => {
      throw new BpmnError('NO_DEVICE');
    });
    const instance = await start(server.api, 'Service');
    await eventually(
      async () => Object.keys(await openTasks(server.api, instance)),
      (tasks) => tasks.includes('Task_Manual'),
    );
  });

  it('has a failed job tried again later, with one attempt less, until an operator has to look', async () => {
    let attempts = 0;
    given(
      () => {
        attempts += 1;
        throw new Error(`no answer ${attempts}`);
      },
      { backOff: () => 50 },
    );
    const instance = await start(server.api, 'Service');
    const failed = await jobOf(instance, ({ state }) => state === 'FAILED');
    expect(failed).to.include({ errorMessage: 'no answer 2', retries: 0, failures: 2 });
    expect(attempts, 'the model allows two attempts').to.equal(2);
    expect(troubles.map(({ during, code }) => `${during} ${code}`)).to.deep.equal(['handle Error', 'handle Error']);
  });

  it('lets a handler say how it is to be tried again, and leaves the pause to the server otherwise', async () => {
    given(() => {
      throw new JobFailure('the register is closed', { retries: 9 });
    });
    const instance = await start(server.api, 'Service');
    const job = await jobOf(instance, ({ state }) => state === 'BACKING_OFF');
    expect(job).to.include({ retries: 9, errorMessage: 'the register is closed' });
    expect(Date.parse(job['availableDate'] as string) - Date.parse(job['failureDate'] as string)).to.equal(5000);
  });

  it('makes a failure of a result that the server does not take', async () => {
    given(() => ({ measure: 'not a number' }), { backOff: () => 60_000 });
    const instance = await start(server.api, 'Service');
    const job = await jobOf(instance, ({ state }) => state === 'BACKING_OFF');
    expect(job).to.include({ retries: 1, errorMessage: 'The completion was refused: VALUE_NOT_ALLOWED' });
  });

  it('holds the lock for as long as its handler needs', async () => {
    let handled = 0;
    given(
      async () => {
        handled += 1;
        await new Promise((resolve) => setTimeout(resolve, 1500));
      },
      { lock: 400 },
    );
    const instance = await start(server.api, 'Service');
    await instanceIs(instance, 'COMPLETED');
    expect(handled).to.equal(1);
  });

  it('tells the handler when the job is no longer its own, and answers nothing', async () => {
    let told = false;
    let began = false;
    given(
      async (_job, { signal }) => {
        began = true;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        told = true;
      },
      { lock: 300 },
    );
    const instance = await start(server.api, 'Service');
    await eventually(async () => began, Boolean);
    await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: 'moved' });
    await eventually(async () => told, Boolean);
    expect(troubles.map(({ during, code }) => `${during} ${code}`)).to.deep.equal(['extend JOB_CANCELLED']);
  });

  it('has no more jobs in hand than it is told to', async () => {
    let now = 0;
    let most = 0;
    const worker = given(
      async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 30));
        now -= 1;
      },
      { maxJobs: 3 },
    );
    const instances = await Promise.all(Array.from({ length: 12 }, () => start(server.api, 'Service')));
    for (const instance of instances) await instanceIs(instance, 'COMPLETED');
    expect(most).to.equal(3);
    await eventually(
      async () => worker.inHand,
      (count) => count === 0,
    );
  });

  it('lets the jobs in hand finish when it stops, and fetches no more', async () => {
    let began = false;
    const worker = given(async () => {
      began = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    const instance = await start(server.api, 'Service');
    await eventually(async () => began, Boolean);
    await worker.stop();
    await instanceIs(instance, 'COMPLETED');
    const later = await start(server.api, 'Service');
    expect((await jobsOf(later))[0]).to.include({ state: 'CREATED' });
    await server.api.post(`/v2/process-instances/${later}/cancellation`, { reason: 'over' });
  });

  it('hands back what is not done in time', async () => {
    const worker = given(() => new Promise<void>(() => undefined));
    const instance = await start(server.api, 'Service');
    await jobOf(instance, ({ state }) => state === 'ACTIVATED');
    await worker.stop(50);
    expect(await jobOf(instance, ({ state }) => state === 'CREATED')).to.include({ retries: 2 });
    given(() => undefined);
    await instanceIs(instance, 'COMPLETED');
  });

  it('gets the job of a worker that was killed between fetching and answering, when its lock has run out', async () => {
    const instance = await start(server.api, 'Service');
    const { body } = await apiAt(server.url, 'job-worker').post('/v2/jobs/activation', {
      ...{ type: 'fetch-measure', worker: 'killed', timeout: 700 },
    });
    expect(body.jobs[0].processInstanceKey).to.equal(instance);
    given(() => ({ result: 'by another' }));
    await instanceIs(instance, 'COMPLETED');
  });

  it('does 200 jobs beside another worker, each exactly once', async () => {
    const done = new Map<string, number>();
    const handle = async ({ processInstanceKey: of }: Job): Promise<void> => {
      done.set(of, (done.get(of) ?? 0) + 1);
    };
    given(handle, { worker: 'one', maxJobs: 7 });
    given(handle, { worker: 'two', maxJobs: 5 });
    const instances = await Promise.all(Array.from({ length: 200 }, () => start(server.api, 'Service')));
    for (const instance of instances) await instanceIs(instance, 'COMPLETED');
    expect(instances.filter((instance) => done.get(instance) !== 1)).to.deep.equal([]);
    expect(troubles).to.deep.equal([]);
  });
});

describe('The worker client, when the network or the server fails', function () {
  this.timeout(60_000);
  let server: TestServer;
  let proxy: Proxy;
  let worker: Worker;
  let troubles: string[];

  beforeEach(async () => {
    server = await givenServer();
    await deploy(server.api, serviceTask);
    proxy = await givenProxy(() => server.url);
    troubles = [];
  });
  afterEach(async () => {
    await worker.stop(0);
    await proxy.close();
    await server.stop();
  });

  const given = (handle: WorkerOptions['handle'], more: Partial<WorkerOptions> = {}): void => {
    worker = createWorker({
      ...{ baseUrl: proxy.url, headers, topic: 'fetch-measure', worker: 'client', handle },
      onTrouble: ({ during, code }) => troubles.push(`${during} ${code}`),
      ...more,
    });
  };
  const completed = (instance: string) =>
    eventually(
      async () => (await server.api.get(`/v2/process-instances/${instance}`)).body.state as string,
      (state) => state === 'COMPLETED',
      20_000,
    );

  it('repeats an answer whose receipt was lost, and it counts once', async () => {
    given(() => ({ result: 'ok' }));
    proxy.loseAnswerTo('/completion');
    const instance = await start(server.api, 'Service');
    await eventually(
      async () => [proxy.lost, worker.inHand],
      ([lost, inHand]) => lost === 1 && inHand === 0,
      20_000,
    );
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    expect(items.filter(({ type }: { type: string }) => type === 'JobCompleted')).to.have.length(1);
    expect(troubles, 'the repeat got the first answer').to.deep.equal([]);
  });

  it('goes on asking for jobs', async () => {
    given(() => undefined);
    await eventually(
      async () => proxy.open,
      (open) => open > 0,
    );
    proxy.cutAll();
    await eventually(
      async () => troubles.length,
      (count) => count > 0,
    );
    await completed(await start(server.api, 'Service'));
    expect(new Set(troubles)).to.deep.equal(new Set(['fetch TypeError']));
  });

  it('answers the job that it holds when the server is back: locks and tokens are as good as before', async () => {
    let finish = (): void => undefined;
    const working = new Promise<void>((resolve) => (finish = resolve));
    let handled = 0;
    given(async () => {
      handled += 1;
      await working;
      return { result: 'after' };
    });
    const instance = await start(server.api, 'Service');
    await eventually(
      async () => handled,
      (count) => count === 1,
    );
    await server.restart();
    finish();
    await completed(instance);
    expect(handled).to.equal(1);
  });
});
