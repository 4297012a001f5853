import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const night = given('engine/execution/time/daylight-saving.bpmn');

describe('timers over the nights when the clocks change (ISO 8601, Europe/Oslo)', () => {
  it('makes a day 23 hours long in spring, and 24 hours remain 24 hours', async () => {
    const world = await night.started({ now: '2026-03-28T12:00:00+01:00' });

    expect(world.dueAt('Catch_OneDay')).to.equal('2026-03-29T10:00:00.000Z');
    expect(world.dueAt('Catch_24Hours')).to.equal('2026-03-29T11:00:00.000Z');
  });

  it('makes a day 25 hours long in autumn, and 24 hours remain 24 hours', async () => {
    const world = await night.started({ now: '2026-10-24T12:00:00+02:00' });

    expect(world.dueAt('Catch_OneDay')).to.equal('2026-10-25T11:00:00.000Z');
    expect(world.dueAt('Catch_24Hours')).to.equal('2026-10-25T10:00:00.000Z');
  });

  it('fires them in the order of real time', async () => {
    const world = await night.started({ now: '2026-10-24T12:00:00+02:00' });

    world.advance('P2D');

    const fired = world.events('TimerFired').map(({ element }) => element);
    expect(fired.filter((element) => element !== 'Boundary_Daily')).to.deep.equal(['Catch_24Hours', 'Catch_OneDay']);
  });

  it('keeps a daily measurement at the same time of day through both nights', async () => {
    for (const [now, hours] of [
      ['2026-03-27T09:00:00+01:00', ['08', '07', '07']],
      ['2026-10-23T09:00:00+02:00', ['07', '08', '08']],
    ] as const) {
      const world = await night.started({ now });
      const due: string[] = [];
      for (const _ of hours) {
        due.push(world.dueAt('Boundary_Daily')?.slice(11, 13) ?? '');
        world.advance('P1D');
      }
      expect(due).to.deep.equal(hours);
      expect(world.open().filter((task) => task === 'Task_Measure')).to.have.length(3);
    }
  });

  it('counts in the zone that the model is compiled for', async () => {
    const world = await night.started({ now: '2026-03-28T12:00:00Z', zone: 'UTC' });

    expect(world.dueAt('Catch_OneDay')).to.equal('2026-03-29T12:00:00.000Z');
  });
});
