import type { CompiledDecision } from '../../decisions/compiled-decision.js';
import type { NodeDraft } from '../draft/drafts.js';
import type { BusinessRuleTaskModel } from '../executable-model.js';
import { present } from '../present.js';
import type { ActivityBase } from './activity-base.js';
import type { NodeContext } from './node-context.js';
import type { ActivityNames } from './node-names.js';
import { resultVariableOf } from './result-variable.js';

/** A business rule task with its decision, all of whose inputs are declared where the task stands. */
export function businessRuleTask(
  node: NodeDraft,
  base: ActivityBase,
  names: ActivityNames,
  c: NodeContext,
): BusinessRuleTaskModel | undefined {
  const id = c.foreign.setting(node.xml, 'decision') ?? '';
  const decision: CompiledDecision | undefined = c.decisions.get(id);
  if (!decision) {
    c.report.add(id === '' ? 'DECISION_MISSING' : 'DECISION_NOT_FOUND', node.xml, { decision: id });
    return undefined;
  }
  for (const name of decision.reads) {
    if (!names.local.has(name)) c.report.add('DECISION_INPUT_UNDECLARED', node.xml, { decision: id, name });
  }
  const resultVariable = resultVariableOf(node, decision.resultType, decision.name, c);
  return present({ ...base, type: 'bpmn:BusinessRuleTask' as const, decision, resultVariable });
}
