import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/faults-of-many-instances.bpmn');

describe('faults of many instances in one step', () => {
  it('are an incident each, and the instances between them complete', async () => {
    const world = await model.started({ variables: { numbers: [1, 0, 2, 0, 4] } });

    expect(world.incidents()).to.deep.equal(['EXPRESSION_FAILED', 'EXPRESSION_FAILED']);
    expect(world.state().tokens.find(({ loop }) => loop)?.loop).to.include({ completed: 3, total: 5 });
  });

  it('do not make the step slower for each fault', async function () {
    this.timeout(10_000);
    const world = await model.started({ variables: { numbers: new Array<number>(500).fill(0) } });

    expect(world.incidents()).to.have.length(500);
    expect(world.cancel().status()).to.equal('cancelled');
  });
});
