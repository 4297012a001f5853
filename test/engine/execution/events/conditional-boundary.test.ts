import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const zones = given('engine/execution/events/conditional-boundary.bpmn');

describe('conditional boundary event (13.5.3)', () => {
  it('fires when it is armed where the condition is true already', async () => {
    const world = await zones.started({ variables: { pulse: 130 } });

    expect(world.open()).to.deep.equal(['Task_CallPatient', 'Task_FollowUp']);
  });

  it('interrupts its activity as soon as it is entered where the condition is true already', async () => {
    const world = await zones.started({ variables: { readmitted: true } });

    expect(world.open()).to.deep.equal(['Task_Close']);
    expect(world.events('TaskCreated').map(({ element }) => element)).to.deep.equal(['Task_Close']);
  });

  it('fires on each change from false to true where it does not interrupt', async () => {
    const world = await zones.started({ variables: { pulse: 80 } });

    world.set({ pulse: 130 }).set({ pulse: 80 }).set({ pulse: 140 });

    expect(world.open()).to.deep.equal(['Task_CallPatient', 'Task_CallPatient', 'Task_FollowUp']);
  });

  it('does not fire again while the condition stays true', async () => {
    const world = await zones.started({ variables: { pulse: 130 } });

    world.set({ pulse: 131 }).set({ pulse: 150 });

    expect(world.open()).to.deep.equal(['Task_CallPatient', 'Task_FollowUp']);
  });

  it('takes a change to an unset value as a change away from true', async () => {
    const world = await zones.started({ variables: { pulse: 130 } });

    world.set({ pulse: null }).set({ pulse: 130 });

    expect(world.open()).to.deep.equal(['Task_CallPatient', 'Task_CallPatient', 'Task_FollowUp']);
    expect(world.incidents()).to.deep.equal([]);
  });

  it('interrupts its activity when the condition becomes true', async () => {
    const world = await zones.started();

    world.set({ readmitted: true });

    expect(world.open()).to.deep.equal(['Task_Close']);
    expect(world.cancelled()).to.deep.equal(['Task_FollowUp']);
    expect(world.subscriptions()).to.deep.equal([]);
  });
});
