import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/multi-instance-events.bpmn');

describe('Events of a multi-instance activity (BPMN 2.0.2, 13.3.7)', () => {
  it('throws its event on every completion where the behaviour is none', async () => {
    const world = await model.started({ process: 'Process_None' });

    world.complete('Task_None');
    expect(world.open()).to.deep.equal(['Task_None', 'Task_None', 'Task_OnEach']);
    world.complete('Task_None');
    expect(world.open()).to.deep.equal(['Task_None', 'Task_OnEach', 'Task_OnEach']);
    world.complete('Task_None');

    expect(world.thrownSignals()).to.deep.equal(['enhet-ferdig', 'enhet-ferdig', 'enhet-ferdig']);
    expect(world.open()).to.deep.equal(['Task_OnEach', 'Task_OnEach', 'Task_OnEach']);
  });

  it('throws its event on the first completion only where the behaviour is one', async () => {
    const world = await model.started({ process: 'Process_One' });

    world.completeAll('Task_One', 'Task_One', 'Task_One');

    expect(world.thrownSignals()).to.deep.equal(['forste-ferdig']);
    expect(world.open()).to.deep.equal(['Task_OnFirst']);
  });

  it('throws nothing where the behaviour is all', async () => {
    const world = await model.started({ process: 'Process_All' });

    world.completeAll('Task_All', 'Task_All', 'Task_All');

    expect(world.thrownSignals()).to.deep.equal([]);
    expect(world.status()).to.equal('completed');
  });

  it('throws each event whose condition holds where the behaviour is complex', async () => {
    const world = await model.started({ process: 'Process_Complex' });

    world.complete('Task_Complex');
    expect(world.thrownSignals()).to.deep.equal([]);
    world.complete('Task_Complex');

    expect(world.thrownSignals()).to.deep.equal(['halvveis']);
    expect(world.open()).to.deep.equal(['Task_Complex', 'Task_Complex', 'Task_OnHalf']);
  });

  it('is interrupted by a complex event that an interrupting boundary event catches', async () => {
    const world = await model.started({ process: 'Process_Complex' });

    world.completeAll('Task_Complex', 'Task_Complex', 'Task_Complex');

    expect(world.escalations()).to.deep.equal(['allIn']);
    expect(world.open()).to.deep.equal(['Task_OnAllIn', 'Task_OnHalf']);
    expect(world.cancelled()).to.include('Task_Complex');
  });
});
