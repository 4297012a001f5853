import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const needs = given('engine/execution/gateways/inclusive-gateway.bpmn');
const needsOnly = given('engine/execution/gateways/inclusive-gateway-without-default.bpmn');

describe('inclusive gateway, the split (13.4.3)', () => {
  it('takes every flow whose condition is true', async () => {
    const world = await needs.started({ variables: { homeNursing: true, physiotherapy: true } });

    expect(world.open()).to.deep.equal(['Task_HomeNursing', 'Task_Physiotherapy']);
  });

  it('takes one flow where one condition is true', async () => {
    const world = await needs.started({ variables: { homeNursing: false, physiotherapy: true } });

    expect(world.open()).to.deep.equal(['Task_Physiotherapy']);
  });

  it('takes the default flow only where no condition is true', async () => {
    const world = await needs.started({ variables: { homeNursing: false, physiotherapy: false } });

    expect(world.open()).to.deep.equal(['Task_SelfCare']);
  });

  it('raises an incident where no condition is true and there is no default flow', async () => {
    const world = await needsOnly.started({ variables: { homeNursing: false, physiotherapy: false } });

    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    expect(world.incidentElements()).to.deep.equal(['Gateway_Needs']);
  });

  it('raises an incident where a condition is null, even beside a true one', async () => {
    const world = await needs.started({ variables: { homeNursing: true } });

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    expect(world.open()).to.deep.equal([]);
  });

  for (const [homeNursing, physiotherapy] of [
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ] as const)
    it(`joins what it split: home nursing ${homeNursing}, physiotherapy ${physiotherapy}`, async () => {
      const world = await needs.started({ variables: { homeNursing, physiotherapy } });
      const granted = world.open();

      granted.forEach((task) => {
        expect(world.open()).not.to.include('Task_Decision');
        world.complete(task);
      });

      expect(world.open()).to.deep.equal(['Task_Decision']);
      expect(world.complete('Task_Decision').status()).to.equal('completed');
    });
});
