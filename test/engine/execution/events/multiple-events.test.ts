import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const multiple = given('engine/execution/events/multiple-catch.bpmn');
const parallel = given('engine/execution/events/parallel-multiple-catch.bpmn');
const boundary = given('engine/execution/events/multiple-boundary.bpmn');
const key = 'case-1';

describe('multiple event: one of its triggers is enough (10.5.5)', () => {
  it('goes on by the first trigger and waits for no other', async () => {
    const world = await multiple.started({ businessKey: key });
    expect(world.subscriptions()).to.deep.equal(['Catch_Any', 'Catch_Any']);
    expect(world.timers()).to.deep.equal(['Catch_Any']);

    world.signal('Stengt');

    expect(world.open()).to.deep.equal(['Task_GoOn']);
    expect(world.subscriptions()).to.deep.equal([]);
    expect(world.timers()).to.deep.equal([]);
  });

  it('goes on by its timer where nothing else comes', async () => {
    const world = await multiple.started({ businessKey: key });

    expect(world.advance('P7D').open()).to.deep.equal(['Task_GoOn']);
    expect(world.message('Svar', { key })).to.equal(0);
  });

  it('interrupts its activity by either trigger on the boundary', async () => {
    for (const happens of ['message', 'signal'] as const) {
      const world = await boundary.started({ businessKey: key });

      if (happens === 'message') world.message('Trukket', { key });
      else world.signal('Stengt');

      expect(world.open()).to.deep.equal(['Task_Close']);
      expect(world.subscriptions()).to.deep.equal([]);
    }
  });

  it('fires by either trigger every time on the boundary where it does not interrupt', async () => {
    const world = await boundary.started({ businessKey: key });

    world.message('Opplysning', { key });
    world.signal('Øvelse').signal('Øvelse');
    world.message('Opplysning', { key });

    expect(world.open()).to.deep.equal([...Array<string>(4).fill('Task_Note'), 'Task_Treat']);
  });

  it('starts a process by either trigger', async () => {
    const world = await given('engine/execution/events/multiple-start.bpmn').deployed();

    world.message('Henvisning');
    world.signal('Katastrofe');

    expect(world.simulation.instances()).to.have.length(2);
    for (const id of world.simulation.instances()) expect(world.of(id).open()).to.deep.equal(['Task_Receive']);
  });

  it('throws all of its results', async () => {
    const world = await given('engine/execution/events/multiple-throw.bpmn').started();
    expect(world.thrownMessages()).to.deep.equal(['Til fastlegen', 'Til hjemmetjenesten']);

    world.complete('Task_Close');

    expect(world.thrownMessages()).to.deep.equal(['Til fastlegen', 'Til hjemmetjenesten', 'Til fastlegen']);
    expect(world.thrownSignals()).to.deep.equal(['Utskrevet']);
    expect(world.status()).to.equal('completed');
  });
});

describe('parallel multiple event: all of its triggers are needed (10.5.5)', () => {
  it('goes on when the last one has come, whatever their order', async () => {
    const world = await parallel.started({ businessKey: key });

    world.signal('Godkjent');
    world.message('Prøvesvar', { key });
    expect(world.open()).to.deep.equal([]);
    expect(world.message('Svar', { key })).to.equal(1);

    expect(world.open()).to.deep.equal(['Task_GoOn']);
    expect(world.subscriptions()).to.deep.equal([]);
  });

  it('does not take a trigger twice in place of another', async () => {
    const world = await parallel.started({ businessKey: key });

    expect(world.message('Svar', { key })).to.equal(1);
    expect(world.message('Svar', { key })).to.equal(0);
    world.signal('Godkjent').signal('Godkjent');

    expect(world.open()).to.deep.equal([]);
    expect(world.subscriptions()).to.deep.equal(['Catch_All']);
  });

  it('fires on the boundary each time that all have come', async () => {
    const world = await boundary.started({ businessKey: key });

    world.message('Prøvesvar', { key });
    expect(world.open()).to.deep.equal(['Task_Treat']);
    world.signal('Godkjent');
    expect(world.open()).to.deep.equal(['Task_Proceed', 'Task_Treat']);
    world.signal('Godkjent');
    expect(world.open()).to.deep.equal(['Task_Proceed', 'Task_Treat']);
    world.message('Prøvesvar', { key });

    expect(world.open()).to.deep.equal(['Task_Proceed', 'Task_Proceed', 'Task_Treat']);
  });

  it('starts a process by its first trigger, and goes on when all of the same correlation have come', async () => {
    const world = await given('engine/execution/events/parallel-multiple-start.bpmn').deployed();

    world.message('Henvisning', { key: 'p-1', variables: { patient: 'p-1' } });
    expect(world.open()).to.deep.equal([]);
    world.message('Samtykke', { key: 'p-2', variables: { patient: 'p-2' } });
    expect(world.open()).to.deep.equal([]);
    world.message('Samtykke', { key: 'p-1', variables: { patient: 'p-1' } });

    expect(world.open()).to.deep.equal(['Task_Begin']);
    expect(world.of(1).open()).to.deep.equal([]);
    expect(world.simulation.instances()).to.have.length(2);
  });
});
