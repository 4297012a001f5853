import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const condition = given('engine/execution/events/conditional-catch.bpmn');
const scopes = given('engine/execution/events/conditional-scopes.bpmn');

describe('conditional event in the flow (10.5.5, 13.5.2)', () => {
  it('goes on at once where its condition is true when the token arrives', async () => {
    const world = await condition.started({ variables: { pulse: 130, limit: 120 } });

    expect(world.open()).to.deep.equal(['Task_Call']);
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('waits until the data makes its condition true', async () => {
    const world = await condition.started({ variables: { pulse: 80, limit: 120 } });

    expect(world.set({ pulse: 100 }).open()).to.deep.equal([]);
    expect(world.set({ pulse: 121 }).open()).to.deep.equal(['Task_Call']);
  });

  it('looks at every variable that it reads', async () => {
    const world = await condition.started({ variables: { pulse: 100, limit: 120 } });

    expect(world.set({ limit: 90 }).open()).to.deep.equal(['Task_Call']);
  });

  it('takes an unset value as not yet, not as an incident', async () => {
    const world = await condition.started();
    expect(world.subscriptions('conditional')).to.deep.equal(['Catch_HighPulse']);

    world.set({ pulse: 130 });
    expect(world.open()).to.deep.equal([]);
    expect(world.incidents()).to.deep.equal([]);

    expect(world.set({ limit: 120 }).open()).to.deep.equal(['Task_Call']);
  });

  it('sees data that a task in the same process writes', async () => {
    const world = await scopes.started();

    world.complete('Task_Measure', { pulse: 130 });

    expect(world.open()).to.deep.equal(['Task_Call']);
  });

  it('reads the data of its own scope and of the scopes around it', async () => {
    const world = await scopes.started();
    expect(world.set({ pulse: 99 }).open()).to.deep.equal(['Task_Measure']);

    expect(world.set({ pulse: 101 }).open()).to.deep.equal(['Task_Call', 'Task_Measure']);
  });
});

describe('conditional start event (13.5.1)', () => {
  it('is data of the model: the condition that starts the process', async () => {
    const { starts } = await given('engine/execution/events/conditional-start.bpmn').compiled();

    expect(starts.map(({ element, trigger }) => [element, trigger.kind])).to.deep.equal([
      ['Start_Season', 'conditional'],
    ]);
  });

  it('starts an instance when it is triggered', async () => {
    const model = given('engine/execution/events/conditional-start.bpmn');

    const world = await model.started({ element: 'Start_Season' });

    expect(world.open()).to.deep.equal(['Task_CallIn']);
  });
});
