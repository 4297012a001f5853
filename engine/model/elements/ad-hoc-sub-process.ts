import type { NodeDraft } from '../draft/drafts.js';
import type { AdHocSubProcessModel } from '../executable-model.js';
import type { ActivityBase } from './activity-base.js';
import type { NodeContext } from './node-context.js';

/** An ad-hoc sub-process; its completion condition reads what is inside it (10.3.5). */
export function adHocSubProcess(node: NodeDraft, base: ActivityBase, c: NodeContext): AdHocSubProcessModel {
  const { xml, inner, container } = node;
  const place = { names: inner?.names ?? container.names, owner: xml, what: 'completion condition' };
  const completionCondition = c.expressions.read(xml.completionCondition, { ...place, expected: 'boolean' });
  return {
    ...base,
    type: 'bpmn:AdHocSubProcess',
    ordering: xml.ordering === 'Sequential' ? 'sequential' : 'parallel',
    cancelRemainingInstances: xml.cancelRemainingInstances !== false,
    ...(completionCondition && { completionCondition }),
  };
}
