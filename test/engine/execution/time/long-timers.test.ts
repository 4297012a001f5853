import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const long = given('engine/execution/time/long-timers.bpmn');

describe('timers without an upper bound of time (10.5.5)', () => {
  it('are due weeks and decades ahead', async () => {
    const world = await long.started();

    expect(world.dueAt('Catch_Month')).to.equal('2026-01-30T08:00:00.000Z');
    expect(world.dueAt('Catch_FourWeeks')).to.equal('2026-02-02T08:00:00.000Z');
    expect(world.dueAt('Catch_Decades')).to.equal('2056-01-05T08:00:00.000Z');
    expect(world.dueAt('Catch_Retention')).to.equal('2099-12-31T22:59:59.000Z');
  });

  it('fire past 24.9 days, not at once and not never', async () => {
    const world = await long.started();

    world.advance('P24D');
    expect(world.timers()).to.have.length(4);
    world.advance('P1D');

    expect(world.timers()).to.deep.equal(['Catch_Decades', 'Catch_FourWeeks', 'Catch_Retention']);
  });

  it('fire after thirty years, and the last one ends the process', async () => {
    const world = await long.started();

    world.advance('P30Y');
    expect(world.timers()).to.deep.equal(['Catch_Retention']);
    world.advanceTo('2100-01-01T00:00:00+01:00');

    expect(world.status()).to.equal('completed');
  });
});
