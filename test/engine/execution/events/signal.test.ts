import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const ward = given('engine/execution/events/signal.bpmn');

describe('signal events (10.5.5, 13.5.2)', () => {
  it('reaches who waits in the instance that throws it', async () => {
    const world = await ward.started();

    world.complete('Task_Alarm');

    expect(world.open()).to.deep.equal(['Task_CountPatients', 'Task_MovePatients']);
    expect(world.thrownSignals()).to.deep.equal(['Evakuering']);
  });

  it('reaches every other instance that waits', async () => {
    const world = await ward.started();
    const others = [world.start('Process_Ward'), world.start('Process_Ward')];

    world.complete('Task_Alarm');

    for (const other of others) expect(other.open()).to.deep.equal(['Task_Alarm', 'Task_MovePatients']);
  });

  it('starts the processes that begin with it, with its content', async () => {
    const world = await ward.started();

    world.complete('Task_Alarm');

    const drills = world.simulation.instances().filter((id) => world.of(id).state().process === 'Process_Drill');
    expect(drills).to.have.length(1);
    expect(world.of(drills[0] ?? '').open()).to.deep.equal(['Task_Evaluate']);
    expect(world.of(drills[0] ?? '').variable('ward')).to.equal('B2');
  });

  it('can be thrown as a process ends', async () => {
    const world = await ward.started();

    expect(world.start('Process_AllClear').status()).to.equal('completed');

    expect(world.open()).to.deep.equal(['Task_Alarm', 'Task_MovePatients']);
  });

  it('can come from outside', async () => {
    const world = await ward.started();

    world.signal('Evakuering', { ward: 'C1' });

    expect(world.open()).to.deep.equal(['Task_Alarm', 'Task_MovePatients']);
    expect(world.variable('ward')).to.equal('C1');
  });

  it('is not caught by the thrower where it begins to wait afterwards', async () => {
    const world = await ward.started({ process: 'Process_Echo' });

    expect(world.subscriptions('signal')).to.deep.equal(['Catch_Echo']);
    expect(world.signal('Evakuering').open()).to.deep.equal(['Task_Heard']);
  });

  it('is not kept for those who begin to wait later', async () => {
    const world = await ward.deployed();

    world.signal('Evakuering');
    const later = world.start('Process_Ward');

    expect(later.open()).to.deep.equal(['Task_Alarm']);
  });
});

describe('signal boundary event (13.5.3)', () => {
  const treatment = given('engine/execution/events/signal-boundary.bpmn');

  it('fires every time where it does not interrupt', async () => {
    const world = await treatment.started();

    world.signal('Øvelse').signal('Øvelse');

    expect(world.open()).to.deep.equal(['Task_Note', 'Task_Note', 'Task_Treat']);
  });

  it('interrupts every instance that waits', async () => {
    const world = await treatment.started();
    const other = world.start('Process_SignalBoundary');

    world.signal('Evakuering');

    expect(world.open()).to.deep.equal(['Task_Evacuate']);
    expect(other.open()).to.deep.equal(['Task_Evacuate']);
    expect(world.subscriptions()).to.deep.equal([]);
  });
});
