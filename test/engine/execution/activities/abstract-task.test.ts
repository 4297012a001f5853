import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('Abstract task (BPMN 2.0.2, 13.3.3)', () => {
  it('completes upon activation', async () => {
    const world = await given('engine/execution/activities/abstract-task.bpmn').started();

    expect(world.completed()).to.deep.equal(['Start', 'Task_NoteArrival']);
    expect(world.open()).to.deep.equal(['Task_Greet']);
  });
});
