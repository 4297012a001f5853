import { expect } from 'chai';

import { eventually, givenServer, testTime, type TestServer } from '../given-server.js';
import { deploy, deployAssessment, openTasks, serviceTask, start } from '../models.js';
import { givenReceiver } from '../webhook-receiver.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The clock was a year ahead, and somebody took it for right. */
describe('What was put off by a clock that was ahead', function () {
  this.timeout(30_000);
  let server: TestServer;
  let time: ReturnType<typeof testTime>;

  const confirm = () => server.api.post('/v2/clock/confirmation');
  const isTrusted = async (): Promise<boolean> => (await server.api.get('/v2/clock')).body.trusted;
  const jump = async (milliseconds: number): Promise<void> => {
    time.jump(milliseconds);
    expect(await isTrusted()).to.equal(false);
    expect((await confirm()).status).to.equal(200);
  };
  const fetchJobs = async (timeout = MINUTE) =>
    (await server.api.post('/v2/jobs/activation', { type: 'fetch-measure', worker: 'w1', timeout })).body.jobs;

  beforeEach(async () => {
    time = testTime();
    server = await givenServer({ time });
    await deploy(server.api, serviceTask);
    await deployAssessment(server.api);
  });
  afterEach(() => server.stop());

  it('waits, when it is set back and confirmed, as if it had been put off then: a job for its pause', async () => {
    await jump(400 * DAY);
    await start(server.api, 'Service', { businessKey: 'patient-1' });
    const [job] = await fetchJobs();
    const failed = await server.api.post(`/v2/jobs/${job.jobKey}/failure`, { lockToken: job.lockToken, retries: 1 });
    expect(failed.status).to.equal(204);
    await start(server.api, 'Service', { businessKey: 'patient-2' });
    await jump(-400 * DAY);
    const [fresh] = await fetchJobs();
    expect(fresh?.businessKey, 'one that nobody has put off').to.equal('patient-2');
    expect(await fetchJobs()).to.deep.equal([]);
    time.pass(5000);
    expect((await fetchJobs()).map(({ businessKey }: { businessKey: string }) => businessKey)).to.deep.equal([
      'patient-1',
    ]);
    expect(server.lines.some((line) => line.includes('WAITS_BROUGHT_BACK'))).to.equal(true);
  });

  it('is a job whose lock lasts no longer than a lock can, and is its worker\u2019s until then', async () => {
    await jump(400 * DAY);
    await start(server.api, 'Service');
    const [job] = await fetchJobs();
    await jump(-400 * DAY);
    expect(await fetchJobs()).to.deep.equal([]);
    time.pass(DAY);
    expect((await fetchJobs()).map(({ jobKey }: { jobKey: string }) => jobKey)).to.deep.equal([job.jobKey]);
    const late = await server.api.post(`/v2/jobs/${job.jobKey}/completion`, { lockToken: job.lockToken });
    expect([late.status, late.body.code]).to.deep.equal([409, 'JOB_LOCK_LOST']);
  });

  it('is a webhook, which is tried again within an hour', async () => {
    const receiver = await givenReceiver();
    try {
      await jump(400 * DAY);
      receiver.answer = 500;
      const { webhookKey } = (await server.api.post('/v2/webhooks', { url: receiver.url })).body;
      await start(server.api, 'Assessment');
      const shown = async () => (await server.api.get(`/v2/webhooks/${webhookKey}`)).body;
      await eventually(shown, ({ nextAttemptDate }) => nextAttemptDate !== undefined);
      receiver.answer = 204;
      await jump(-400 * DAY);
      expect(Date.parse((await shown()).nextAttemptDate)).to.be.at.most(time.wall.now() + HOUR);
      time.pass(HOUR);
      await eventually(
        async () => receiver.received,
        (received) => received.length > 0,
        20_000,
      );
    } finally {
      await receiver.stop();
    }
  });

  it('is found at a start too, also where the clock was set back too little to be doubted', async () => {
    await start(server.api, 'Service', { businessKey: 'patient-1' });
    time.jump(-30 * MINUTE);
    await server.restart();
    expect(await isTrusted()).to.equal(true);
    expect(await fetchJobs()).to.have.length(1);
  });

  it('waits no longer when the clock was set back while the server was down, once that is confirmed', async () => {
    await start(server.api, 'Service', { businessKey: 'patient-1' });
    await server.api.get('/readyz'); // keeps the time
    time.jump(-2 * DAY);
    await server.restart();
    expect(await isTrusted()).to.equal(false);
    await confirm();
    expect(await fetchJobs()).to.have.length(1);
  });

  it('is no timer that is due when the pathway says so: that stays', async () => {
    const instance = await start(server.api, 'Assessment');
    const timers = async () => (await server.api.get(`/v2/process-instances/${instance}/timers`)).body.items;
    const before = await timers();
    expect(before.map(({ dueDate }: { dueDate: string }) => dueDate)).to.deep.equal(['2026-11-05T08:00:00.000Z']);
    await jump(-10 * DAY);
    expect(await timers()).to.deep.equal(before);
    time.pass(4 * DAY);
    await server.restart();
    expect(Object.keys(await openTasks(server.api, instance)), 'not early').to.deep.equal(['Task_Assess']);
  });
});
