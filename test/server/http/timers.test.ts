import { expect } from 'chai';

import { eventually, givenServer, testClock, type TestServer } from '../given-server.js';
import {
  deploy,
  deployAssessment,
  openTasks,
  quiet,
  remindsThrice,
  start,
  startedWeekly,
  waitsThirtyYears,
} from '../models.js';

const DAY = 24 * 3_600_000;

describe('Timers', () => {
  let server: TestServer;
  let clock: ReturnType<typeof testClock>;

  beforeEach(async () => {
    clock = testClock();
    server = await givenServer({ clock });
  });
  afterEach(() => server.stop());

  it('that fell due while the server was down fire when it is up again, once, and mark the task as late', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/timers`)).body;
    expect(items).to.deep.equal([
      { timerKey: items[0].timerKey, elementId: 'Late', dueDate: '2026-11-05T08:00:00.000Z' },
    ]);
    clock.advance(30 * DAY);
    await server.restart();
    const open = await eventually(
      () => openTasks(server.api, instance),
      (tasks) => 'Task_Remind' in tasks,
    );
    expect(Object.keys(open)).to.deep.equal(['Task_Assess', 'Task_Remind']);
    expect((await server.api.get(`/v2/user-tasks/${open['Task_Assess']}`)).body.late).to.equal(true);
    expect((await server.api.get(`/v2/user-tasks/${open['Task_Remind']}`)).body.late).to.equal(false);
    await server.restart();
    await quiet(server.api);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Assess', 'Task_Remind']);
    expect((await server.api.get(`/v2/process-instances/${instance}/timers`)).body.items).to.deep.equal([]);
  });

  it('do not fire before they are due', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    clock.advance(3 * DAY - 1);
    await server.restart();
    await quiet(server.api);
    expect(Object.keys(await openTasks(server.api, instance))).to.deep.equal(['Task_Assess']);
  });

  it('that are due in thirty years fire then, to the millisecond, and not before', async () => {
    await deploy(server.api, waitsThirtyYears);
    const instance = await start(server.api, 'Recall');
    const { items } = (await server.api.get(`/v2/process-instances/${instance}/timers`)).body;
    expect(items[0].dueDate).to.equal('2056-11-02T08:00:00.000Z');
    clock.advance(Date.parse('2056-11-02T07:59:59.999Z') - clock.now());
    await server.restart();
    await quiet(server.api);
    expect(await openTasks(server.api, instance)).to.deep.equal({});
    clock.advance(1);
    await server.restart();
    await eventually(
      () => openTasks(server.api, instance),
      (tasks) => 'Task_Recall' in tasks,
    );
  });

  it('of one instance fire in the order in which they were due, however many are due at once', async () => {
    await deploy(server.api, remindsThrice);
    const instances = await Promise.all(Array.from({ length: 30 }, () => start(server.api, 'Thrice')));
    clock.advance(10 * DAY);
    await server.restart();
    await quiet(server.api);
    for (const instance of instances) {
      const { items } = (await server.api.get(`/v2/process-instances/${instance}/history`)).body;
      const fired = items.filter(({ type }: { type: string }) => type === 'TimerFired');
      expect(fired.map(({ element }: { element: string }) => element)).to.deep.equal(['Late_1', 'Late_2', 'Late_3']);
    }
  });

  it('are withdrawn with their task', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } });
    clock.advance(4 * DAY);
    await server.restart();
    await quiet(server.api);
    expect(await openTasks(server.api, instance)).to.deep.equal({});
  });

  it('start a process as often as its cycle says, counted from the deployment', async () => {
    await deploy(server.api, startedWeekly);
    const count = async (): Promise<number> =>
      (await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Weekly' } })).body.items
        .length;
    for (const expected of [1, 2, 3]) {
      clock.advance(7 * DAY);
      await server.restart();
      expect(await eventually(count, (found) => found >= expected)).to.equal(expected);
    }
    clock.advance(7 * DAY);
    await server.restart();
    await quiet(server.api);
    expect(await count()).to.equal(3);
  });

  it('of an older version start nothing any more', async () => {
    await deploy(server.api, startedWeekly);
    await deploy(server.api, startedWeekly.replace('R3/P7D', 'R1/P30D'));
    clock.advance(7 * DAY);
    await server.restart();
    await quiet(server.api);
    expect(
      (await server.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Weekly' } })).body.items,
    ).to.deep.equal([]);
  });
});
