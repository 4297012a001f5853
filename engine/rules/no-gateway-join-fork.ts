import bpmnlintRule from 'bpmnlint/rules/no-gateway-join-fork.js';

import { fromBpmnlint } from './from-bpmnlint.js';

/** A gateway that joins and splits at once is read differently by different people. */
export const noGatewayJoinFork = fromBpmnlint(bpmnlintRule, {
  name: 'no-gateway-join-fork',
  severity: 'warning',
  says: 'The gateway joins and splits at the same time: draw one gateway for each.',
});
