import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const folder = 'engine/execution/gateways';
const discharge = given(`${folder}/parallel-gateway.bpmn`);
const samples = given(`${folder}/parallel-gateway-surplus-tokens.bpmn`);

describe('parallel gateway (13.4.1)', () => {
  it('gives every outgoing flow a token', async () => {
    const world = await discharge.started();

    expect(world.open()).to.deep.equal(['Task_DischargeLetter', 'Task_Equipment', 'Task_MedicationList']);
  });

  it('waits for a token on every incoming flow, whatever their order', async () => {
    const world = await discharge.started();

    world.completeAll('Task_Equipment', 'Task_DischargeLetter');
    expect(world.open()).to.deep.equal(['Task_MedicationList']);
    world.complete('Task_MedicationList');

    expect(world.open()).to.deep.equal(['Task_Discharge']);
    expect(world.complete('Task_Discharge').status()).to.equal('completed');
  });

  it('is not completed by two tokens on one incoming flow', async () => {
    const world = await samples.started();

    world.completeAll('Task_BloodSample', 'Task_UrineSample');

    expect(world.open()).to.deep.equal(['Task_Questionnaire']);
    expect(world.tokens()).to.deep.equal(['Gateway_Join', 'Gateway_Join', 'Task_Questionnaire']);
  });

  it('consumes exactly one token from each incoming flow and leaves the surplus', async () => {
    const world = await samples.started();

    world.completeAll('Task_BloodSample', 'Task_UrineSample', 'Task_Questionnaire');

    expect(world.open()).to.deep.equal(['Task_Evaluate']);
    expect(world.tokens()).to.deep.equal(['Gateway_Join', 'Task_Evaluate']);
    world.complete('Task_Evaluate');
    expect(world.status()).to.equal('running');
    expect(world.cancel().status()).to.equal('cancelled');
  });

  it('does not look at conditions on its outgoing flows', async () => {
    const world = await given(`${folder}/parallel-gateway-conditions.bpmn`).started({ variables: { consent: false } });

    expect(world.open()).to.deep.equal(['Task_AskNextOfKin', 'Task_AskPatient']);
  });

  it('gets a token when the process starts, where it has no incoming flow', async () => {
    const world = await given(`${folder}/parallel-gateway-without-incoming.bpmn`).started();

    expect(world.open()).to.deep.equal(['Task_AskPatient', 'Task_ReadRecord']);
    expect(world.completeAll('Task_AskPatient', 'Task_ReadRecord').status()).to.equal('completed');
  });
});
