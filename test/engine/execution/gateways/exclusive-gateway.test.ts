import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const referral = given('engine/execution/gateways/exclusive-gateway.bpmn');
const consent = given('engine/execution/gateways/exclusive-gateway-without-default.bpmn');
const notices = given('engine/execution/gateways/exclusive-gateway-join.bpmn');

describe('exclusive gateway (13.4.2)', () => {
  it('takes the first flow whose condition is true, in the order of the drawing', async () => {
    const world = await referral.started({ variables: { urgency: 9 } });

    expect(world.open()).to.deep.equal(['Task_Emergency']);
    expect(world.path()).to.deep.equal(['Flow_Referral_Urgency', 'Flow_Emergency']);
  });

  it('takes a later flow where the earlier conditions are false', async () => {
    const world = await referral.started({ variables: { urgency: 5 } });

    expect(world.open()).to.deep.equal(['Task_SameWeek']);
  });

  it('takes the default flow only where no condition is true, wherever it stands in the order', async () => {
    const world = await referral.started({ variables: { urgency: 1 } });

    expect(world.open()).to.deep.equal(['Task_Routine']);
  });

  it('never takes the default flow where a condition is null: that is an incident', async () => {
    const world = await referral.started();

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    expect(world.incidentElements()).to.deep.equal(['Gateway_Urgency']);
    expect(world.open()).to.deep.equal([]);
  });

  it('raises the incident where a condition gives a text', async () => {
    const world = await consent.started({ variables: { consent: false, answer: 'no' } });

    world.complete('Task_NoPlan');

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    expect(world.incidentElements()).to.deep.equal(['Gateway_Answer']);
  });

  it('does not evaluate the conditions behind the first true one', async () => {
    const world = await consent.started({ variables: { consent: true } });

    expect(world.open()).to.deep.equal(['Task_Plan']);
    expect(world.incidents()).to.deep.equal([]);
  });

  it('raises an incident where no condition is true and there is no default flow', async () => {
    const world = await consent.started({ variables: { consent: false, answer: 'yes' } });

    expect(world.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    expect(world.status()).to.equal('running');
  });

  it('lets every token pass on its own where flows meet', async () => {
    const world = await notices.started();

    world.complete('Task_NotifyGp');
    expect(world.open()).to.deep.equal(['Task_NotifyHomeCare', 'Task_RecordReceipt']);
    world.complete('Task_NotifyHomeCare');

    expect(world.open()).to.deep.equal(['Task_RecordReceipt', 'Task_RecordReceipt']);
    world.completeAll('Task_RecordReceipt', 'Task_RecordReceipt');
    expect(world.status()).to.equal('completed');
  });
});
