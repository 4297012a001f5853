import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const folder = 'engine/execution/gateways';

describe('inclusive gateway, the join and its sub-process (13.4.3)', () => {
  it('considers no path that leaves the sub-process, even where it leads back into it', async () => {
    const world = await given(`${folder}/inclusive-join-sub-process.bpmn`).started({ variables: { again: true } });

    world.complete('Task_Measure');

    expect(world.open()).to.deep.equal(['Task_Report', 'Task_Talk']);
  });

  it('joins anew each time the sub-process is entered', async () => {
    const world = await given(`${folder}/inclusive-join-sub-process.bpmn`).started({ variables: { again: true } });

    world.completeAll('Task_Measure', 'Task_Report', 'Task_Talk');
    expect(world.open()).to.deep.equal(['Task_Measure', 'Task_Talk']);
    world.set({ again: false }).completeAll('Task_Talk', 'Task_Measure', 'Task_Report');

    expect(world.status()).to.equal('completed');
  });

  it('is not blocked by tokens in another instance of the sub-process', async () => {
    const world = await given(`${folder}/inclusive-join-in-each-instance.bpmn`).started();
    const [measure] = world.state().tokens.filter(({ element }) => element === 'Task_Measure');
    const ofFirstVisit = world.state().tokens.filter(({ scope }) => scope === measure?.scope);

    for (const { id } of ofFirstVisit) world.simulation.complete(`${world.instance}:${id}`, { useful: false });

    expect(world.open()).to.deep.equal(['Task_Measure', 'Task_Report', 'Task_Talk']);
  });

  it('is not joined by a token from another instance of the sub-process', async () => {
    const world = await given(`${folder}/inclusive-join-in-each-instance.bpmn`).started({
      variables: { useful: true },
    });

    world.completeAll('Task_Measure', 'Task_Measure');
    expect(world.open()).to.deep.equal(['Task_Talk', 'Task_Talk']);

    expect(world.complete('Task_Talk').open()).to.deep.equal(['Task_Report', 'Task_Talk']);
    world.completeAll('Task_Report', 'Task_Talk', 'Task_Report');
    expect(world.status()).to.equal('completed');
  });

  it('waits for a sub-process that leads to it as long as that is open', async () => {
    const world = await given(`${folder}/inclusive-join-around-sub-process.bpmn`).started();

    world.complete('Task_Nurse');
    expect(world.open()).to.deep.equal(['Task_Doctor']);

    expect(world.complete('Task_Doctor').open()).to.deep.equal(['Task_Conclude']);
  });
});
