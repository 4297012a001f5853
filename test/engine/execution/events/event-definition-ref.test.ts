import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const reusable = given('engine/execution/events/event-definition-ref.bpmn');
const key = 'case-1';

describe('event that refers to a shared event definition (10.5.1)', () => {
  it('waits as the definition says', async () => {
    const world = await reusable.started({ businessKey: key });

    expect(world.subscription('Catch_Answer')).to.include({ kind: 'message', name: 'Svar' });
    expect(world.message('Svar', { key })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_Read']);
    expect(world.dueAt('Boundary_Late')).to.equal('2026-01-12T08:00:00.000Z');
  });

  it('is a multiple event where it refers to several', async () => {
    const world = await reusable.started({ businessKey: key });
    world.message('Svar', { key });

    world.advance('P7D').complete('Task_Remind');

    expect(world.subscriptions('message')).to.deep.equal(['Catch_AnswerOrWeek']);
    expect(world.timers()).to.deep.equal(['Catch_AnswerOrWeek']);
    expect(world.advance('P7D').status()).to.equal('completed');
  });
});
