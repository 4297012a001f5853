import { expect } from 'chai';

import { step } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/ad-hoc.bpmn');

describe('Ad-hoc sub-process (BPMN 2.0.2, 13.3.5)', () => {
  it('starts none of its activities by itself', async () => {
    const world = await model.started();

    expect(world.open()).to.deep.equal([]);
    expect(world.events('AdHocOpened').map(({ element }) => element)).to.deep.equal(['AdHoc_Parallel']);
    expect(world.status()).to.equal('running');
  });

  it('runs what is started by command, in any order, several times and at once', async () => {
    const world = await model.started();

    world.startAdHocActivity('Task_Eat').startAdHocActivity('Task_Walk').startAdHocActivity('Task_Walk');

    expect(world.open()).to.deep.equal(['Task_Eat', 'Task_Walk', 'Task_Walk']);
  });

  it('stays open when all that was started has completed and its condition does not hold', async () => {
    const world = await model.started();

    world.startAdHocActivity('Task_Walk').complete('Task_Walk', { done: false });

    expect(world.status()).to.equal('running');
    expect(world.startAdHocActivity('Task_Walk').open()).to.deep.equal(['Task_Walk']);
  });

  it('completes when its condition holds after an activity, and cancels the rest', async () => {
    const world = await model.started();
    world.startAdHocActivity('Task_Walk').startAdHocActivity('Task_Eat');

    world.complete('Task_Walk', { done: true });

    expect(world.open()).to.deep.equal(['Task_After']);
    expect(world.cancelled()).to.deep.equal(['Task_Eat']);
    expect(world.timers()).to.deep.equal([]);
  });

  it('lets the rest finish, but starts nothing more, where they are not to be cancelled', async () => {
    const world = await model.started({ process: 'Process_LetFinish' });
    world.startAdHocActivity('Task_Bathe').startAdHocActivity('Task_Read');

    world.complete('Task_Bathe', { done: true });

    expect(world.open()).to.deep.equal(['Task_Read']);
    expect(world.refusal(() => world.startAdHocActivity('Task_Bathe'))).to.be.oneOf([
      'ADHOC_ACTIVITY_NOT_FOUND',
      'ADHOC_NOT_FOUND',
      'ACTION_NOT_POSSIBLE',
    ]);
    world.complete('Task_Read');
    expect(world.open()).to.deep.equal(['Task_AfterLetFinish']);
  });

  it('refuses a second activity while one is running where it is sequential', async () => {
    const world = await model.started({ process: 'Process_Sequential' });
    world.startAdHocActivity('Task_Blood');

    expect(world.refusal(() => world.startAdHocActivity('Task_Xray'))).to.equal('ADHOC_SEQUENTIAL_BUSY');

    world.complete('Task_Blood');
    expect(world.startAdHocActivity('Task_Xray').open()).to.deep.equal(['Task_Xray']);
    world.complete('Task_Xray', { done: true });
    expect(world.open()).to.deep.equal(['Task_AfterSequential']);
  });

  it('is completed by command where it has no condition', async () => {
    const world = await model.started({ process: 'Process_Open' });
    world.startAdHocActivity('Task_Call').complete('Task_Call');
    expect(world.status()).to.equal('running');

    world.completeAdHoc('AdHoc_Open');

    expect(world.open()).to.deep.equal(['Task_AfterOpen']);
  });

  it('cancels what is running when it is completed by command', async () => {
    const world = await model.started({ process: 'Process_Open' });
    world.startAdHocActivity('Task_Visit');

    world.completeAdHoc('AdHoc_Open');

    expect(world.open()).to.deep.equal(['Task_AfterOpen']);
    expect(world.cancelled()).to.deep.equal(['Task_Visit']);
  });

  it('cannot be completed by command where it has a condition', async () => {
    const world = await model.started();

    expect(world.refusal(() => world.completeAdHoc('AdHoc_Parallel'))).to.equal('ADHOC_HAS_CONDITION');
  });

  it('refuses an activity that it does not hold', async () => {
    const world = await model.started();
    const [opened] = world.events('AdHocOpened');
    const { now } = world.simulation;
    const command = { type: 'StartAdHocActivity', adHocId: opened!.adHocId, element: 'Task_After', now } as const;

    const start = () => step(world.simulation.environment(world.instance), world.state(), command);

    expect(world.refusal(start)).to.equal('ADHOC_ACTIVITY_NOT_FOUND');
  });

  it('is interrupted with all that it holds by its boundary event', async () => {
    const world = await model.started();
    world.startAdHocActivity('Task_Walk');

    world.advance('P28D');

    expect(world.open()).to.deep.equal(['Task_Late']);
    expect(world.cancelled()).to.include.members(['Task_Walk', 'AdHoc_Parallel']);
  });
});

describe('Sequence flows within an ad-hoc sub-process (BPMN 2.0.2, 13.3.5)', () => {
  it('enable an activity only when a token has come to it', async () => {
    const world = await model.started({ process: 'Process_Flows' });

    expect(world.refusal(() => world.startAdHocActivity('Task_Train'))).to.equal('ADHOC_ACTIVITY_NOT_FOUND');
    world.startAdHocActivity('Task_Plan').complete('Task_Plan');

    expect(world.open(), 'enabled, not yet chosen').to.deep.equal([]);
    expect(world.startAdHocActivity('Task_Train').open()).to.deep.equal(['Task_Train']);
    expect(world.refusal(() => world.startAdHocActivity('Task_Train'))).to.equal('ADHOC_ACTIVITY_NOT_FOUND');
  });

  it('lead through gateways and intermediate events as far as they go', async () => {
    const world = await model.started({ process: 'Process_Flows' });
    world.startAdHocActivity('Task_Plan').complete('Task_Plan');
    world.startAdHocActivity('Task_Train').complete('Task_Train');
    expect(world.timers()).to.deep.equal(['Catch_Rest']);

    world.advance('P1D').startAdHocActivity('Task_Again');

    expect(world.open()).to.deep.equal(['Task_Again']);
  });

  it('do not keep it open: what was enabled and never chosen ends with it', async () => {
    const world = await model.started({ process: 'Process_Flows' });
    world.startAdHocActivity('Task_Plan').complete('Task_Plan');

    world.completeAdHoc('AdHoc_Flows');

    expect(world.open()).to.deep.equal(['Task_AfterFlows']);
    expect(world.tokens()).to.deep.equal(['Task_AfterFlows']);
  });
});
