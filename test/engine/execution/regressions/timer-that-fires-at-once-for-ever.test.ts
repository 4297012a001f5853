import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/timer-that-fires-at-once-for-ever.bpmn');

describe('timer that is due again at the instant at which it fires', () => {
  it('does not stop the clock of a simulation for ever', async () => {
    const world = await model.started({ limits: { stepBudget: 50 }, variables: { stop: false } });

    expect(() => world.advance('PT1S'))
      .to.throw()
      .with.property('code', 'LIMIT_EXCEEDED');
    expect(world.timesCompleted('Catch_Now')).to.equal(50);

    world.set({ stop: true }).advance('PT1S');
    expect(world.status()).to.equal('completed');
  });
});
