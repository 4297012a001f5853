import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const everything = given('engine/execution/faults/cancel-instance.bpmn');

describe('cancelling an instance', () => {
  it('leaves no task, job, timer, subscription or incident', async () => {
    const world = await everything.started({ variables: { divisor: 0 }, process: 'Process_Everything' });
    expect(world.open()).to.deep.equal(['Task_Called', 'Task_Inner', 'Task_Inner', 'Task_Open']);
    expect(world.incidents()).to.deep.equal(['EXPRESSION_FAILED']);

    world.cancel();

    expect(world.status()).to.equal('cancelled');
    expect([
      ...world.open(),
      ...world.jobs(),
      ...world.timers(),
      ...world.subscriptions(),
      ...world.incidents(),
    ]).to.deep.equal([]);
  });

  it('says of each of them that it was cancelled', async () => {
    const world = await everything.started({ variables: { divisor: 0 }, process: 'Process_Everything' });

    world.cancel();

    const elements = (type: 'TaskCancelled' | 'JobCancelled' | 'TimerCancelled' | 'SubscriptionClosed') =>
      world
        .events(type)
        .map(({ element }) => element)
        .sort();
    expect(elements('TaskCancelled')).to.deep.equal(['Task_Called', 'Task_Inner', 'Task_Inner', 'Task_Open']);
    expect(elements('JobCancelled')).to.deep.equal(['Service_Job']);
    expect(elements('TimerCancelled')).to.deep.equal(['Boundary_Late']);
    expect(elements('SubscriptionClosed')).to.deep.equal(['Catch_Condition', 'Catch_Message', 'Catch_Signal']);
    expect(world.events('IncidentResolved').map(({ action }) => action)).to.deep.equal(['cancelled']);
  });

  it('keeps the reason, and completes nothing', async () => {
    const world = await everything.started({ variables: { divisor: 0 }, process: 'Process_Everything' });
    const before = world.completed();

    world.cancel('entered in error');

    expect(world.events('InstanceCancelled')[0]).to.include({ reason: 'entered in error' });
    expect(world.completed()).to.deep.equal(before);
    expect(world.history().at(-1)?.type).to.equal('InstanceCancelled');
  });

  it('does not disturb other instances', async () => {
    const world = await everything.started({ variables: { divisor: 1 }, process: 'Process_Everything' });
    const other = world.start('Process_Everything', { variables: { divisor: 1 } });

    world.cancel();

    expect(other.open()).to.deep.equal(['Task_Called', 'Task_Inner', 'Task_Inner', 'Task_Open']);
  });
});
