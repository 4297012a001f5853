import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/data/mappings.bpmn');
const variables = { patient: { name: 'Demo', age: 81 }, plan: { home: { alarm: true }, agreed: false } };

describe('Mappings of the pathway extension', () => {
  it('give the activity data of its own on entry', async () => {
    const world = await model.started({ variables });

    expect(world.visibleIn('Task_Plan')).to.deep.include({ name: 'Demo', limit: 10 });
    expect(world.variables()).to.not.have.any.keys('limit');
  });

  it('assign inside a context by a path, and keep what is beside it', async () => {
    const world = await model.started({ variables });

    world.complete('Task_Plan', { visits: 3 });

    expect(world.variable('plan')).to.deep.equal({
      home: { alarm: true, visits: 6 },
      agreed: false,
      responsible: 'Demo',
    });
  });

  it('keep to the activity what they do not name', async () => {
    const world = await model.started({ variables });

    world.complete('Task_Plan', { visits: 3, remark: 'tired' });

    expect(world.variables()).to.not.have.any.keys('remark');
    expect(world.variable('visits') ?? null).to.equal(null);
  });

  it('prefill what is answered: the answer goes on where nothing maps it out', async () => {
    const world = await model.started({ process: 'Process_InOnly', variables: { prefilled: 2 } });
    expect(world.visibleIn('Task_Prefilled').visits).to.equal(2);
    expect(world.variable('visits') ?? null).to.equal(null);

    world.complete('Task_Prefilled', { visits: 3 });

    expect(world.variables()).to.deep.include({ visits: 3, prefilled: 2 });
  });

  it('make a context where there is none yet', async () => {
    const world = await model.started({ variables: { patient: variables.patient } });

    world.complete('Task_Plan', { visits: 1 });

    expect(world.variable('plan')).to.deep.equal({ home: { visits: 2 }, responsible: 'Demo' });
  });

  it('become an incident when they fail, and nothing of the answer is lost', async () => {
    const world = await model.started({ process: 'Process_BadMapping' });

    world.complete('Task_Share', { visits: 0 });

    expect(world.incidents()).to.deep.equal(['MAPPING_FAILED']);
    expect(world.variable('share') ?? null).to.equal(null);
    world.resolve('Task_Share', 'resolve', { variables: { visits: 4 } });
    expect(world.variable('share')).to.equal(25);
    expect(world.open()).to.deep.equal(['Task_AfterShare']);
  });

  it('take what an event brings', async () => {
    const world = await model.started({ process: 'Process_OutputEvent', businessKey: 'patient-1' });

    world.message('svar', { key: 'patient-1', variables: { answer: 'home' } });

    expect(world.variable('place')).to.equal('HOME');
    expect(world.variable('answer') ?? null).to.equal(null);
  });
});
