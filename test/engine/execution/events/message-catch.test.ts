import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const awaitAnswer = given('engine/execution/events/message-catch.bpmn');

describe('message caught by an intermediate event (13.5.2, 8.4.2)', () => {
  it('waits with the message name and the correlation key of its own data', async () => {
    const world = await awaitAnswer.started({ variables: { patient: 'p-1' } });

    expect(world.subscription('Catch_Answer')).to.include({ kind: 'message', name: 'Svar', key: 'p-1' });
    expect(world.open()).to.deep.equal([]);
  });

  it('goes on with the content of the message as data', async () => {
    const world = await awaitAnswer.started({ variables: { patient: 'p-1' } });

    expect(world.message('Svar', { key: 'p-1', variables: { text: 'place on Monday' } })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Read']);
    expect(world.variable('text')).to.equal('place on Monday');
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('reaches the instance with the right key and no other', async () => {
    const world = await awaitAnswer.started({ variables: { patient: 'p-1' } });
    const other = world.start('Process_AwaitAnswer', { variables: { patient: 'p-2' } });

    world.message('Svar', { key: 'p-2' });

    expect(world.open()).to.deep.equal([]);
    expect(other.open()).to.deep.equal(['Task_Read']);
  });

  it('is not caught by another key, another name or no key', async () => {
    const world = await awaitAnswer.started({ variables: { patient: 'p-1' } });

    expect(world.message('Svar', { key: 'p-9' })).to.equal(0);
    expect(world.message('Spørsmål', { key: 'p-1' })).to.equal(0);
    expect(world.message('Svar')).to.equal(0);

    expect(world.open()).to.deep.equal([]);
  });

  it('raises an incident where the key cannot be found, and waits after a retry', async () => {
    const world = await awaitAnswer.started();
    expect(world.incidents()).to.deep.equal(['CORRELATION_KEY_MISSING']);

    world.set({ patient: 'p-1' }).resolve('Catch_Answer', 'retry');

    expect(world.subscription('Catch_Answer').key).to.equal('p-1');
  });
});
