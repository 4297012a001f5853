import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/sub-processes/event-sub-process-nested.bpmn');
const started = () => model.started({ businessKey: 'patient-1' });

describe('Event sub-process within an event sub-process (BPMN 2.0.2, 13.5.4)', () => {
  it('is armed only while the outer one runs', async () => {
    const world = await started();
    expect(world.message('stans', { key: 'patient-1' })).to.equal(0);
    world.message('hjelp', { key: 'patient-1' });

    expect(world.message('stans', { key: 'patient-1' })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Care', 'Task_Stopped']);
  });

  it('interrupts the one run of the outer one that it belongs to', async () => {
    const world = await started();
    world.message('hjelp', { key: 'patient-1' });
    world.message('hjelp', { key: 'patient-1' });

    world.throwTaskError('Task_Help', 'inner');

    expect(world.open()).to.deep.equal(['Task_Care', 'Task_Error', 'Task_Help']);
    world.completeAll('Task_Error', 'Task_Help', 'Task_Care');
    expect(world.status()).to.equal('completed');
  });

  it('gives each run of the outer one data of its own', async () => {
    const world = await started();
    world.message('hjelp', { key: 'patient-1', variables: { helper: 'nurse' } });
    world.message('hjelp', { key: 'patient-1', variables: { helper: 'doctor' } });

    expect(world.tasks().map(({ variables }) => variables.helper ?? null)).to.deep.equal([null, 'nurse', 'doctor']);
  });

  it('lets an escalation through to the handlers around it', async () => {
    const world = await started();
    world.message('hjelp', { key: 'patient-1' });

    world.raiseEscalation('Task_Help', 'up');

    expect(world.open()).to.deep.equal(['Task_Care', 'Task_Help', 'Task_Up']);
  });
});

describe('Event sub-process of a multi-instance sub-process (BPMN 2.0.2, 13.5.4)', () => {
  it('takes over in its own instance only', async () => {
    const world = await model.started({ process: 'Process_MultiInstance', variables: { measures: ['walk', 'eat'] } });

    world.throwTaskError('Task_Measure', 'inner');

    expect(world.open()).to.deep.equal(['Task_Inner', 'Task_Measure']);
    expect(world.visibleIn('Task_Inner').measure).to.equal('walk');
    world.completeAll('Task_Inner', 'Task_Measure');
    expect(world.status()).to.equal('completed');
  });
});
