import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const nested = given('engine/execution/events/compensation-nested.bpmn');
const black = given('engine/execution/events/compensation-of-sub-process.bpmn');
const trial = given('engine/execution/events/compensation-event-sub-process.bpmn');

describe('compensation of completed sub-processes (13.5.5)', () => {
  it('reaches into completed sub-processes, in reverse order through all depths', async () => {
    const world = await nested.started();
    world.completeAll('Task_Book', 'Task_Train', 'Task_Order', 'Task_Decide');

    for (const handler of ['Task_CancelOrder', 'Task_Untrain', 'Task_Unbook']) {
      expect(world.open()).to.deep.equal([handler]);
      world.complete(handler);
    }

    expect(world.open()).to.deep.equal(['Task_Close']);
    expect(world.complete('Task_Close').status()).to.equal('completed');
  });

  it('compensates only what is inside the sub-process that it names', async () => {
    const world = await nested.started();
    world.completeAll('Task_Book', 'Task_Train', 'Task_Order').complete('Task_Decide', { decision: 'prepared' });

    world.completeAll('Task_Untrain', 'Task_Unbook');

    expect(world.open()).to.deep.equal(['Task_Close']);
  });

  it('runs the handler of a sub-process in place of the handlers inside it', async () => {
    const world = await black.started();

    world.complete('Task_Book');
    expect(world.open()).to.deep.equal(['Task_Phone']);
    expect(world.complete('Task_Phone').open()).to.deep.equal(['Task_Confirm']);

    expect(world.complete('Task_Confirm').open()).to.deep.equal(['Task_Close']);
    expect(world.completed()).not.to.include('Task_Unbook');
  });
});

describe('compensation of calls, of instances and of one scope (13.5.5)', () => {
  it('reaches into a completed call, in another model too, with the data of the called process', async () => {
    const call = given('engine/execution/events/compensation-of-call.bpmn');
    const world = await call.started({ with: ['engine/execution/events/compensation-called.bpmn'] });
    world.complete('Task_Book', { room: 'A1' }).complete('Task_Order', { room: 'B2' });

    expect(world.open()).to.deep.equal(['Task_CancelOrder']);
    world.complete('Task_CancelOrder');
    expect(world.visibleIn('Task_Unbook')).to.include({ room: 'A1' });

    expect(world.complete('Task_Unbook').open()).to.deep.equal(['Task_Close']);
    expect(world.complete('Task_Close').status()).to.equal('completed');
  });

  it('reaches into every completed instance of a sub-process', async () => {
    const world = await given('engine/execution/events/compensation-of-multi-instance-sub-process.bpmn').started();
    world.completeAll('Task_Book', 'Task_Visit', 'Task_Book', 'Task_Visit');

    expect(world.open()).to.deep.equal(['Task_Unbook']);
    expect(world.complete('Task_Unbook').open()).to.deep.equal(['Task_Unbook']);
    expect(world.complete('Task_Unbook').open()).to.deep.equal(['Task_Close']);
  });

  it('does not reach out of the scope that it is thrown in', async () => {
    const world = await given('engine/execution/events/compensation-in-scope.bpmn').started();

    world.completeAll('Task_Order', 'Task_Book');
    expect(world.open()).to.deep.equal(['Task_Unbook']);

    expect(world.complete('Task_Unbook').open()).to.deep.equal(['Task_After']);
    expect(world.complete('Task_After').status()).to.equal('completed');
    expect(world.completed()).not.to.include('Task_CancelOrder');
  });
});

describe('compensation event sub-process (13.5.4, 13.5.5)', () => {
  it('runs with the data of its sub-process as that completed', async () => {
    const world = await trial.started({ variables: { dose: 5 } });
    world.complete('Task_Dispense').set({ dose: 7 }).complete('Task_Decide');

    expect(world.open()).to.deep.equal(['Task_RecordUndo']);
    expect(world.visibleIn('Task_RecordUndo')).to.include({ level: 10 });
  });

  it('can compensate what is inside its sub-process, and waits for it', async () => {
    const world = await trial.started({ variables: { dose: 5 } });
    world.completeAll('Task_Dispense', 'Task_Decide', 'Task_RecordUndo');

    expect(world.open()).to.deep.equal(['Task_TakeBack']);
    expect(world.complete('Task_TakeBack').open()).to.deep.equal(['Task_RecordTakenBack']);
    expect(world.complete('Task_RecordTakenBack').open()).to.deep.equal(['Task_Close']);
    expect(world.complete('Task_Close').status()).to.equal('completed');
  });

  it('does not run where its sub-process is not compensated', async () => {
    const world = await trial.started({ variables: { dose: 5 } });

    world.complete('Task_Dispense');

    expect(world.open()).to.deep.equal(['Task_Decide']);
  });
});
