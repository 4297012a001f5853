import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/compensation-of-an-item.bpmn');

describe('compensation inside a multi-instance sub-process (13.5.5)', () => {
  it('shows each handler the item that its instance was for, last completed first', async () => {
    const world = await model.started({ variables: { drugs: ['metoprolol', 'apixaban'] } });
    world.completeAll('Task_Prescribe', 'Task_Prescribe');

    expect(world.visibleIn('Task_Stop')).to.include({ drug: 'apixaban' });
    world.complete('Task_Stop');
    expect(world.visibleIn('Task_Stop')).to.include({ drug: 'metoprolol' });

    expect(world.complete('Task_Stop').status()).to.equal('completed');
  });
});
