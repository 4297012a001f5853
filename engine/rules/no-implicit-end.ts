import bpmnlintRule from 'bpmnlint/rules/no-implicit-end.js';

import { fromBpmnlint } from './from-bpmnlint.js';

/** A path that just stops leaves the reader in doubt whether something is missing. */
export const noImplicitEnd = fromBpmnlint(bpmnlintRule, {
  name: 'no-implicit-end',
  severity: 'warning',
  says: 'The path stops here without an end event: draw how it ends.',
});
