import type { FeelType } from '../../expressions/compiled-expression.js';
import { isUsableName } from '../data/names.js';
import type { NodeDraft } from '../draft/drafts.js';
import type { NodeContext } from './node-context.js';

/**
 * Variable that takes the result of a script or decision. Without one a context gives its entries as variables, and any
 * other result needs a name to fall back on.
 * @param fallback the decision's name; a script has none
 */
export function resultVariableOf(
  node: NodeDraft,
  type: FeelType | undefined,
  fallback: string | undefined,
  c: NodeContext,
): string | undefined {
  const named = c.foreign.setting(node.xml, 'resultVariable');
  const name = named ?? (type === 'context' ? undefined : fallback);
  if (name !== undefined && !isUsableName(name)) c.report.add('NAME_NOT_USABLE', node.xml, { name });
  const needsName = type !== undefined && type !== 'context' && type !== 'Any' && type !== 'null';
  if (name === undefined && needsName) c.report.add('RESULT_VARIABLE_MISSING', node.xml, { type });
  return named;
}
