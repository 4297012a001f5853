import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/events/parallel-multiple-boundary.bpmn');

describe('non-interrupting parallel multiple boundary event (13.5.3)', () => {
  it('fires when all of its triggers have come, and every time again', async () => {
    const world = await model.started({ variables: { case: 'p-1' } });

    world.message('Svar', { key: 'p-1' });
    expect(world.open()).to.deep.equal(['Task_Wait']);
    world.signal('Seng ledig');
    expect(world.open()).to.deep.equal(['Task_Offer', 'Task_Wait']);

    world.signal('Seng ledig');
    world.message('Svar', { key: 'p-1' });
    expect(world.open()).to.deep.equal(['Task_Offer', 'Task_Offer', 'Task_Wait']);
  });

  it('becomes an incident where it cannot be armed again, and its activity goes on', async () => {
    const world = await model.started({ variables: { case: 'p-1' } });
    world.message('Svar', { key: 'p-1' });

    world.set({ case: null });
    world.signal('Seng ledig');

    expect(world.incidents()).to.deep.equal(['CORRELATION_KEY_MISSING']);
    expect(world.open()).to.deep.equal(['Task_Offer', 'Task_Wait']);
    world.set({ case: 'p-1' });
    world.resolve('Task_Wait', 'retry');
    expect(world.subscriptions('message')).to.deep.equal(['Boundary_Both']);
    world.completeAll('Task_Wait', 'Task_Offer');
    expect(world.status()).to.equal('completed');
  });
});
