import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/embedded-sub-process.bpmn');

describe('Embedded sub-process (BPMN 2.0.2, 13.3.4)', () => {
  it('begins at its start event, however deeply it is nested', async () => {
    const world = await model.started();

    expect(world.completed()).to.deep.equal(['Start', 'Start_Outer', 'Start_Inner']);
    expect(world.open()).to.deep.equal(['Task_Inner']);
  });

  it('completes from the inside out', async () => {
    const world = await model.started();

    world.complete('Task_Inner');
    expect(world.open()).to.deep.equal(['Task_Outer']);
    world.complete('Task_Outer');

    expect(world.open()).to.deep.equal(['Task_After']);
    expect(world.completed().slice(3)).to.deep.equal([
      'Task_Inner',
      'End_Inner',
      'Sub_Inner',
      'Task_Outer',
      'End_Outer',
      'Sub_Outer',
    ]);
  });

  it('is interrupted with all that it holds by its boundary event (13.5.3)', async () => {
    const world = await model.started();

    world.advance('P14D');

    expect(world.open()).to.deep.equal(['Task_Late']);
    expect(world.cancelled()).to.include.members(['Task_Inner', 'Sub_Inner', 'Sub_Outer']);
    expect(world.state().scopes).to.have.length(1);
  });

  it('begins all activities without incoming flow where it has no start event', async () => {
    const world = await model.started({ process: 'Process_NoStart' });
    expect(world.open()).to.deep.equal(['Task_Function', 'Task_Nutrition']);

    world.completeAll('Task_Function', 'Task_Nutrition');
    expect(world.open()).to.deep.equal(['Task_Weigh']);
    world.complete('Task_Weigh');

    expect(world.open()).to.deep.equal(['Task_AfterNoStart']);
  });

  it('is left once, when the last of its tokens has been consumed', async () => {
    const world = await model.started({ process: 'Process_Tokens' });

    world.complete('Task_Aids');
    expect(world.open()).to.deep.equal(['Task_Transport']);
    world.complete('Task_Transport');

    expect(world.open()).to.deep.equal(['Task_AfterTokens']);
    expect(world.timesCompleted('Sub_Tokens')).to.equal(1);
  });

  it('is ended by terminate, and only it: the parent goes on beside and behind it (13.5.6)', async () => {
    const world = await model.started({ process: 'Process_Terminate' });
    expect(world.open()).to.deep.equal(['Task_Beside', 'Task_Stop', 'Task_Tests']);

    world.complete('Task_Stop');

    expect(world.open()).to.deep.equal(['Task_AfterTerminate', 'Task_Beside']);
    expect(world.cancelled()).to.deep.equal(['Task_Tests']);
  });

  it('opens a scope of its own for each token that arrives', async () => {
    const world = await model.started({ process: 'Process_Twice' });

    world.complete('Task_Visit', { note: 'first' });

    expect(world.open()).to.deep.equal(['Task_Visit', 'Task_Write']);
    expect(world.visibleIn('Task_Write').note).to.equal('first');
    expect(world.visibleIn('Task_Visit').note ?? null).to.equal(null);
    world.completeAll('Task_Visit', 'Task_Write', 'Task_Write');
    expect(world.timesCompleted('Sub_Twice')).to.equal(2);
    expect(world.status()).to.equal('completed');
  });
});
