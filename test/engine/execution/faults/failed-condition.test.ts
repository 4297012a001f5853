import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const score = given('engine/execution/faults/failed-condition.bpmn');

async function withoutScore() {
  const world = await score.started();
  return world.complete('Task_Assess');
}

describe('condition that gives neither true nor false (13.4.2)', () => {
  it('is an incident on its own token; the other branch goes on', async () => {
    const world = await withoutScore();

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
    expect(world.incidentElements()).to.deep.equal(['Gateway_Score']);
    expect(world.open()).to.deep.equal(['Task_Other']);
    world.complete('Task_Other');
    expect(world.status()).to.equal('running');
  });

  it('keeps what was done before it', async () => {
    const world = await withoutScore();

    expect(world.completed()).to.include('Task_Assess');
    expect(world.path()).to.include('Flow_Assess_Score');
  });

  it('is tried again after the data is mended', async () => {
    const world = await withoutScore();

    world.set({ score: 6 }).resolve('Gateway_Score', 'retry');

    expect(world.incidents()).to.deep.equal([]);
    expect(world.open()).to.deep.equal(['Task_High', 'Task_Other']);
  });

  it('is an incident again where nothing was mended', async () => {
    const world = await withoutScore();

    world.resolve('Gateway_Score', 'retry');

    expect(world.incidents()).to.deep.equal(['CONDITION_NOT_BOOLEAN']);
  });

  it('is passed by the flows that an operator chooses', async () => {
    const world = await withoutScore();

    world.resolve('Gateway_Score', 'skip', { flows: ['Flow_Low'] });

    expect(world.open()).to.deep.equal(['Task_Low', 'Task_Other']);
    expect(world.incidents()).to.deep.equal([]);
  });

  it('cannot be passed by a flow of another element', async () => {
    const world = await withoutScore();

    const code = world.refusal(() => world.resolve('Gateway_Score', 'skip', { flows: ['Flow_Assess_Score'] }));

    expect(code).to.equal('ACTION_NOT_POSSIBLE');
  });

  it('says which element and why, and never a value', async () => {
    const world = await score.started({ variables: { score: null } });

    world.complete('Task_Assess');

    const [incident] = world.events('IncidentRaised');
    expect(incident?.incident).to.include({ element: 'Gateway_Score', code: 'CONDITION_NOT_BOOLEAN' });
    expect(incident?.incidentId).to.equal(`${world.instance}:${incident?.incident.id}`);
  });
});
