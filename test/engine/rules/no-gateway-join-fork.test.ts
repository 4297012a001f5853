import { expect } from 'chai';

import { noGatewayJoinFork } from '../../../engine/rules/no-gateway-join-fork.js';
import { findingsIn } from './lint-model.js';

describe('Rule no-gateway-join-fork: one gateway joins, another one splits', () => {
  it('accepts one gateway for each', async () => {
    expect(await findingsIn(noGatewayJoinFork, 'one-gateway-for-each')).to.deep.equal([]);
  });

  it('finds the gateway that joins and splits at once', async () => {
    expect(await findingsIn(noGatewayJoinFork, 'joins-and-splits-at-once')).to.deep.equal(['warning Both']);
  });
});
