import { expect } from 'chai';

import { step } from '../../../../engine/index.js';
import type { Command } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const deadline = given('engine/execution/time/timer-as-data.bpmn');
const begins = Date.parse('2026-01-05T08:00:00Z');
const day = 86_400_000;

function fire(world: World, now: number) {
  const [timer] = world.simulation.timers(world.instance);
  const command: Command = { type: 'FireTimer', timerId: timer?.timerId ?? '', now };
  return step(world.simulation.environment(world.instance), world.state(), command);
}

describe('timer as data of the instance (10.5.5)', () => {
  it('is scheduled by an event with the instant at which it is due', async () => {
    const world = await deadline.started();

    const [scheduled] = world.events('TimerScheduled');
    const [timer] = world.simulation.timers(world.instance);

    expect(scheduled).to.include({ dueAt: begins + day });
    expect(timer).to.include({ element: 'Boundary_Reminder', dueAt: begins + day, timerId: scheduled?.timerId });
    expect(world.state().waits).to.deep.include({ ...scheduled?.wait });
  });

  it('is not fired before it is due', async () => {
    const world = await deadline.started();

    expect(() => fire(world, begins + day - 1)).to.throw('TIMER_NOT_DUE');
    expect(fire(world, begins + day).events.map(({ type }) => type)).to.include('TimerFired');
  });

  it('is fired late where nobody came earlier, and the next occurrence keeps to the plan', async () => {
    const world = await deadline.started();
    const late = begins + day + 3_600_000;

    const { events } = fire(world, late);

    expect(events.find(({ type }) => type === 'TimerFired')).to.include({ at: late });
    expect(events.find(({ type }) => type === 'TimerScheduled')).to.include({ dueAt: begins + 2 * day });
  });

  it('is not fired twice', async () => {
    const world = await deadline.started();
    const environment = world.simulation.environment(world.instance);
    world.advance('P3D');
    expect(world.timers()).to.deep.equal([]);

    const [fired] = world.events('TimerFired');
    const again: Command = { type: 'FireTimer', timerId: fired?.timerId ?? '', now: begins + 4 * day };

    expect(() => step(environment, world.state(), again)).to.throw('TIMER_NOT_FOUND');
  });

  it('stays as it is when state is written down and read again', async () => {
    const world = await deadline.started();
    const environment = world.simulation.environment(world.instance);
    const reloaded = JSON.parse(JSON.stringify(world.state())) as ReturnType<World['state']>;
    const command: Command = {
      type: 'FireTimer',
      timerId: world.simulation.timers()[0]?.timerId ?? '',
      now: begins + day,
    };

    expect(step(environment, reloaded, command)).to.deep.equal(step(environment, world.state(), command));
  });
});
