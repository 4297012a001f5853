import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('cancel events (10.5.5, 13.5.3)', () => {
  it('ends what is open in the transaction, compensates what completed, and leaves by the cancel boundary event', async () => {
    const world = await given('engine/execution/events/cancel.bpmn').started();

    world.completeAll('Task_Book', 'Task_Regret');

    expect(world.open()).to.deep.equal(['Task_Unbook']);
    expect(world.cancelled()).to.include('Task_Other');
    world.complete('Task_Unbook');

    expect(world.open()).to.deep.equal(['Task_Inform']);
    expect(world.complete('Task_Inform').status()).to.equal('completed');
    expect(world.completed()).not.to.include('End_Booked');
  });
});
