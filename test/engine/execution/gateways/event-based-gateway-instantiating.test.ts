import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const intake = given('engine/execution/gateways/event-based-gateway-instantiating.bpmn');
const reception = given('engine/execution/gateways/event-based-gateway-instantiating-parallel.bpmn');

const letter = (patient: string) => ({ key: patient, variables: { patient } });

describe('event-based gateway that starts a process, exclusive (10.6.6, 13.5.1)', () => {
  it('starts an instance by the first event, which waits for no other', async () => {
    const world = await intake.deployed();

    expect(world.message('Henvisning', { variables: { reason: 'fall' } })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_AssessReferral']);
    expect(world.variable('reason')).to.equal('fall');
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('starts another instance by the other event', async () => {
    const world = await intake.deployed();

    world.message('Henvisning');
    world.message('Telefon');

    expect(world.simulation.instances()).to.have.length(2);
    expect(world.of(0).open()).to.deep.equal(['Task_AssessReferral']);
    expect(world.of(1).open()).to.deep.equal(['Task_CallBack']);
  });

  it('offers its events as ways to start the process', async () => {
    const model = await intake.compiled();

    expect(model.starts.map(({ element, gateway }) => [element, gateway])).to.deep.equal([
      ['Catch_Referral', 'Gateway_Intake'],
      ['Catch_PhoneCall', 'Gateway_Intake'],
    ]);
  });
});

describe('event-based gateway that starts a process, parallel (10.6.6)', () => {
  it('starts by the first event and waits for the rest with the same correlation', async () => {
    const world = await reception.deployed();

    world.message('Medisinliste', letter('p-1'));

    expect(world.open()).to.deep.equal(['Task_Reconcile']);
    expect(world.subscription('Catch_Letter')).to.include({ name: 'Epikrise', key: 'p-1' });
  });

  it('brings the second event to the instance that the first one started', async () => {
    const world = await reception.deployed();

    world.message('Epikrise', letter('p-1'));
    world.message('Medisinliste', letter('p-1'));

    expect(world.simulation.instances()).to.have.length(1);
    expect(world.open()).to.deep.equal(['Task_ReadLetter', 'Task_Reconcile']);
    expect(world.completeAll('Task_ReadLetter', 'Task_Reconcile').open()).to.deep.equal(['Task_PlanVisit']);
  });

  it('is not completed before every event has come', async () => {
    const world = await reception.deployed();

    world.message('Epikrise', letter('p-1'));
    world.complete('Task_ReadLetter');

    expect(world.status()).to.equal('running');
    expect(world.subscriptions('message')).to.deep.equal(['Catch_Medication']);
  });

  it('starts another instance for another patient', async () => {
    const world = await reception.deployed();

    world.message('Epikrise', letter('p-1'));
    world.message('Medisinliste', letter('p-2'));

    expect(world.simulation.instances()).to.have.length(2);
    expect(world.of(0).open()).to.deep.equal(['Task_ReadLetter']);
    expect(world.of(1).open()).to.deep.equal(['Task_Reconcile']);
  });
});
