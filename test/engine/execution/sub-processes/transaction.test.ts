import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/transaction.bpmn');

describe('Transaction (BPMN 2.0.2, 10.3.5)', () => {
  it('is left by its normal flow when it succeeds, and nothing is compensated', async () => {
    const world = await model.started();

    world.completeAll('Task_Transport', 'Task_Place', 'Task_Agree');

    expect(world.open()).to.deep.equal(['Task_Home']);
    expect(world.events('CompensationAdvanced')).to.deep.equal([]);
  });

  it('compensates what has completed, last first, when it is cancelled', async () => {
    const world = await model.started();
    world.completeAll('Task_Transport', 'Task_Place').complete('Task_Agree', { agreed: 'no' });

    expect(world.open()).to.deep.equal(['Task_CancelPlace']);
    world.complete('Task_CancelPlace');

    expect(world.open()).to.deep.equal(['Task_CancelTransport']);
  });

  it('is left by its cancel boundary after the compensation', async () => {
    const world = await model.started();
    world.completeAll('Task_Transport', 'Task_Place').complete('Task_Agree', { agreed: 'no' });

    world.completeAll('Task_CancelPlace', 'Task_CancelTransport');

    expect(world.open()).to.deep.equal(['Task_Stay']);
    expect(world.completed()).to.not.include('Transaction_Discharge');
    expect(world.state().scopes).to.have.length(1);
  });

  it('cancels open work before it compensates', async () => {
    const world = await model.started({ process: 'Process_OpenWork' });

    world.completeAll('Task_Book', 'Task_GiveUp');

    expect(world.cancelled()).to.include('Task_Other');
    expect(world.open()).to.deep.equal(['Task_Unbook']);
    world.complete('Task_Unbook');
    expect(world.open()).to.deep.equal(['Task_Cancelled']);
  });

  it('is left by its cancel boundary at once where nothing has to be compensated', async () => {
    const world = await model.started({ process: 'Process_OpenWork' });

    world.complete('Task_GiveUp');

    expect(world.open()).to.deep.equal(['Task_Cancelled']);
  });

  it('is left without compensation by an error: the hazard', async () => {
    const world = await model.started();

    world.completeAll('Task_Transport', 'Task_Place').complete('Task_Agree', { agreed: 'hazard' });

    expect(world.open()).to.deep.equal(['Task_Handle']);
    expect(world.events('CompensationAdvanced')).to.deep.equal([]);
  });
});

describe('Transaction within a transaction (BPMN 2.0.2, 10.3.5)', () => {
  it('is cancelled alone: the outer one goes on from its cancel boundary', async () => {
    const world = await model.started({ process: 'Process_NestedTransaction' });

    world.complete('Task_InnerBook', { inner: 'cancel' });
    expect(world.open()).to.deep.equal(['Task_InnerUnbook']);
    world.complete('Task_InnerUnbook');

    expect(world.open()).to.deep.equal(['Task_Alternative']);
    world.complete('Task_Alternative');
    expect(world.open()).to.deep.equal(['Task_Done']);
  });

  it('is compensated when it has completed and the outer one is cancelled', async () => {
    const world = await model.started({ process: 'Process_NestedTransaction' });

    world.complete('Task_InnerBook').complete('Task_Confirm', { outer: 'cancel' });
    expect(world.open()).to.deep.equal(['Task_InnerUnbook']);
    world.complete('Task_InnerUnbook');

    expect(world.open()).to.deep.equal(['Task_AllCancelled']);
  });
});
