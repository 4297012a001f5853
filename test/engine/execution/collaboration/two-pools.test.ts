import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const pools = given('engine/execution/collaboration/two-pools.bpmn');

describe('collaboration of two pools (10.6, 13.2)', () => {
  it('starts the other pool by a message and goes on by its answer', async () => {
    const hospital = await pools.started({ process: 'Process_Hospital', variables: { patient: 'p-1' } });
    const municipality = hospital.of(1);
    expect(municipality.open()).to.deep.equal(['Task_Answer']);
    expect(municipality.variable('patient')).to.equal('p-1');
    expect(hospital.open()).to.deep.equal([]);

    municipality.complete('Task_Answer', { arrival: '2026-01-08' });

    expect(municipality.status()).to.equal('completed');
    expect(hospital.open()).to.deep.equal(['Task_Discharge']);
  });

  it('keeps the pools as instances of their own', async () => {
    const hospital = await pools.started({ process: 'Process_Hospital', variables: { patient: 'p-1' } });

    hospital.cancel();

    expect(hospital.status()).to.equal('cancelled');
    expect(hospital.of(1).open()).to.deep.equal(['Task_Answer']);
    expect(hospital.of(1).complete('Task_Answer').status()).to.equal('completed');
  });

  it('brings each answer to the patient that it concerns, whatever their order', async () => {
    const first = await pools.started({ process: 'Process_Hospital', variables: { patient: 'p-1' } });
    const second = first.start('Process_Hospital', { variables: { patient: 'p-2' } });
    const answering = first.simulation.instances().map((id) => first.of(id));
    const forSecond = answering.find(
      (each) => each.open().includes('Task_Answer') && each.variable('patient') === 'p-2',
    );

    forSecond?.complete('Task_Answer');

    expect(second.open()).to.deep.equal(['Task_Discharge']);
    expect(first.open()).to.deep.equal([]);
    expect(first.subscription('Catch_Answer').key).to.equal('p-1');
  });

  it('keeps pools, message flows and processes in one deployment', async () => {
    const model = await pools.compiled();

    expect(Object.keys(model.processes)).to.deep.equal(['Process_Hospital', 'Process_Municipality']);
    expect(model.messageFlows.map(({ source, target }) => [source, target])).to.deep.equal([
      ['Throw_Ready', 'Start_Ready'],
      ['End_Answer', 'Catch_Answer'],
    ]);
    expect(model.processes['Process_Hospital']?.participant).to.equal('Pool_Hospital');
  });
});
