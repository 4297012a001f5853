import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const panel = given('engine/execution/gateways/complex-gateway.bpmn');
const first = given('engine/execution/gateways/complex-gateway-default.bpmn');
const quorum = given('engine/execution/gateways/complex-gateway-flow-counts.bpmn');

describe('complex gateway, waiting for start (13.4.5)', () => {
  it('holds tokens until the activation condition is true', async () => {
    const world = await panel.started();

    world.complete('Task_Surgeon');

    expect(world.open()).to.deep.equal(['Task_Oncologist', 'Task_Radiologist']);
  });

  it('is activated as soon as the condition is true, and takes the flows for that phase', async () => {
    const world = await panel.started();

    world.completeAll('Task_Surgeon', 'Task_Oncologist');

    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_Radiologist']);
  });

  it('reads the number of tokens on an incoming flow by the id of the flow', async () => {
    const world = await quorum.started({ variables: { open: true } });

    world.completeAll('Task_Nurse', 'Task_Therapist');
    expect(world.open()).to.deep.equal(['Task_Doctor']);
    world.complete('Task_Doctor');

    expect(world.open()).to.deep.equal(['Task_Decide']);
    expect(world.complete('Task_Decide').status()).to.equal('completed');
  });

  it('raises an incident where it is activated and no outgoing flow can be taken', async () => {
    const world = await quorum.started({ variables: { open: false } });

    world.completeAll('Task_Nurse', 'Task_Doctor');

    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    expect(world.incidentElements()).to.deep.equal(['Gateway_Quorum']);
  });
});

describe('complex gateway, waiting for reset (13.4.5)', () => {
  it('takes the rest when it comes and then the flows for that phase', async () => {
    const world = await panel.started();

    world.completeAll('Task_Surgeon', 'Task_Radiologist', 'Task_Oncologist');

    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_FileRest']);
    world.complete('Task_FileRest').complete('Task_Decide', { again: false });
    expect(world.status()).to.equal('completed');
  });

  it('consumes the rest without a token where no condition is true, and that is no exception', async () => {
    const world = await quorum.started({ variables: { open: true } });

    world.completeAll('Task_Doctor', 'Task_Nurse', 'Task_Therapist');
    expect(world.open()).to.deep.equal(['Task_Decide']);

    expect(world.incidents()).to.deep.equal([]);
    expect(world.complete('Task_Decide').status()).to.equal('completed');
  });

  it('takes the default flow on reset where no condition is true, and only then', async () => {
    const world = await first.started();

    world.complete('Task_DayShift');
    expect(world.open()).to.deep.equal(['Task_Act', 'Task_NightShift']);

    expect(world.complete('Task_NightShift').open()).to.deep.equal(['Task_Act', 'Task_Compare']);
  });

  it('is reset when the rest can no longer come', async () => {
    const world = await panel.started({ businessKey: 'case-1' });

    world.completeAll('Task_Surgeon', 'Task_Oncologist');
    world.message('Trukket', { key: 'case-1' });

    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_FileRest']);
  });

  it('is reset even where nothing else is left in the process', async () => {
    const world = await panel.started({ businessKey: 'case-1' });

    world.completeAll('Task_Surgeon', 'Task_Oncologist').complete('Task_Decide', { again: false });
    world.message('Trukket', { key: 'case-1' });

    expect(world.open()).to.deep.equal(['Task_FileRest']);
    expect(world.complete('Task_FileRest').status()).to.equal('completed');
  });

  it('makes a condition that is not true or false an incident, which can be tried again', async () => {
    const world = await quorum.started();

    world.completeAll('Task_Nurse', 'Task_Doctor');
    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    world.set({ open: true }).resolve('Gateway_Quorum', 'retry');

    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_Therapist']);
  });

  it('starts over after the reset', async () => {
    const world = await panel.started();

    world.completeAll('Task_Surgeon', 'Task_Oncologist', 'Task_Radiologist', 'Task_FileRest');
    world.complete('Task_Decide', { again: true });
    world.complete('Task_Radiologist');
    expect(world.open()).to.deep.equal(['Task_Oncologist', 'Task_Surgeon']);

    expect(world.complete('Task_Surgeon').open()).to.deep.equal(['Task_Decide', 'Task_Oncologist']);
    world.complete('Task_Oncologist').complete('Task_Decide', { again: false }).complete('Task_FileRest');
    expect(world.status()).to.equal('completed');
  });

  it('keeps a second token on a flow of the first phase for the next start', async () => {
    const world = await panel.started();

    world.completeAll('Task_Surgeon', 'Task_Oncologist').complete('Task_Decide', { again: true });
    world.complete('Task_Surgeon');
    expect(world.open()).to.deep.equal(['Task_Oncologist', 'Task_Radiologist', 'Task_Radiologist']);
    world.complete('Task_Radiologist');
    expect(world.open()).to.deep.equal(['Task_FileRest', 'Task_Oncologist', 'Task_Radiologist']);

    world.complete('Task_Oncologist');
    expect(world.open()).to.deep.equal(['Task_Decide', 'Task_FileRest', 'Task_Radiologist']);
  });
});
