import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const surgery = given('engine/execution/events/error-boundary.bpmn');
const nested = given('engine/execution/events/error-nearest-scope.bpmn');

describe('error boundary event (13.5.3, 10.5.5)', () => {
  it('catches the error of its code, before one that catches every error', async () => {
    const world = await surgery.started();

    world.complete('Task_Operate', { outcome: 'bleeding' });

    expect(world.open()).to.deep.equal(['Task_StopBleeding']);
    expect(world.errors()).to.deep.equal(['BLEEDING']);
    expect(world.events('ErrorThrown')[0]?.caughtBy).to.equal('Boundary_Bleeding');
  });

  it('catches every error where it names none', async () => {
    const world = await surgery.started();

    world.complete('Task_Operate', { outcome: 'fever' });

    expect(world.open()).to.deep.equal(['Task_HandleError']);
  });

  it('does nothing where the activity ends well', async () => {
    const world = await surgery.started();

    world.complete('Task_Operate', { outcome: 'well' });

    expect(world.open()).to.deep.equal(['Task_Recover']);
  });

  it('catches in the nearest scope around the error', async () => {
    const world = await nested.started();

    world.throwTaskError('Task_Operate', 'BLEEDING');

    expect(world.open()).to.deep.equal(['Task_Observe', 'Task_StopBleeding']);
  });

  it('passes on what the nearest scope does not catch, and ends all that is open in the scope that does', async () => {
    const world = await nested.started();

    world.throwTaskError('Task_Operate', 'FEVER');

    expect(world.open()).to.deep.equal(['Task_OuterFever']);
    expect(world.cancelled()).to.include.members([
      'Task_Operate',
      'SubProcess_Surgery',
      'Task_Observe',
      'SubProcess_Stay',
    ]);
  });

  it('does not catch what is thrown on its own exception path', async () => {
    const world = await nested.started();

    world.throwTaskError('Task_Operate', 'BLEEDING').throwTaskError('Task_StopBleeding', 'BLEEDING');

    expect(world.open()).to.deep.equal(['Task_OuterBleeding']);
  });
});
