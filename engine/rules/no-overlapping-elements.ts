import bpmnlintRule from 'bpmnlint/rules/no-overlapping-elements.js';

import { fromBpmnlint } from './from-bpmnlint.js';

/** Two elements drawn on top of each other cannot both be read. */
export const noOverlappingElements = fromBpmnlint(bpmnlintRule, {
  name: 'no-overlapping-elements',
  severity: 'warning',
  says: 'The element lies on top of another one, or outside what it belongs to, in the diagram.',
});
