import type { NodeDraft } from '../draft/drafts.js';
import type { Report } from '../report.js';

const HIGHEST = 1000;

/** `startQuantity` or `completionQuantity` (10.3.1): a whole number, at least 1. */
export function quantity(node: NodeDraft, attribute: 'startQuantity' | 'completionQuantity', report: Report): number {
  const value = node.xml[attribute] ?? 1;
  if (Number.isInteger(value) && value >= 1 && value <= HIGHEST) return value;
  report.add('QUANTITY_NOT_VALID', node.xml, { attribute, highest: HIGHEST });
  return 1;
}
