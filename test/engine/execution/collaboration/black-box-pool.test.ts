import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const equipment = given('engine/execution/collaboration/black-box-pool.bpmn');

describe('collaboration with a pool whose process is not drawn (9.3)', () => {
  it('sends the message out and waits for the answer from outside', async () => {
    const world = await equipment.started({ businessKey: 'case-1' });

    expect(world.events('MessageThrown')[0]).to.include({ name: 'Bestilling', key: 'case-1' });
    expect(world.open()).to.deep.equal([]);
    expect(world.message('Levert', { key: 'case-1' })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Install']);
    expect(world.simulation.instances()).to.have.length(1);
  });

  it('keeps the message flows of the pool as data', async () => {
    const { messageFlows, processes } = await equipment.compiled();

    expect(messageFlows.map(({ id }) => id)).to.deep.equal(['MessageFlow_Order', 'MessageFlow_Delivered']);
    expect(Object.keys(processes)).to.deep.equal(['Process_Equipment']);
  });
});
