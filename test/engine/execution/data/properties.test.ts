import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/data/properties.bpmn');

describe('Properties (BPMN 2.0.2, 10.4.1)', () => {
  it('of a process are variables of the process', async () => {
    const world = await model.started();
    expect(world.variable('wish') ?? null).to.equal(null);

    world.complete('Task_Ask', { wish: 'to live at home' });

    expect(world.variable('wish')).to.equal('to live at home');
  });

  it('of an activity are visible in the activity only', async () => {
    const world = await model.started();
    world.complete('Task_Ask', { wish: 'to live at home' });
    expect(world.visibleIn('Task_Draft')).to.deep.include({ wish: 'to live at home', draft: null });

    world.complete('Task_Draft', { draft: 'first words', wish: 'to see friends' });

    expect(world.variables()).to.not.have.any.keys('draft');
    expect(world.visibleIn('Task_After')).to.not.have.any.keys('draft');
    expect(world.variable('wish')).to.equal('to see friends');
  });
});
