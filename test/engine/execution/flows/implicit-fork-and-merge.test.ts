import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const implicit = given('engine/execution/flows/implicit-fork-and-merge.bpmn');

describe('several flows out of and into an activity (13.3.1)', () => {
  it('gives every unconditional outgoing flow a token', async () => {
    const world = await implicit.started();

    world.complete('Task_Decide');

    expect(world.open()).to.deep.equal(['Task_NotifyGp', 'Task_NotifyHomeCare']);
  });

  it('does the activity once for every token that arrives', async () => {
    const world = await implicit.started();

    world.completeAll('Task_Decide', 'Task_NotifyGp');
    expect(world.open()).to.deep.equal(['Task_NotifyHomeCare', 'Task_RecordReceipt']);
    world.completeAll('Task_RecordReceipt', 'Task_NotifyHomeCare');
    expect(world.open()).to.deep.equal(['Task_RecordReceipt']);

    expect(world.complete('Task_RecordReceipt').status()).to.equal('completed');
    expect(world.timesCompleted('Task_RecordReceipt')).to.equal(2);
  });
});
