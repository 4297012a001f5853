import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/activities/global-task.bpmn');
const decisions = ['engine/execution/activities/business-rule-task.dmn'];
const forms = { 'what-matters': { type: 'object', properties: { answer: { type: 'string' } } } };

describe('Global task (BPMN 2.0.2, 10.3.7)', () => {
  it('is done by a person within the call activity that calls it', async () => {
    const world = await model.started({ forms, decisions });
    const [task] = world.tasks();

    expect(task).to.include({ name: 'Hva er viktig for deg?', form: 'what-matters' });
    expect(world.completed()).to.deep.equal(['Start']);
  });

  it('hands its answer out by the call activity’s mappings', async () => {
    const world = await model.started({ forms, decisions });

    world.simulation.complete(world.tasks()[0]!.taskId, { answer: 'to live at home' });

    expect(world.variable('mine')).to.equal('to live at home');
    expect(world.open()).to.deep.equal(['Task_Plan']);
  });
});

describe('Global manual, abstract, script and business rule tasks (BPMN 2.0.2, 10.3.7)', () => {
  it('behave within the call as the tasks they are', async () => {
    const variables = { gait: 3, balance: 4 };
    const world = await model.started({ forms, decisions, process: 'Process_Sums', variables });
    expect(world.tasks().map(({ name }) => name)).to.deep.equal(['Ta imot pasienten']);

    world.simulation.complete(world.tasks()[0]!.taskId);

    expect(world.variable('total')).to.equal(7);
    expect(world.open()).to.deep.equal(['Task_Assess']);
  });

  it('decide within the call and hand the outputs out', async () => {
    const variables = { years: 85 };
    const world = await model.started({ forms, decisions, process: 'Process_Decides', variables });

    expect(world.variable('homeVisits')).to.equal(3);
    expect(world.open()).to.deep.equal(['Task_Carry']);
  });
});
