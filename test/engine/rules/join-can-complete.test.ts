import { expect } from 'chai';

import { joinCanComplete } from '../../../engine/rules/join-can-complete.js';
import { findingsIn } from './lint-model.js';

describe('Rule join-can-complete: a parallel join gets a token on every flow in', () => {
  it('accepts a parallel split into a parallel join', async () => {
    expect(await findingsIn(joinCanComplete, 'parallel-split-into-parallel-join')).to.deep.equal([]);
  });

  it('accepts an exclusive choice that is merged before the join', async () => {
    expect(await findingsIn(joinCanComplete, 'exclusive-choice-merged-before-the-join')).to.deep.equal([]);
  });

  it('accepts work that is repeated inside a branch', async () => {
    expect(await findingsIn(joinCanComplete, 'loop-inside-a-branch')).to.deep.equal([]);
  });

  it('accepts a branch that ends the whole pathway', async () => {
    expect(await findingsIn(joinCanComplete, 'one-branch-ends-the-whole')).to.deep.equal([]);
  });

  it('accepts an inclusive split into an inclusive join', async () => {
    expect(await findingsIn(joinCanComplete, 'inclusive-split-into-inclusive-join')).to.deep.equal([]);
  });

  it('finds the join that is fed by an exclusive split', async () => {
    expect(await findingsIn(joinCanComplete, 'exclusive-split-into-parallel-join')).to.deep.equal(['error Join']);
  });

  it('finds the join that is fed by an event-based gateway', async () => {
    expect(await findingsIn(joinCanComplete, 'event-based-gateway-into-parallel-join')).to.deep.equal(['error Join']);
  });

  it('finds the join that is fed by an inclusive split', async () => {
    expect(await findingsIn(joinCanComplete, 'inclusive-split-into-parallel-join')).to.deep.equal(['error Join']);
  });

  it('finds the join whose branch can end before it', async () => {
    expect(await findingsIn(joinCanComplete, 'branch-that-can-end-before-the-join')).to.deep.equal(['error Join']);
  });

  it('finds the join whose branch is left by an interrupting boundary event', async () => {
    expect(await findingsIn(joinCanComplete, 'interrupting-boundary-leaves-the-branch')).to.deep.equal(['error Join']);
  });

  it('looks inside sub-processes', async () => {
    expect(await findingsIn(joinCanComplete, 'inside-a-sub-process')).to.deep.equal(['error Join']);
  });
});
