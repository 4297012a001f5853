import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/instantiating-receive-task.bpmn');

describe('Instantiating receive task (BPMN 2.0.2, 13.3.3)', () => {
  it('starts an instance for each message, with its data', async () => {
    const world = await model.deployed();

    expect(world.message('behovsmelding', { key: 'patient-1', variables: { urgency: 'today' } })).to.equal(1);
    expect(world.message('behovsmelding', { key: 'patient-2', variables: { urgency: 'week' } })).to.equal(1);

    expect(world.of(0).variable('urgency')).to.equal('today');
    expect(world.of(1).variable('urgency')).to.equal('week');
    expect(world.of(0).completed()).to.deep.equal(['Receive_Need']);
    expect(world.of(0).open()).to.deep.equal(['Task_Triage']);
  });

  it('ends like any other process', async () => {
    const world = await model.deployed();
    world.message('behovsmelding');

    world.complete('Task_Triage');

    expect(world.status()).to.equal('completed');
  });
});
