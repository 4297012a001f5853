import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const loopBack = given('engine/execution/gateways/inclusive-join-loop-back.bpmn');
const twoJoins = given('engine/execution/gateways/inclusive-joins-in-one-loop.bpmn');

describe('inclusive gateway, joins in loops (13.4.3)', () => {
  it('does not wait for its own flow back: that path visits the gateway', async () => {
    const world = await loopBack.started();

    world.completeAll('Task_Nurse', 'Task_Doctor');

    expect(world.open()).to.deep.equal(['Task_FollowUp']);
  });

  it('lets a single token round the loop as often as it comes', async () => {
    const world = await loopBack.started();

    world.completeAll('Task_Nurse', 'Task_Doctor');
    for (let round = 0; round < 3; round += 1) world.complete('Task_FollowUp', { again: true });
    expect(world.open()).to.deep.equal(['Task_FollowUp']);
    world.complete('Task_FollowUp', { again: false });

    expect(world.timesCompleted('Task_FollowUp')).to.equal(4);
    expect(world.status()).to.equal('completed');
  });

  it('lets one token pass two joins of one loop, round after round', async () => {
    const world = await twoJoins.started({ businessKey: 'case-1' });
    world.message('Trukket', { key: 'case-1' });

    world.complete('Task_Hospital');
    for (let round = 0; round < 2; round += 1)
      world.complete('Task_Plan', { again: true }).complete('Task_Revise', { again: true });
    world.complete('Task_Plan', { again: false });

    expect(world.completed().filter((id) => id === 'Task_Plan' || id === 'Task_Revise')).to.have.length(5);
    expect(world.status()).to.equal('completed');
  });

  it('waits at one join for a token that can come through the other', async () => {
    const world = await twoJoins.started({ businessKey: 'case-1' });

    world.complete('Task_Hospital');

    expect(world.open()).to.deep.equal(['Task_Municipality']);
  });

  it('goes on at one join when the token that could come through the other dies', async () => {
    const world = await twoJoins.started({ businessKey: 'case-1' });

    world.complete('Task_Hospital');
    world.message('Trukket', { key: 'case-1' });

    expect(world.open()).to.deep.equal(['Task_Plan']);
  });

  it('holds two tokens that each can reach only the empty flow of the other join, as the clause is worded', async () => {
    const world = await twoJoins.started({ businessKey: 'case-1' });

    world.completeAll('Task_Hospital', 'Task_Municipality');

    expect(world.open()).to.deep.equal([]);
    expect(world.tokens()).to.deep.equal(['Gateway_HospitalJoin', 'Gateway_MunicipalityJoin']);
    expect(world.cancel().status()).to.equal('cancelled');
  });
});
