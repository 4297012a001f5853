import { expect } from 'chai';

import { superfluousGateway } from '../../../engine/rules/superfluous-gateway.js';
import { findingsIn } from './lint-model.js';

describe('Rule superfluous-gateway: a gateway splits or joins', () => {
  it('accepts a gateway that splits', async () => {
    expect(await findingsIn(superfluousGateway, 'gateway-that-splits')).to.deep.equal([]);
  });

  it('finds the gateway with one flow in and one flow out', async () => {
    expect(await findingsIn(superfluousGateway, 'gateway-with-one-flow-in-and-out')).to.deep.equal(['warning Choice']);
  });
});
