import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

describe('process that starts itself by its own message', () => {
  it('is stopped when the budget is used up, and what it started is left whole', async () => {
    const model = given('engine/execution/collaboration/message-for-ever.bpmn');
    const world = await model.deployed({ limits: { stepBudget: 20 } });

    expect(() => world.message('Igjen')).to.throw('LIMIT_EXCEEDED');

    const statuses = world.simulation.instances().map((id) => world.of(id).status());
    expect(statuses).to.have.length(21);
    expect(new Set(statuses)).to.deep.equal(new Set(['completed']));
  });
});
