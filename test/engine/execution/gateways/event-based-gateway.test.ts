import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const awaitAnswer = given('engine/execution/gateways/event-based-gateway.bpmn');
const receiveTasks = given('engine/execution/gateways/event-based-gateway-receive-task.bpmn');

function expectNothingAwaited(world: World) {
  expect(world.timers()).to.deep.equal([]);
  expect(world.subscriptions()).to.deep.equal([]);
}

describe('event-based gateway (13.4.4)', () => {
  it('waits for all its events at once', async () => {
    const world = await awaitAnswer.started();

    expect(world.timers()).to.deep.equal(['Catch_Late']);
    expect(world.subscriptions()).to.deep.equal(['Catch_Answer', 'Catch_Closed', 'Catch_Withdrawn']);
    expect(world.open()).to.deep.equal([]);
  });

  const races: readonly [string, string, (world: World) => unknown][] = [
    ['a message', 'Task_ReadAnswer', (world) => world.message('Svar', { key: 'case-1' })],
    ['a timer', 'Task_Remind', (world) => world.advance('P7D')],
    ['a signal', 'Task_Move', (world) => world.signal('Avdelingen stengt')],
    ['a condition', 'Task_Close', (world) => world.set({ withdrawn: true })],
  ];
  for (const [trigger, task, happens] of races)
    it(`goes on by ${trigger} and no longer waits for the other events`, async () => {
      const world = await awaitAnswer.started({ businessKey: 'case-1' });

      happens(world);

      expect(world.open()).to.deep.equal([task]);
      expectNothingAwaited(world);
      for (const [, , other] of races) other(world);
      expect(world.open()).to.deep.equal([task]);
    });

  it('takes exactly one outgoing flow', async () => {
    const world = await awaitAnswer.started({ businessKey: 'case-1' });

    world.message('Svar', { key: 'case-1' });

    expect(world.path()).to.deep.equal(['Flow_AwaitAnswer_Await', 'Flow_Await_Answer', 'Flow_Answer_ReadAnswer']);
  });

  it('goes on at once where a condition behind it is true already', async () => {
    const world = await awaitAnswer.started({ variables: { withdrawn: true } });

    expect(world.open()).to.deep.equal(['Task_Close']);
    expectNothingAwaited(world);
  });

  it('lets receive tasks take part in the race', async () => {
    const world = await receiveTasks.started({ businessKey: 'case-1' });
    expect(world.subscriptions('message')).to.deep.equal(['Receive_Answer', 'Receive_Declined']);

    expect(world.message('Svar', { key: 'case-1' })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_ReadAnswer']);
    expect(world.completed()).to.include('Receive_Answer');
    expectNothingAwaited(world);
  });

  it('leaves no receive task behind where the timer wins', async () => {
    const world = await receiveTasks.started({ businessKey: 'case-1' });

    world.advance('P7D');

    expect(world.open()).to.deep.equal(['Task_Remind']);
    expect(world.message('Svar', { key: 'case-1' })).to.equal(0);
    expectNothingAwaited(world);
  });
});
