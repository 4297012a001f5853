import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const result = given('engine/execution/collaboration/one-message-per-process.bpmn');
const message = { key: 'p-1', variables: { patient: 'p-1' } };
const variables = { patient: 'p-1' };

describe('one message and several who wait for it (8.4.2)', () => {
  it('goes to one subscription of an instance, the next message to the next', async () => {
    const world = await result.started({ variables });

    world.message('Prøvesvar', message);
    expect(world.open()).to.have.length(1);
    world.message('Prøvesvar', message);

    expect(world.open()).to.deep.equal(['Task_First', 'Task_Second']);
  });

  it('goes to one instance of a process where two wait with the same key', async () => {
    const world = await result.started({ process: 'Process_Clinic', variables });
    const other = world.start('Process_Clinic', { variables });

    world.message('Prøvesvar', message);

    expect([...world.open(), ...other.open()]).to.deep.equal(['Task_Clinic']);
  });

  it('goes to every process that waits for it, and starts the process that begins with it', async () => {
    const world = await result.started({ variables });
    const clinic = world.start('Process_Clinic', { variables });

    expect(world.message('Prøvesvar', message)).to.equal(3);

    expect(world.open()).to.have.length(1);
    expect(clinic.open()).to.deep.equal(['Task_Clinic']);
    expect(world.of(2).open()).to.deep.equal(['Task_Lab']);
  });
});
