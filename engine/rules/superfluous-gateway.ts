import bpmnlintRule from 'bpmnlint/rules/superfluous-gateway.js';

import { fromBpmnlint } from './from-bpmnlint.js';

/** A gateway with one flow in and one flow out neither splits nor joins. */
export const superfluousGateway = fromBpmnlint(bpmnlintRule, {
  name: 'superfluous-gateway',
  severity: 'warning',
  says: 'The gateway has one flow in and one flow out: it decides nothing and can be left out.',
});
