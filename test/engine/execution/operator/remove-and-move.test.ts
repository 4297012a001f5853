import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const stay = given('engine/execution/operator/modify.bpmn');
const started = () => stay.started({ businessKey: 'patient-1', variables: { wards: ['A', 'B'] } });

describe('operator who takes a token away', () => {
  it('withdraws the task that stands there', async () => {
    const world = (await started()).complete('Task_Assess');

    world.modify({ type: 'removeToken', tokenId: world.tokenAt('Task_Plan') });

    expect(world.open()).to.deep.equal(['Task_Treat']);
    expect(world.events('TaskCancelled').map(({ element }) => element)).to.deep.equal(['Task_Plan']);
  });

  it('ends all inside a sub-process, with its timers and subscriptions', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Task_Review' });

    world.modify({ type: 'removeToken', tokenId: world.tokenAt('Sub_Rehabilitation') });

    expect(world.tokens()).to.deep.equal(['Task_Assess']);
    expect([...world.timers(), ...world.subscriptions()]).to.deep.equal(['Start_Withdrawn']);
  });

  it('ends the sub-process with the last token in it', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Task_Review' });

    world.modify({ type: 'removeToken', tokenId: world.tokenAt('Task_Review') });

    expect(world.tokens()).to.deep.equal(['Task_Assess']);
    expect(world.cancelled()).to.deep.equal(['Task_Review', 'Sub_Review', 'Sub_Rehabilitation']);
  });

  it('leaves an ad-hoc sub-process open for other activities', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Task_Walk' });

    world.modify({ type: 'removeToken', tokenId: world.tokenAt('Task_Walk') });

    expect(world.tokens()).to.deep.equal(['Sub_Choices', 'Task_Assess']);
    expect(world.startAdHocActivity('Task_Sing').open()).to.deep.equal(['Task_Assess', 'Task_Sing']);
  });

  it('leaves the scope to the event sub-processes that still run in it', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Task_Train' });
    world.message('Relative', { key: 'patient-1' });

    world.modify({ type: 'removeToken', tokenId: world.tokenAt('Task_Train') });
    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Talk']);
    expect(world.message('Relative', { key: 'patient-1' }), 'no further one starts').to.equal(0);

    expect(world.complete('Task_Talk').open()).to.deep.equal(['Task_Ask', 'Task_Ask', 'Task_Assess']);
  });

  it('lets an inclusive or parallel join of the others go on waiting as it should', async () => {
    const world = (await started()).complete('Task_Assess').complete('Task_Plan');

    world.modify({ type: 'removeToken', tokenId: world.tokenAt('Join') });

    expect(world.complete('Task_Treat').tokens()).to.deep.equal(['Join']);
  });

  it('does not end the instance that way', async () => {
    const world = await started();

    const remove = { type: 'removeToken', tokenId: world.tokenAt('Task_Assess') } as const;
    expect(world.refusal(() => world.modify(remove))).to.equal('NOTHING_LEFT');

    world.modify(remove, { type: 'placeToken', element: 'Task_Home' });
    expect(world.open()).to.deep.equal(['Task_Home']);
  });

  it('does not take away one of several instances, nor a token that is not there', async () => {
    const world = await started();
    world.modify({ type: 'placeToken', element: 'Sub_Wards' });
    const inner = world.state().tokens.find(({ element, loop }) => element === 'Sub_Wards' && !loop);

    const remove = { type: 'removeToken', tokenId: `i1:${inner?.id}` } as const;
    expect(world.refusal(() => world.modify(remove))).to.equal('TOKEN_NOT_CHANGEABLE');
    const last = { type: 'removeToken', tokenId: world.tokenAt('Task_Ask') } as const;
    expect(
      world.refusal(() => world.modify(last)),
      'the last inside one',
    ).to.equal('TOKEN_NOT_CHANGEABLE');
    expect(world.refusal(() => world.modify({ type: 'removeToken', tokenId: 'i1:999' }))).to.equal('TOKEN_NOT_FOUND');
  });

  it('carries out all instructions or none', async () => {
    const world = await started();
    const tokenId = world.tokenAt('Task_Assess');

    const twice = [
      { type: 'moveToken', tokenId, element: 'Task_Plan' },
      { type: 'removeToken', tokenId },
    ] as const;
    expect(world.refusal(() => world.modify(...twice))).to.equal('TOKEN_NOT_FOUND');

    expect(world.open()).to.deep.equal(['Task_Assess']);
  });

  it('gives instructions that have the shape of one', async () => {
    const world = await started();

    for (const wrong of [[], [null], [{ type: 'explode' }], [{ type: 'placeToken', element: 7 }], 'all']) {
      const modify = () => world.simulation.modify('i1', wrong as unknown as [], 'mistake');
      expect(world.refusal(modify), JSON.stringify(wrong)).to.equal('INSTRUCTION_NOT_VALID');
    }
  });
});

describe('operator who moves a token', () => {
  it('withdraws the task and opens another', async () => {
    const world = await started();

    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element: 'Task_Home' });

    expect(world.open()).to.deep.equal(['Task_Home']);
    expect(world.complete('Task_Home').status()).to.equal('completed');
  });

  it('stays in the sub-process where the other element is in it', async () => {
    const world = await started();
    const sub = { type: 'placeToken', element: 'Sub_Rehabilitation' } as const;
    world.modify(sub, sub);

    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Train'), element: 'Task_Review' });

    expect(world.tokens().filter((each) => each === 'Sub_Rehabilitation')).to.have.length(2);
    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Review', 'Task_Train']);
  });

  it('leaves the sub-process, which ends when nothing is left in it', async () => {
    const world = await started();
    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element: 'Task_Review' });

    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Review'), element: 'Task_Assess' });

    expect(world.tokens()).to.deep.equal(['Task_Assess']);
    expect(world.timers()).to.deep.equal([]);
  });

  it('moves within one of several instances of an activity', async () => {
    const world = await started();
    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element: 'Sub_Wards' });

    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Ask'), element: 'Task_Ask' });

    expect(world.completeAll('Task_Ask', 'Task_Ask').tokens()).to.deep.equal(['Sub_Choices']);
  });

  it('moves in the only activity of a sequential ad-hoc sub-process', async () => {
    const world = await started();
    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element: 'Task_Walk' });

    world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Walk'), element: 'Task_Sing' });

    expect(world.open()).to.deep.equal(['Task_Sing']);
  });
});
