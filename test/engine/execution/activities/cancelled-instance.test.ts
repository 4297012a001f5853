import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/cancelled-instance.bpmn');

describe('Cancelling an instance', () => {
  it('leaves no task, job, timer or subscription behind', async () => {
    const world = await model.started();
    expect(world.open()).to.deep.equal(['Task_A', 'Task_D']);
    expect([...world.jobs(), ...world.timers(), ...world.subscriptions()]).to.have.length(3);

    world.cancel('entered in error');

    expect(world.status()).to.equal('cancelled');
    expect([...world.open(), ...world.jobs(), ...world.timers(), ...world.subscriptions()]).to.deep.equal([]);
    expect(world.cancelled()).to.include.members(['Task_A', 'Service_B', 'Receive_C', 'Task_D', 'Sub_D']);
    expect(world.events('InstanceCancelled')[0]).to.include({ reason: 'entered in error' });
  });

  it('takes no flow and completes nothing', async () => {
    const world = await model.started();
    const before = world.path().length;

    world.cancel();

    expect(world.path()).to.have.length(before);
    expect(world.completed()).to.not.include('End');
  });

  it('refuses every later command', async () => {
    const world = await model.started();
    const [task] = world.tasks();
    world.cancel();

    expect(world.refusal(() => world.simulation.complete(task!.taskId))).to.be.oneOf([
      'INSTANCE_ENDED',
      'TASK_NOT_FOUND',
    ]);
    expect(world.refusal(() => world.cancel())).to.equal('INSTANCE_ENDED');
  });
});
