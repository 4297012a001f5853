import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const boundary = given('engine/execution/events/message-boundary.bpmn');
const key = 'case-1';

describe('message boundary event (13.5.3)', () => {
  it('interrupts its activity and goes on by its own flow', async () => {
    const world = await boundary.started({ businessKey: key });

    expect(world.message('Trukket', { key })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Close']);
    expect(world.cancelled()).to.deep.equal(['Task_Assess']);
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('fires every time where it does not interrupt, and the activity goes on', async () => {
    const world = await boundary.started({ businessKey: key });

    for (const note of ['one', 'two', 'three']) world.message('Opplysning', { key, variables: { note } });

    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_ReadNote', 'Task_ReadNote', 'Task_ReadNote']);
    expect(world.variable('note')).to.equal('three');
    expect(world.subscriptions()).to.deep.equal(['Boundary_Note', 'Boundary_Withdrawn']);
  });

  it('waits no longer when its activity is completed', async () => {
    const world = await boundary.started({ businessKey: key });

    world.complete('Task_Assess');

    expect(world.status()).to.equal('completed');
    expect(world.message('Opplysning', { key })).to.equal(0);
  });

  it('leaves the paths of earlier notes alone when the activity is interrupted', async () => {
    const world = await boundary.started({ businessKey: key });

    world.message('Opplysning', { key });
    world.message('Trukket', { key });

    expect(world.open()).to.deep.equal(['Task_Close', 'Task_ReadNote']);
    expect(world.completeAll('Task_Close', 'Task_ReadNote').status()).to.equal('completed');
  });

  it('belongs to a multi-instance activity as a whole, and interrupts all of its instances', async () => {
    const world = await given('engine/execution/events/message-boundary-multi-instance.bpmn').started({
      businessKey: key,
    });
    world.complete('Task_Assess');

    world.message('Opplysning', { key });
    expect(world.open()).to.deep.equal(['Task_Assess', 'Task_Assess', 'Task_ReadNote']);
    world.message('Trukket', { key });

    expect(world.open()).to.deep.equal(['Task_Close', 'Task_ReadNote']);
    expect(world.events('TaskCancelled').map(({ element }) => element)).to.deep.equal(['Task_Assess', 'Task_Assess']);
  });
});
