import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const visits = given('engine/execution/events/compensation-loops.bpmn');

describe('compensation of loops and multi-instance activities (13.5.5)', () => {
  it('runs the handler once for every completion, last first', async () => {
    const world = await visits.started({ variables: { days: ['Monday', 'Tuesday', 'Wednesday'], again: true } });
    world.completeAll('Task_BookVisit', 'Task_BookVisit', 'Task_BookVisit', 'Task_TakeSample');
    world.complete('Task_TakeSample', { again: false });

    expect(world.open()).to.deep.equal(['Task_DiscardSample']);
    world.completeAll('Task_DiscardSample', 'Task_DiscardSample');
    expect(world.open()).to.deep.equal(['Task_CancelVisit']);
    world.completeAll('Task_CancelVisit', 'Task_CancelVisit', 'Task_CancelVisit');

    expect(world.status()).to.equal('completed');
  });

  it('shows each handler the item of its own instance', async () => {
    const world = await visits.started({ variables: { days: ['Monday', 'Tuesday'], again: false } });
    world.completeAll('Task_BookVisit', 'Task_BookVisit', 'Task_TakeSample', 'Task_DiscardSample');

    expect(world.visibleIn('Task_CancelVisit')).to.include({ day: 'Tuesday' });
    world.complete('Task_CancelVisit');
    expect(world.visibleIn('Task_CancelVisit')).to.include({ day: 'Monday' });
  });
});
