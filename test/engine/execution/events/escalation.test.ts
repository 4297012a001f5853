import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const escalation = given('engine/execution/events/escalation.bpmn');
const interrupting = given('engine/execution/events/escalation-interrupting.bpmn');

describe('escalation events (10.5.5, 13.5.3)', () => {
  it('is caught without interrupting, and the thrower goes on', async () => {
    const world = await escalation.started();

    world.complete('Task_Prepare');

    expect(world.open()).to.deep.equal(['Task_InformFamily', 'Task_Treat']);
    expect(world.escalations()).to.deep.equal(['DELAY']);
    expect(world.events('EscalationThrown')[0]?.caughtBy).to.equal('Boundary_Delay');
  });

  it('is thrown by an end event and interrupts the sub-process where its catcher does', async () => {
    const world = await escalation.started();

    world.completeAll('Task_Prepare', 'Task_Treat');

    expect(world.open()).to.deep.equal(['Task_InformFamily', 'Task_Replan']);
    expect(world.completed()).not.to.include('SubProcess_Treatment');
  });

  it('ends the thrower and everything beside it in an interrupted sub-process', async () => {
    const world = await interrupting.started();

    world.complete('Task_Prepare');

    expect(world.open()).to.deep.equal(['Task_Replan']);
    expect(world.cancelled()).to.include.members(['Task_Observe', 'SubProcess_Treatment']);
    expect(world.complete('Task_Replan').status()).to.equal('completed');
  });

  it('has no effect where nothing catches it', async () => {
    const world = await interrupting.started({ process: 'Process_Uncaught' });

    expect(world.open()).to.deep.equal(['Task_GoOn']);
    world.complete('Task_GoOn');

    expect(world.escalations()).to.deep.equal(['DELAY', 'OTHER']);
    expect(world.events('EscalationThrown').map(({ caughtBy }) => caughtBy)).to.deep.equal([undefined, undefined]);
    expect(world.incidents()).to.deep.equal([]);
    expect(world.status()).to.equal('completed');
  });
});
