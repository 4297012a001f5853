import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/markers/multi-instance-faults.bpmn');
const units = ['ward', 'gp', 'home care'];

describe('Faults in a multi-instance activity', () => {
  it('stop the one instance; the others go on, and the activity waits for it', async () => {
    const world = await model.started({ variables: { units } });

    world.failJob('Service_Fetch', 0);
    const [gp, homeCare] = world.simulation.jobs();
    world.simulation.completeJob(gp!.jobId, { answer: 'from gp' });
    world.simulation.completeJob(homeCare!.jobId, { answer: 'from home care' });

    expect(world.incidents()).to.deep.equal(['JOB_FAILED']);
    expect(world.open()).to.deep.equal([]);
    world.resolve('Service_Fetch', 'resolve', { variables: { answer: 'by phone' } });
    expect(world.variable('answers')).to.deep.equal(['by phone', 'from gp', 'from home care']);
    expect(world.open()).to.deep.equal(['Task_After']);
  });

  it('leave a gap in the gathered outputs where an operator skips the instance', async () => {
    const world = await model.started({ variables: { units: ['ward', 'gp'] } });
    world.failJob('Service_Fetch', 0);
    world.resolve('Service_Fetch', 'skip');

    world.completeJob('Service_Fetch', { answer: 'from gp' });

    expect(world.variable('answers')).to.deep.equal([null, 'from gp']);
  });

  it('are an incident where the completion condition is neither true nor false', async () => {
    const world = await model.started({ process: 'Process_Unclear' });

    world.complete('Task_Unclear');

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    world.set({ enough: false }).resolve('Task_Unclear', 'retry');
    expect(world.open()).to.deep.equal(['Task_Unclear']);
    world.set({ enough: true }).complete('Task_Unclear');
    expect(world.open()).to.deep.equal(['Task_AfterUnclear']);
  });
});

describe('Events of one instance of a multi-instance activity (BPMN 2.0.2, 13.5.3)', () => {
  it('interrupt all instances when the boundary catches an error of one', async () => {
    const world = await model.started({ process: 'Process_Caught' });
    world.complete('Task_Opinion');

    world.throwTaskError('Task_Opinion', 'refused');

    expect(world.open()).to.deep.equal(['Task_Refused']);
  });

  it('do not interrupt any when the boundary catches an escalation without interrupting, every time', async () => {
    const world = await model.started({ process: 'Process_Caught' });

    world.raiseEscalation('Task_Opinion', 'unsure').complete('Task_Opinion').raiseEscalation('Task_Opinion', 'unsure');

    expect(world.open()).to.deep.equal(['Task_Opinion', 'Task_Opinion', 'Task_Unsure', 'Task_Unsure']);
  });
});

describe('A multi-instance activity within another (BPMN 2.0.2, 13.3.7)', () => {
  it('has its own counter, and sees the item around it', async () => {
    const world = await model.started({ process: 'Process_Nested', variables: { measures: ['walk', 'eat'] } });
    const what = () => world.tasks().map(({ variables }) => variables.what);
    expect(what()).to.deep.equal(['walk 1', 'eat 1']);

    world.complete('Task_Step');

    expect(what()).to.have.members(['walk 2', 'eat 1']);
    world.completeAll('Task_Step', 'Task_Step', 'Task_Step');
    expect(world.timesCompleted('Sub_Measure')).to.equal(3);
    expect(world.status()).to.equal('completed');
  });
});
