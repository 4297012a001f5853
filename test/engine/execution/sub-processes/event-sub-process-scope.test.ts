import { expect } from 'chai';

import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const model = given('engine/execution/sub-processes/event-sub-process-scope.bpmn');
const started = () => model.started({ businessKey: 'patient-1' });
const send = (world: World, name: string) => world.message(name, { key: 'patient-1' });

describe('Event sub-process of a sub-process (BPMN 2.0.2, 13.5.4)', () => {
  it('cannot be started before its scope opens', async () => {
    const world = await started();

    expect(send(world, 'nytt')).to.equal(0);

    expect(world.open()).to.deep.equal(['Task_Before']);
  });

  it('can be reached from outside as long as its scope is open', async () => {
    const world = await started();
    world.complete('Task_Before');

    expect(send(world, 'nytt')).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Measure', 'Task_News']);
  });

  it('cannot be started after its scope has closed', async () => {
    const world = await started();
    world.completeAll('Task_Before', 'Task_Measure');

    expect(send(world, 'nytt')).to.equal(0);

    expect(world.open()).to.deep.equal(['Task_After']);
  });

  it('sees and changes the data of its parent', async () => {
    const world = await started();
    world.complete('Task_Before', { note: 'from the process' });
    send(world, 'nytt');
    expect(world.visibleIn('Task_News').note).to.equal('from the process');

    world.complete('Task_News', { goal: 'walk to the shop' });

    expect(world.visibleIn('Task_Measure').goal).to.equal('walk to the shop');
    expect(world.variables()).to.not.have.any.keys('goal');
  });

  it('interrupts its parent only, which is then left by its normal flow (10.5.6)', async () => {
    const world = await started();
    world.complete('Task_Before');

    send(world, 'stans');
    expect(world.open()).to.deep.equal(['Task_Stop']);
    world.complete('Task_Stop');

    expect(world.open()).to.deep.equal(['Task_After']);
  });

  it('interrupts runs of other event sub-processes of its parent too', async () => {
    const world = await started();
    world.complete('Task_Before');
    send(world, 'nytt');

    send(world, 'stans');

    expect(world.open()).to.deep.equal(['Task_Stop']);
    expect(send(world, 'nytt')).to.equal(0);
  });

  it('is interrupted with its parent by a boundary event', async () => {
    const world = await started();
    world.complete('Task_Before');
    send(world, 'nytt');

    world.advance('P28D');

    expect(world.open()).to.deep.equal(['Task_TooLong']);
    expect(world.cancelled()).to.include.members(['Task_News', 'Task_Measure', 'Sub_Measure']);
  });

  it('handles an error before the boundary does, and may throw it on', async () => {
    const world = await model.started({ process: 'Process_Rethrow' });

    world.throwTaskError('Task_Watch', 'alarm');
    expect(world.open()).to.deep.equal(['Task_OnAlarm']);
    world.complete('Task_OnAlarm');

    expect(world.open()).to.deep.equal(['Task_Emergency']);
  });
});
