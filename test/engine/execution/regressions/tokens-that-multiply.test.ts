import { expect } from 'chai';

import { given } from '../../../helpers/given.js';

const model = given('engine/execution/regressions/tokens-that-multiply.bpmn');

describe('tokens that multiply in one step', () => {
  it('are an incident as soon as there are more than are allowed, and not when there are a million', async function () {
    this.timeout(3_000);
    const world = await model.started();

    expect(world.incidents()).to.deep.equal(['LIMIT_EXCEEDED']);
    expect(world.tokens()).to.deep.equal(['Start']);
  });
});
