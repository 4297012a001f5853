import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/event-sub-process-armed-with-what-started.bpmn');

describe('event sub-process of a process that a message starts (13.5.4)', () => {
  it('waits for its message by the key that the starting message brought', async () => {
    const world = await model.deployed();
    world.message('referral', { variables: { referral: 'r-1', deadline: '2026-02-01' } });

    expect(world.message('withdrawal', { key: 'r-2' })).to.equal(0);
    expect(world.message('withdrawal', { key: 'r-1' })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Withdraw']);
  });

  it('waits for the date that the starting message brought', async () => {
    const world = await model.deployed();
    world.message('referral', { variables: { referral: 'r-1', deadline: '2026-02-01' } });

    expect(world.dueAt('Start_Deadline')).to.equal('2026-01-31T23:00:00.000Z');
  });

  it('waits by what the start event makes of the message', async () => {
    const world = await model.deployed();
    world.message('order', { variables: { number: 'o-7' } });

    expect(world.message('cancel order', { key: 'o-7' })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Cancel']);
    expect(world.variables()).to.include({ case: 'o-7' });
  });
});
