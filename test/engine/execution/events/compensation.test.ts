import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const booking = given('engine/execution/events/compensation.bpmn');

/** Bed in A1, then transport with the room changed to B2; then the decision. */
async function decided(decision: string) {
  const world = await booking.started({ variables: { needsTransport: true } });
  world.complete('Task_BookBed', { room: 'A1' }).complete('Task_BookTransport', { room: 'B2' });
  return world.complete('Task_Decide', { decision, room: 'C3' });
}

describe('compensation thrown in the flow (13.5.5)', () => {
  it('runs the handler of the activity that it names, and of no other', async () => {
    const world = await decided('transport');

    expect(world.open()).to.deep.equal(['Task_CancelTransport']);
    world.complete('Task_CancelTransport');

    expect(world.open()).to.deep.equal(['Task_Inform']);
    expect(world.complete('Task_Inform').status()).to.equal('completed');
  });

  it('runs the handlers of the whole scope where it names none, last completed first, one after the other', async () => {
    const world = await decided('all');

    expect(world.open()).to.deep.equal(['Task_CancelTransport']);
    expect(world.complete('Task_CancelTransport').open()).to.deep.equal(['Task_CancelBed']);
    expect(world.complete('Task_CancelBed').open()).to.deep.equal(['Task_Inform']);
  });

  it('shows each handler the data as it was when its activity completed', async () => {
    const world = await decided('all');

    expect(world.visibleIn('Task_CancelTransport')).to.include({ room: 'B2' });
    world.complete('Task_CancelTransport');
    expect(world.visibleIn('Task_CancelBed')).to.include({ room: 'A1' });
    world.complete('Task_CancelBed');

    expect(world.variable('room')).to.equal('C3');
  });

  it('tells what is to be compensated once, not again with each handler', async () => {
    const world = await decided('all');
    world.complete('Task_CancelTransport').complete('Task_CancelBed');

    const advanced = world.events('CompensationAdvanced');
    expect(advanced.map(({ state }) => state?.pending.map(({ element }) => element))).to.deep.equal([
      ['Task_BookBed', 'Task_BookTransport'],
      undefined,
      undefined,
    ]);
  });

  it('goes on without waiting where it says so', async () => {
    const world = await decided('meanwhile');

    expect(world.open()).to.deep.equal(['Task_CancelBed', 'Task_Inform']);
    world.complete('Task_Inform');
    expect(world.status()).to.equal('running');
    expect(world.complete('Task_CancelBed').status()).to.equal('completed');
  });

  it('is thrown by an end event too, and the process ends when the handlers have', async () => {
    const world = await decided('end');

    world.complete('Task_CancelTransport');
    expect(world.status()).to.equal('running');

    expect(world.complete('Task_CancelBed').status()).to.equal('completed');
  });

  it('does not compensate an activity that never completed', async () => {
    const world = await booking.started({ variables: { needsTransport: false } });

    world.complete('Task_BookBed').complete('Task_Decide', { decision: 'transport' });

    expect(world.open()).to.deep.equal(['Task_Inform']);
    expect(world.completed()).not.to.include('Task_CancelTransport');
  });

  it('is withdrawn with the instance, handlers and all', async () => {
    const world = await decided('all');

    world.cancel();

    expect(world.status()).to.equal('cancelled');
    expect(world.events('TaskCancelled').map(({ element }) => element)).to.deep.equal(['Task_CancelTransport']);
  });

  it('never runs a handler in the normal flow', async () => {
    const world = await decided('keep');

    expect(world.status()).to.equal('completed');
    expect(world.completed()).not.to.include.members(['Task_CancelBed']);
  });
});

describe('compensation beside activities that are open (13.5.5)', () => {
  it('compensates what has completed, not what is still open', async () => {
    const world = await given('engine/execution/events/compensation-of-active-activities.bpmn').started();

    world.complete('Task_Book');

    expect(world.open()).to.deep.equal(['Task_Treat', 'Task_Unbook']);
  });

  it('compensates each completion once', async () => {
    const world = await given('engine/execution/events/compensation-of-active-activities.bpmn').started();

    world.completeAll('Task_Book', 'Task_Unbook');

    expect(world.open()).to.deep.equal(['Task_Close', 'Task_Treat']);
    expect(world.timesCompleted('Task_Unbook')).to.equal(1);
  });
});
