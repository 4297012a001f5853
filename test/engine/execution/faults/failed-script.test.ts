import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const dose = given('engine/execution/faults/failed-script.bpmn');

async function divided(by: number) {
  const world = await dose.started({ variables: { weight: 70, divisor: by } });
  return world.complete('Task_Weigh');
}

describe('script that fails (13.3.3)', () => {
  it('gives its result where it does not fail', async () => {
    const world = await divided(10);

    expect(world.variable('dose')).to.equal(7);
    expect(world.open()).to.deep.equal(['Task_Give', 'Task_Other']);
  });

  it('is an incident on its own token, and nothing else stops', async () => {
    const world = await divided(0);

    expect(world.incidents()).to.deep.equal(['EXPRESSION_FAILED']);
    expect(world.incidentElements()).to.deep.equal(['Script_Dose']);
    expect(world.complete('Task_Other').open()).to.deep.equal([]);
    expect(world.status()).to.equal('running');
  });

  it('is tried again after the data is mended', async () => {
    const world = await divided(0);

    world.set({ divisor: 7 }).resolve('Script_Dose', 'retry');

    expect(world.variable('dose')).to.equal(10);
    expect(world.open()).to.deep.equal(['Task_Give', 'Task_Other']);
  });

  it('is skipped without its result', async () => {
    const world = await divided(0);

    world.resolve('Script_Dose', 'skip');

    expect(world.variable('dose') ?? null).to.equal(null);
    expect(world.open()).to.deep.equal(['Task_Give', 'Task_Other']);
  });

  it('is resolved with the result that an operator gives', async () => {
    const world = await divided(0);

    world.resolve('Script_Dose', 'resolve', { variables: { dose: 5 } });

    expect(world.variable('dose')).to.equal(5);
    expect(world.open()).to.deep.equal(['Task_Give', 'Task_Other']);
    expect(world.events('IncidentResolved').map(({ action }) => action)).to.deep.equal(['resolve']);
  });

  it('cannot be resolved twice', async () => {
    const world = await divided(0);
    const [incident] = world.simulation.incidents();
    world.resolve('Script_Dose', 'skip');

    const code = world.refusal(() => world.simulation.resolveIncident(incident?.incidentId ?? '', 'skip'));

    expect(code).to.equal('INCIDENT_NOT_FOUND');
  });
});
