import type { Compilation } from './compilation.js';
import type { FlowDraft, NodeDraft } from './draft/drafts.js';
import { isActivity } from './draft/element-types.js';
import { gatewayNames } from './elements/compile-gateway.js';
import type { FlowModel } from './executable-model.js';
import { bodyOf } from './expression-reader.js';

/** A sequence flow; its condition is compiled where the source looks at conditions (13.3.1, 13.4). */
export function compileFlow(flow: FlowDraft, c: Compilation): FlowModel {
  const { xml, source, target } = flow;
  const isDefault = source.xml.default?.id === flow.id;
  const hasCondition = bodyOf(xml.conditionExpression) !== undefined;
  const ignored = isDefault
    ? 'DEFAULT_WITH_CONDITION'
    : readsConditions(source)
      ? undefined
      : 'CONDITION_WITHOUT_EFFECT';
  if (hasCondition && ignored) c.report.add(ignored, xml);
  const place = {
    names: gatewayNames(source),
    owner: xml,
    what: 'condition of the flow',
    expected: 'boolean',
  } as const;
  const condition = ignored ? undefined : c.expressions.read(xml.conditionExpression, place);
  return {
    id: flow.id,
    source: source.id,
    target: target.id,
    name: xml.name ?? '',
    isDefault,
    ...(condition && { condition }),
  };
}

/** Conditions are looked at behind activities, exclusive, inclusive and complex gateways (10.2.1, 8.3.13). */
export function readsConditions({ type }: NodeDraft): boolean {
  return (
    isActivity(type) ||
    type === 'bpmn:ExclusiveGateway' ||
    type === 'bpmn:InclusiveGateway' ||
    type === 'bpmn:ComplexGateway'
  );
}
