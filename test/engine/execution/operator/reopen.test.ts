import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const stay = given('engine/execution/operator/modify.bpmn');
const started = () => stay.started({ businessKey: 'patient-1', variables: { wards: ['A', 'B'] } });

async function completed(): Promise<World> {
  const world = await started();
  world.modify({ type: 'moveToken', tokenId: world.tokenAt('Task_Assess'), element: 'Task_Home' });
  return world.set({ note: 'sent home' }).complete('Task_Home');
}

describe('operator who opens an element again', () => {
  it('gives a completed task of a running instance once more, as a new one', async () => {
    const world = (await started()).complete('Task_Assess');

    world.modify({ type: 'reopenElement', element: 'Task_Assess' });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Plan', 'Task_Treat']);
    expect(world.events('TaskCreated').filter(({ element }) => element === 'Task_Assess')).to.have.length(2);
  });

  it('opens an instance that has completed: it has its variables and its events again', async () => {
    const world = await completed();
    expect(world.status()).to.equal('completed');

    world.modify({ type: 'reopenElement', element: 'Task_Home' });

    expect(world.status()).to.equal('running');
    expect(world.open()).to.deep.equal(['Task_Home']);
    expect(world.variable('note')).to.equal('sent home');
    expect(world.message('Withdrawn', { key: 'patient-1' })).to.equal(1);
    expect(world.open()).to.deep.equal(['Task_Close']);
  });

  it('opens an instance that was cancelled by mistake', async () => {
    const world = (await started()).cancel();

    world.modify({ type: 'reopenElement', element: 'Task_Assess' }, { type: 'placeToken', element: 'Task_Plan' });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Plan']);
    expect(world.history().map(({ type }) => type)).to.include('InstanceReopened');
  });

  it('opens an instance that an interrupting event sub-process has ended', async () => {
    const world = await started();
    world.message('Withdrawn', { key: 'patient-1' });
    world.complete('Task_Close');
    expect(world.status()).to.equal('completed');

    world.modify({ type: 'reopenElement', element: 'Task_Treat' });

    expect(world.open()).to.deep.equal(['Task_Treat']);
    expect(world.message('Withdrawn', { key: 'patient-1' }), 'it is heard again').to.equal(1);
  });

  it('says so first: nothing else opens an instance that has ended', async () => {
    const world = await completed();

    expect(world.refusal(() => world.modify({ type: 'placeToken', element: 'Task_Home' }))).to.equal('INSTANCE_ENDED');
    expect(world.refusal(() => world.suspend())).to.equal('INSTANCE_ENDED');
    const late = [
      { type: 'placeToken', element: 'Task_Home' },
      { type: 'reopenElement', element: 'Task_Home' },
    ] as const;
    expect(world.refusal(() => world.modify(...late))).to.equal('INSTANCE_ENDED');
  });

  it('opens activities only, and none that it could not place a token at', async () => {
    const world = await completed();

    for (const element of ['End', 'Catch_Answer', 'Where', 'Task_Undo', 'Sub_Withdrawn', 'Task_Transport']) {
      expect(
        world.refusal(() => world.modify({ type: 'reopenElement', element })),
        element,
      ).to.equal('ELEMENT_NOT_PLACEABLE');
    }
    expect(world.refusal(() => world.modify({ type: 'reopenElement', element: 'Task_Nowhere' }))).to.equal(
      'ELEMENT_NOT_FOUND',
    );
    expect(world.status()).to.equal('completed');
  });
});
