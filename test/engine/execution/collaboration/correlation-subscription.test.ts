import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const letters = given('engine/execution/collaboration/correlation-subscription.bpmn');

describe('correlation by properties of the message and a subscription of the process (8.4.2)', () => {
  it('subscribes with the value that the data path finds in the process', async () => {
    const world = await letters.started({ variables: { patient: 'p-1' } });

    expect(world.subscription('Catch_Letter')).to.include({ name: 'Epikrise', key: 'p-1' });
  });

  it('finds the key of a thrown message in its content', async () => {
    const world = await letters.started({ variables: { patient: 'p-1' } });
    const other = world.start('Process_Gp', { variables: { patient: 'p-2' } });

    const hospital = world.start('Process_Hospital', { variables: { patient: 'p-2' } });

    expect(hospital.events('MessageThrown')[0]).to.include({ name: 'Epikrise', key: 'p-2' });
    expect(world.open()).to.deep.equal([]);
    expect(other.open()).to.deep.equal(['Task_Read']);
    expect(other.variable('subject')).to.equal('p-2');
  });

  it('finds the key of an arriving message in its content', async () => {
    const world = await letters.started({ variables: { patient: 'p-1' } });
    const other = world.start('Process_Gp', { variables: { patient: 'p-2' } });

    expect(world.message('Epikrise', { variables: { subject: 'p-2' } })).to.equal(1);

    expect(world.open()).to.deep.equal([]);
    expect(other.open()).to.deep.equal(['Task_Read']);
  });
});
