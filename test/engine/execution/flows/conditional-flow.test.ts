import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const assess = given('engine/execution/flows/conditional-flow.bpmn');
const withoutDefault = given('engine/execution/flows/conditional-flow-without-default.bpmn');

describe('conditional flow out of an activity (8.4.13, 13.2.1)', () => {
  it('takes every flow whose condition is true', async () => {
    const world = await assess.started();

    world.complete('Task_Assess', { physiotherapy: true, dietitian: true });

    expect(world.open()).to.deep.equal(['Task_Dietitian', 'Task_Physiotherapy']);
  });

  it('leaves out the flows whose condition is false, and the default flow', async () => {
    const world = await assess.started();

    world.complete('Task_Assess', { physiotherapy: false, dietitian: true });

    expect(world.open()).to.deep.equal(['Task_Dietitian']);
  });

  it('takes the default flow where every condition is false', async () => {
    const world = await assess.started();

    world.complete('Task_Assess', { physiotherapy: false, dietitian: false });

    expect(world.open()).to.deep.equal(['Task_NoNeed']);
  });

  it('raises an incident where a condition is null, never the default flow', async () => {
    const world = await assess.started();

    world.complete('Task_Assess', { physiotherapy: true });

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    expect(world.incidentElements()).to.deep.equal(['Task_Assess']);
    expect(world.open()).to.deep.equal([]);
  });

  it('raises an incident where every condition is false and there is no default flow', async () => {
    const world = await withoutDefault.started();

    world.complete('Task_Assess', { physiotherapy: false, dietitian: false });

    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    expect(world.status()).to.equal('running');
  });
});
