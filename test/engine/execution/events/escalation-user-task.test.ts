import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const answer = given('engine/execution/events/escalation-user-task.bpmn');

describe('escalation raised by a user task (10.3.4)', () => {
  it('leaves the task open where its catcher does not interrupt', async () => {
    const world = await answer.started();

    world.raiseEscalation('Task_Answer', 'LATE').raiseEscalation('Task_Answer', 'LATE');

    expect(world.open()).to.deep.equal(['Task_Answer', 'Task_Remind', 'Task_Remind']);
  });

  it('ends the task where its catcher interrupts', async () => {
    const world = await answer.started();

    world.raiseEscalation('Task_Answer', 'DECLINED');

    expect(world.open()).to.deep.equal(['Task_Coordinate']);
    expect(world.events('TaskCancelled')).to.have.length(1);
  });

  it('leaves the task as it is where nothing catches it', async () => {
    const world = await answer.started();

    world.raiseEscalation('Task_Answer', 'OTHER');

    expect(world.open()).to.deep.equal(['Task_Answer']);
    expect(world.complete('Task_Answer').status()).to.equal('completed');
  });
});
