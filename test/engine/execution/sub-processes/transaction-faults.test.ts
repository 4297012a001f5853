import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/transaction-faults.bpmn');
const cancelled = async () => (await model.started()).complete('Service_Book').completeAll('Task_Aids', 'Task_Decide');

describe('Compensation in a cancelled transaction (BPMN 2.0.2, 10.3.5 and 13.5.5)', () => {
  it('can be a whole sub-process, and waits for all of it', async () => {
    const world = await cancelled();
    expect(world.open()).to.deep.equal(['Task_Return']);
    expect(world.jobs()).to.deep.equal([]);

    world.complete('Task_Return');

    expect(world.jobs()).to.deep.equal(['Service_Unbook']);
  });

  it('waits for an operator where a handler fails, and goes on when that is resolved', async () => {
    const world = (await cancelled()).complete('Task_Return');

    world.failJob('Service_Unbook', 0);

    expect(world.incidents()).to.deep.equal(['JOB_FAILED']);
    world.resolve('Service_Unbook', 'skip');
    expect(world.open()).to.deep.equal(['Task_Cancelled']);
  });

  it('ends with the transaction when an error of a handler is caught on its boundary', async () => {
    const world = (await cancelled()).complete('Task_Return');

    world.throwJobError('Service_Unbook', 'undoFailed');

    expect(world.open()).to.deep.equal(['Task_UndoFailed']);
    expect(world.jobs()).to.deep.equal([]);
  });

  it('ends with the instance when that is cancelled', async () => {
    const world = await cancelled();

    world.cancel();

    expect(world.open()).to.deep.equal([]);
    expect(world.status()).to.equal('cancelled');
  });
});
