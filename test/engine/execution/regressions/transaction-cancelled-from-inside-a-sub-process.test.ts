import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/transaction-cancelled-from-inside-a-sub-process.bpmn');

describe('cancel end event in a sub-process of a transaction (10.3.5)', () => {
  it('undoes what completed in the sub-process and in the transaction, last first', async () => {
    const world = await model.started();

    world.completeAll('Task_Book', 'Task_Order', 'Task_Confirm');

    expect(world.open()).to.deep.equal(['Task_UndoOrder']);
    expect(world.complete('Task_UndoOrder').open()).to.deep.equal(['Task_Unbook']);
  });

  it('leaves the transaction by its cancel boundary event when that is done', async () => {
    const world = await model.started();
    world.completeAll('Task_Book', 'Task_Order', 'Task_Confirm', 'Task_UndoOrder', 'Task_Unbook');

    expect(world.open()).to.deep.equal(['Task_Inform']);
    expect(world.path()).not.to.include('Transaction_Plan_End');
    expect(world.complete('Task_Inform').status()).to.equal('completed');
  });
});
