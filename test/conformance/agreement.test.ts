import { expect } from 'chai';

import { holdAgreement } from './agree.js';

/** A fixed seed: the same 200 processes every time. `npm run test:conformance` takes new ones. */
const SEED = 20261101;

describe('bpmn-engine as the oracle', () => {
  it('takes the same flows and opens the same tasks in 200 generated processes', async function () {
    this.timeout(180_000);

    const { agreed, stuck } = await holdAgreement(200, SEED);

    expect({ agreed, stuck }).to.deep.equal({ agreed: 200, stuck: 0 });
  });
});
