import { expect } from 'chai';

import { EngineError } from '../../../../engine/index.js';
import { given } from '../../../helpers/given.js';
import type { World } from '../../../helpers/world.js';

const limits = given('engine/execution/faults/limits.bpmn');

describe('limits', () => {
  it('refuse variables that are too large, and nothing changes', async () => {
    const world = await limits.started({ variables: { count: 1 }, limits: { variableBytes: 1_000 } });

    const code = world.refusal(() => world.complete('Task_Note', { note: 'x'.repeat(2_000) }));

    expect(code).to.equal('LIMIT_EXCEEDED');
    expect(world.complete('Task_Note', { note: 'short' }).status()).to.equal('completed');
  });

  it('refuse to start with variables that are too large', async () => {
    const world = await limits.deployed({ limits: { variableBytes: 1_000 } });

    const code = world.refusal(() => world.start('Process_Limits', { variables: { note: 'x'.repeat(2_000) } }));

    expect(code).to.equal('LIMIT_EXCEEDED');
    expect(world.simulation.instances()).to.deep.equal([]);
  });

  it('make too many instances of an activity an incident', async () => {
    const world = await limits.started({ variables: { count: 11 }, limits: { multiInstanceCount: 10 } });

    expect(world.incidents()).to.deep.equal(['LIMIT_EXCEEDED']);
    expect(world.open()).to.deep.equal([]);
    world.set({ count: 10 }).resolve('Task_Note', 'retry');

    expect(world.open()).to.have.length(10);
  });

  it('roll back a step that opens too many tokens', async () => {
    const world = await limits.started({
      process: 'Process_Tokens',
      variables: { again: true },
      limits: { openTokens: 20 },
    });

    world.complete('Task_Begin');
    expect(world.incidents()).to.deep.equal(['LIMIT_EXCEEDED']);
    expect(world.incidentElements()).to.deep.equal(['Task_Begin']);
    world.set({ again: false }).resolve('Task_Begin', 'retry');

    expect(world.open()).to.deep.equal(['Task_Wait', 'Task_Wait']);
  });

  it('refuse what lets the state of the instance grow too large, however small the steps', async () => {
    const world = await limits.started({ variables: { count: 1 }, limits: { stateBytes: 4_000 } });

    const codes = Array.from({ length: 10 }, (_, index) => grow(world, `note${index}`));

    expect(codes.at(0)).to.equal('accepted');
    expect(codes.at(-1)).to.equal('LIMIT_EXCEEDED');
    expect(JSON.stringify(world.state()).length).to.be.lessThan(5_000);
  });
});

function grow(world: World, name: string): string {
  try {
    world.set({ [name]: 'x'.repeat(1_000) });
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'accepted';
}
