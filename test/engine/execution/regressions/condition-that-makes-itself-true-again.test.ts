import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/condition-that-makes-itself-true-again.bpmn');

describe('condition that its own event sub-process makes true again', () => {
  it('is stopped by an incident at the event sub-process: what set it true is kept', async () => {
    const world = await model.started({ limits: { stepBudget: 50 } });

    world.set({ temperature: 40 });

    expect(world.incidents()).to.deep.equal(['STEP_BUDGET_EXHAUSTED']);
    expect(world.incidentElements()).to.deep.equal(['Event_Fever']);
    expect(world.variable('temperature')).to.equal(40);
    expect(world.open()).to.deep.equal(['Task_Treat']);
  });
});
