import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const timers = given('engine/execution/events/timer-catch.bpmn');
const variables = { controlDate: '2026-03-02', pause: 'P1M', meeting: '2026-04-01T10:00:00+02:00' };

describe('timer caught by an intermediate event (10.5.5, 13.5.2)', () => {
  it('is due at a date, a date from the data, after a duration, after a duration from the data, after one period of a cycle', async () => {
    const world = await timers.started({ variables });

    expect(world.dueAt('Catch_Date')).to.equal('2026-02-02T08:00:00.000Z');
    expect(world.dueAt('Catch_Day')).to.equal('2026-03-01T23:00:00.000Z');
    expect(world.dueAt('Catch_Meeting')).to.equal('2026-04-01T08:00:00.000Z');
    expect(world.dueAt('Catch_Duration')).to.equal('2026-01-08T08:00:00.000Z');
    expect(world.dueAt('Catch_Pause')).to.equal('2026-02-05T08:00:00.000Z');
    expect(world.dueAt('Catch_Cycle')).to.equal('2026-01-05T14:00:00.000Z');
  });

  it('fires once each, in the order of their due times', async () => {
    const world = await timers.started({ variables });

    world.advance('P1Y');

    expect(world.events('TimerFired').map(({ element }) => element)).to.deep.equal([
      'Catch_Cycle',
      'Catch_Duration',
      'Catch_Date',
      'Catch_Pause',
      'Catch_Day',
      'Catch_Meeting',
    ]);
    expect(world.status()).to.equal('completed');
  });

  it('carries the time at which it was due', async () => {
    const world = await timers.started({ variables });

    world.advance('P4D');

    const fired = world.events('TimerFired').find(({ element }) => element === 'Catch_Duration');
    expect(fired?.at).to.equal(Date.parse('2026-01-08T08:00:00Z'));
  });

  it('raises an incident where the data gives no time, and the other branches go on', async () => {
    const world = await timers.started({ variables: { controlDate: '2026-03-02', meeting: variables.meeting } });
    expect(world.incidents()).to.deep.equal(['INVALID_TIMER']);
    expect(world.incidentElements()).to.deep.equal(['Catch_Pause']);

    world.set({ pause: 'P2D' }).resolve('Catch_Pause', 'retry');

    expect(world.dueAt('Catch_Pause')).to.equal('2026-01-07T08:00:00.000Z');
    expect(world.advance('P1Y').status()).to.equal('completed');
  });

  it('is due at once where its date has passed', async () => {
    const world = await timers.started({ variables, now: '2026-03-02T12:00:00+01:00' });

    world.advance('PT0S');

    expect(world.events('TimerFired').map(({ element }) => element)).to.deep.equal(['Catch_Date', 'Catch_Day']);
  });
});
