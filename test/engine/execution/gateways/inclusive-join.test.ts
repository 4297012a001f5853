import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const folder = 'engine/execution/gateways';
const assessment = given(`${folder}/inclusive-join.bpmn`);

describe('inclusive gateway, the join (13.4.3)', () => {
  it('waits for a token that can still arrive', async () => {
    const world = await assessment.started();

    world.complete('Task_Nurse');

    expect(world.open()).to.deep.equal(['Task_Doctor']);
  });

  it('goes on with both tokens as one', async () => {
    const world = await assessment.started();

    world.complete('Task_Nurse').complete('Task_Doctor', { needed: true });

    expect(world.open()).to.deep.equal(['Task_Conclude']);
  });

  it('goes on when the other token moves past it and ends', async () => {
    const world = await assessment.started();

    world.complete('Task_Nurse').complete('Task_Doctor', { needed: false });

    expect(world.open()).to.deep.equal(['Task_Conclude']);
    expect(world.complete('Task_Conclude').status()).to.equal('completed');
  });

  it('goes on when the other token has ended before it', async () => {
    const world = await assessment.started();

    world.complete('Task_Doctor', { needed: false }).complete('Task_Nurse');

    expect(world.open()).to.deep.equal(['Task_Conclude']);
  });

  it('goes on when a boundary event takes the other token elsewhere', async () => {
    const world = await assessment.started({ businessKey: 'case-1' });

    world.complete('Task_Nurse');
    world.message('Trukket', { key: 'case-1' });

    expect(world.open()).to.deep.equal(['Task_Conclude', 'Task_Refer']);
  });

  it('waits for a token that could come by a boundary event of its activity', async () => {
    const world = await given(`${folder}/inclusive-join-boundary-path.bpmn`).started();

    world.complete('Task_Nurse');
    expect(world.open()).to.deep.equal(['Task_Doctor']);
    world.advance('P3D');

    expect(world.open()).to.deep.equal(['Task_Conclude']);
    expect(world.complete('Task_Conclude').status()).to.equal('completed');
  });

  it('does not wait for that token once the activity has completed', async () => {
    const world = await given(`${folder}/inclusive-join-boundary-path.bpmn`).started();

    world.completeAll('Task_Nurse', 'Task_Doctor');

    expect(world.open()).to.deep.equal(['Task_Conclude']);
  });

  it('is not blocked by a token that can also reach an incoming flow already filled', async () => {
    const world = await given(`${folder}/inclusive-join-filled-flow.bpmn`).started();

    world.complete('Task_Nurse');

    expect(world.open()).to.deep.equal(['Task_Conclude', 'Task_Doctor']);
    world.complete('Task_Doctor', { direct: true });
    expect(world.open()).to.deep.equal(['Task_Conclude', 'Task_Conclude']);
  });

  it('is blocked by a token that can reach only the incoming flow that is empty', async () => {
    const world = await given(`${folder}/inclusive-join-filled-flow.bpmn`).started();

    world.complete('Task_Doctor', { direct: true });

    expect(world.open()).to.deep.equal(['Task_Nurse']);
    expect(world.complete('Task_Nurse').open()).to.deep.equal(['Task_Conclude']);
  });

  it('joins a nested split before the split around it', async () => {
    const world = await given(`${folder}/inclusive-join-nested-split.bpmn`).started({
      variables: { nursing: true, training: true, wound: true, medication: true },
    });
    expect(world.open()).to.deep.equal(['Task_Medication', 'Task_Training', 'Task_Wound']);

    world.completeAll('Task_Training', 'Task_Wound');
    expect(world.open()).to.deep.equal(['Task_Medication']);
    expect(world.complete('Task_Medication').open()).to.deep.equal(['Task_NursingReport']);

    expect(world.complete('Task_NursingReport').open()).to.deep.equal(['Task_Summary']);
    expect(world.complete('Task_Summary').status()).to.equal('completed');
  });

  it('joins a nested split of which one branch was taken', async () => {
    const world = await given(`${folder}/inclusive-join-nested-split.bpmn`).started({
      variables: { nursing: true, training: false, wound: false, medication: true },
    });

    world.completeAll('Task_Medication', 'Task_NursingReport');

    expect(world.open()).to.deep.equal(['Task_Summary']);
  });

  it('waits for a token that can come by a link', async () => {
    const world = await given(`${folder}/inclusive-join-link.bpmn`).started();

    world.complete('Task_Nurse');
    expect(world.open()).to.deep.equal(['Task_Doctor']);

    expect(world.complete('Task_Doctor').open()).to.deep.equal(['Task_Conclude']);
  });

  it('waits for a token that is stopped by an incident, and goes on when an operator sends that elsewhere', async () => {
    const world = await assessment.started();

    world.completeAll('Task_Doctor', 'Task_Nurse');
    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    expect(world.open()).to.deep.equal([]);
    world.resolve('Gateway_Needed', 'skip', { flows: ['Flow_NotNeeded'] });

    expect(world.open()).to.deep.equal(['Task_Conclude']);
  });
});
