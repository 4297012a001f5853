import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const notify = given('engine/execution/events/message-throw.bpmn');

describe('message thrown by an intermediate and an end event (13.5.2, 10.5.3)', () => {
  it('leaves the instance with its name, key and mapped content, and the token goes on', async () => {
    const world = await notify.started({ variables: { patient: 'p-1', ward: 'A3' } });

    expect(world.open()).to.deep.equal(['Task_Close']);
    expect(world.events('MessageThrown')).to.have.length(1);
    expect(world.events('MessageThrown')[0]).to.deep.include({
      element: 'Throw_Discharged',
      name: 'Utskrevet',
      key: 'p-1',
      variables: { text: 'from A3' },
    });
  });

  it('leaves the instance when it ends, with the business key where the message has no key of its own', async () => {
    const world = await notify.started({ variables: { patient: 'p-1', ward: 'A3' }, businessKey: 'case-1' });

    world.complete('Task_Close');

    expect(world.thrownMessages()).to.deep.equal(['Utskrevet', 'Avsluttet']);
    expect(world.events('MessageThrown')[1]).to.include({ element: 'End_Closed', key: 'case-1' });
    expect(world.status()).to.equal('completed');
  });
});
