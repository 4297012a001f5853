import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/process-that-calls-itself.bpmn');

describe('process that calls itself', () => {
  it('is stopped by an incident when the calls are nested too deeply, and can be cancelled', async () => {
    const world = await model.started();

    expect(world.incidents()).to.deep.equal(['LIMIT_EXCEEDED']);
    expect(world.incidentElements()).to.deep.equal(['Call_Itself']);
    expect(world.timesCompleted('Script_Count')).to.equal(31);
    expect(world.cancel().status()).to.equal('cancelled');
  });

  it('calls itself as often as it needs below that', async () => {
    const world = await model.started({ variables: { depth: 9975 } });

    expect(world.open()).to.deep.equal(['Task_Bottom']);
    expect(world.complete('Task_Bottom').status()).to.equal('completed');
  });
});
