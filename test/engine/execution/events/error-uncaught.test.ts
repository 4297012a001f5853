import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const uncaught = given('engine/execution/events/error-uncaught.bpmn');

describe('error that nothing catches (10.5.3)', () => {
  it('becomes an incident, and nothing else of the instance stops', async () => {
    const world = await uncaught.started();

    world.complete('Task_Operate');

    expect(world.incidents()).to.deep.equal(['UNCAUGHT_ERROR']);
    expect(world.incidentElements()).to.deep.equal(['End_Bleeding']);
    expect(world.open()).to.deep.equal(['Task_InformFamily']);
  });

  it('holds the instance open until an operator skips it', async () => {
    const world = await uncaught.started();

    world.completeAll('Task_Operate', 'Task_InformFamily');
    expect(world.status()).to.equal('running');
    world.resolve('End_Bleeding', 'skip');

    expect(world.status()).to.equal('completed');
  });

  it('becomes an incident on a task too', async () => {
    const world = await uncaught.started();

    world.throwTaskError('Task_InformFamily', 'NOT_REACHED');

    expect(world.incidents()).to.deep.equal(['UNCAUGHT_ERROR']);
    expect(world.incidentElements()).to.deep.equal(['Task_InformFamily']);
    expect(world.complete('Task_Operate').incidents()).to.have.length(2);
  });
});
