import { expect } from 'chai';

import { eventually, givenServer, testTime, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, quiet, start } from '../models.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The task of the pathway is late after P3D, which opens another one. */
describe('A clock that jumps', () => {
  let server: TestServer;
  let time: ReturnType<typeof testTime>;

  const given = async (begins: string): Promise<string> => {
    time = testTime(begins);
    server = await givenServer({ time });
    await deployAssessment(server.api);
    return start(server.api, 'Assessment');
  };
  const confirm = () => server.api.post('/v2/clock/confirmation');
  const clockCheck = async () =>
    (await server.api.get('/readyz')).body.checks.find(({ name }: { name: string }) => name === 'clock');
  const reminders = async (instance: string): Promise<number> => {
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
    return items.filter(({ type }: { type: string }) => type === 'TimerFired').length;
  };
  afterEach(() => server.stop());

  it('forward fires no timer and makes the server not ready, until an operator confirms it', async () => {
    const instance = await given('2026-11-02T08:00:00Z');
    time.jump(4 * DAY);
    await quiet(server.api);
    expect(await reminders(instance)).to.equal(0);
    expect((await server.api.get('/readyz')).status).to.equal(503);
    expect(await clockCheck()).to.deep.equal({
      name: 'clock',
      ok: false,
      code: 'CLOCK_JUMPED_FORWARD',
      jumpMs: 4 * DAY,
    });
    expect((await server.api.get('/v2/clock')).body).to.deep.equal({
      timestamp: '2026-11-02T08:00:00.000Z',
      trusted: false,
    });

    expect((await confirm()).body).to.deep.equal({ timestamp: '2026-11-06T08:00:00.000Z', trusted: true });
    await eventually(
      () => reminders(instance),
      (fired) => fired > 0,
    );
    await quiet(server.api);
    expect(await reminders(instance), 'once').to.equal(1);
    expect((await server.api.get('/readyz')).status).to.equal(200);
    expect(server.lines.filter((line) => line.includes('in doubt'))).to.have.length(1);
    expect(server.lines.find((line) => line.includes('the clock was confirmed'))).to.contain('"by":"ward-nurse"');
  });

  it('is still in doubt after a restart, until an operator confirms it, and never again after that', async () => {
    const instance = await given('2026-11-02T08:00:00Z');
    time.jump(400 * DAY);
    expect((await clockCheck()).code).to.equal('CLOCK_JUMPED_FORWARD');
    await server.restart();
    await quiet(server.api);
    expect(await clockCheck()).to.deep.include({ ok: false, code: 'CLOCK_JUMPED_FORWARD', jumpMs: 400 * DAY });
    expect(await reminders(instance)).to.equal(0);
    await confirm();
    await eventually(
      () => reminders(instance),
      (fired) => fired === 1,
    );
    await server.restart();
    expect((await server.api.get('/readyz')).status).to.equal(200);
  });

  it('forward by mistake fires nothing at all when it is set right before it is confirmed', async () => {
    const instance = await given('2026-11-02T08:00:00Z');
    time.jump(4 * DAY);
    await quiet(server.api);
    time.jump(-4 * DAY);
    await confirm();
    await quiet(server.api);
    expect(await reminders(instance)).to.equal(0);
    expect((await server.api.get('/readyz')).status).to.equal(200);
  });

  it('back lets people work on, in the time that passes, and fires nothing twice', async () => {
    const instance = await given('2026-11-02T08:00:00Z');
    time.pass(3 * DAY + MINUTE);
    await quiet(server.api);
    await eventually(
      () => reminders(instance),
      (fired) => fired === 1,
    );
    time.jump(-HOUR);
    time.pass(MINUTE);
    expect((await clockCheck()).code).to.equal('CLOCK_JUMPED_BACK');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const done = await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 2 } });
    expect(done.status).to.equal(204);
    const { completionDate } = (await server.api.get(`/v2/user-tasks/${task}`)).body;
    expect(completionDate, 'not before what has happened already').to.equal('2026-11-05T08:02:00.000Z');
    await confirm();
    await quiet(server.api);
    expect(await reminders(instance)).to.equal(1);
  });

  it('back while the server was down is found at the start', async () => {
    const instance = await given('2026-11-02T08:00:00Z');
    await server.api.get('/readyz');
    time.jump(-2 * HOUR);
    await server.restart();
    expect((await clockCheck()).code).to.equal('CLOCK_JUMPED_BACK');
    await confirm();
    expect((await server.api.get('/readyz')).status).to.equal(200);
    expect(await reminders(instance)).to.equal(0);
  });

  for (const [night, begins, hours] of [
    ['daylight saving time ends', '2026-10-24T06:00:00Z', 73],
    ['daylight saving time begins', '2027-03-27T07:00:00Z', 71],
  ] as const) {
    it(`by nothing in the night when ${night} in Oslo: three days later the timer fires at the same time of the day`, async () => {
      const instance = await given(begins);
      for (let hour = 0; hour < hours - 1; hour++) {
        time.pass(HOUR);
        expect((await clockCheck()).code).to.equal('TRUSTED');
      }
      time.pass(HOUR - 1);
      await quiet(server.api);
      expect(await reminders(instance), 'not early').to.equal(0);
      time.pass(1);
      await quiet(server.api);
      await eventually(
        () => reminders(instance),
        (fired) => fired === 1,
      );
    });
  }
});
