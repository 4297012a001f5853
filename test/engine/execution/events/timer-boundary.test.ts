import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const late = given('engine/execution/events/timer-boundary.bpmn');
const cycles = given('engine/execution/events/timer-boundary-cycle.bpmn');

describe('timer boundary event (13.5.3)', () => {
  it('does not fire before it is due', async () => {
    const world = await late.started();

    world.advance('PT71H59M59S');

    expect(world.open()).to.deep.equal(['Task_Answer']);
    expect(world.timers()).to.deep.equal(['Boundary_Late', 'Boundary_Reminder']);
  });

  it('lets the activity go on where it does not interrupt, and fires once', async () => {
    const world = await late.started();

    world.advance('P9D');

    expect(world.open()).to.deep.equal(['Task_Answer', 'Task_Remind']);
    expect(world.timers()).to.deep.equal(['Boundary_Late']);
  });

  it('interrupts the activity where it does', async () => {
    const world = await late.started();

    world.advance('P10D');

    expect(world.open()).to.deep.equal(['Task_Escalate', 'Task_Remind']);
    expect(world.cancelled()).to.deep.equal(['Task_Answer']);
    expect(world.timers()).to.deep.equal([]);
  });

  it('is cancelled when the activity is completed in time', async () => {
    const world = await late.started();

    world.complete('Task_Answer').advance('P1Y');

    expect(world.status()).to.equal('completed');
    expect(world.events('TimerFired')).to.deep.equal([]);
    expect(world.events('TimerCancelled').map(({ element }) => element)).to.have.members([
      'Boundary_Late',
      'Boundary_Reminder',
    ]);
  });
});

describe('timer boundary event with a cycle (10.5.5)', () => {
  it('fires as often as its limit says', async () => {
    const world = await cycles.started();

    world.advance('P2W');
    expect(world.open().filter((task) => task === 'Task_CheckTraining')).to.have.length(2);
    world.advance('P10W');

    expect(world.open().filter((task) => task === 'Task_CheckTraining')).to.have.length(3);
    expect(world.timers()).not.to.include('Boundary_ThreeTimes');
  });

  it('fires without a limit as long as the activity lasts', async () => {
    const world = await cycles.started();

    world.advance('P30D');
    expect(world.open().filter((task) => task === 'Task_Measure')).to.have.length(30);
    world.complete('Task_Monitoring').advance('P30D');

    expect(world.open().filter((task) => task === 'Task_Measure')).to.have.length(30);
  });

  it('counts from its own start date, at the same time of day in winter and summer', async () => {
    const world = await cycles.started();

    expect(world.dueAt('Boundary_Appointments')).to.equal('2026-03-02T09:00:00.000Z');
    world.advanceTo('2026-03-03T00:00:00+01:00');
    expect(world.dueAt('Boundary_Appointments')).to.equal('2026-04-02T08:00:00.000Z');
    world.advanceTo('2027-01-01T00:00:00+01:00');

    expect(world.open().filter((task) => task === 'Task_Appointment')).to.have.length(2);
  });
});
