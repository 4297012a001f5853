import bpmnlintRule from 'bpmnlint/rules/no-implicit-start.js';

import { fromBpmnlint } from './from-bpmnlint.js';

/** What has no flow in starts at once, which a reader does not see. */
export const noImplicitStart = fromBpmnlint(bpmnlintRule, {
  name: 'no-implicit-start',
  severity: 'warning',
  says: 'Nothing leads here, so it would start by itself: draw a start event before it.',
});
