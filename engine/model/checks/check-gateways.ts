import type { FlowDraft, NodeDraft } from '../draft/drafts.js';
import type { NodeContext } from '../elements/node-context.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { triggerKind } from '../events/triggers.js';
import { bodyOf } from '../expression-reader.js';

/** Is this gateway complete (10.6)? */
export function checkGateway(node: NodeDraft, c: NodeContext): void {
  if (node.outgoing.length === 0) c.report.add('GATEWAY_WITHOUT_OUTGOING_FLOW', node.xml);
  switch (node.type) {
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:InclusiveGateway':
      return checkConditions(node, c);
    case 'bpmn:EventBasedGateway':
      return checkEventGateway(node, c);
    case 'bpmn:ComplexGateway':
      return checkComplexGateway(node, c);
    default:
      return;
  }
}

/** Where the path divides each flow has a condition or is the default (10.6.2, 10.6.3). */
function checkConditions(node: NodeDraft, c: NodeContext): void {
  if (node.outgoing.length < 2) return;
  for (const flow of node.outgoing) {
    if (node.xml.default?.id === flow.id || bodyOf(flow.xml.conditionExpression) !== undefined) continue;
    c.report.add('FLOW_WITHOUT_CONDITION', flow.xml, { gateway: node.name || node.id });
  }
}

function checkComplexGateway({ xml, incoming }: NodeDraft, c: NodeContext): void {
  if (incoming.length > 1 && bodyOf(xml.activationCondition) === undefined)
    c.report.add('ACTIVATION_CONDITION_MISSING', xml);
}

/** An event-based gateway (10.6.6) leads to at least two events or receive tasks, each reached by nothing else. */
function checkEventGateway(node: NodeDraft, c: NodeContext): void {
  const { xml, outgoing, incoming, container } = node;
  if (outgoing.length === 1) c.report.add('EVENT_GATEWAY_WITH_ONE_FLOW', xml);
  if (xml.instantiate === true && incoming.length > 0) c.report.add('INSTANTIATING_WITH_INCOMING_FLOW', xml);
  if (xml.instantiate === true && container.kind !== 'process') c.report.add('INSTANTIATING_INSIDE_SUB_PROCESS', xml);
  if (xml.eventGatewayType === 'Parallel' && xml.instantiate !== true)
    c.report.add('PARALLEL_EVENT_GATEWAY_NOT_INSTANTIATING', xml);
  for (const flow of outgoing) checkEventTarget(flow, c);
  const types = new Set(
    outgoing.map(({ target }) => (target.type === 'bpmn:ReceiveTask' ? 'task' : isMessageCatch(target) ? 'event' : '')),
  );
  if (types.has('task') && types.has('event')) c.report.add('EVENT_GATEWAY_MIXES_MESSAGES', xml);
}

const AWAITED = new Set(['message', 'timer', 'signal', 'conditional']);

function checkEventTarget({ target, source, xml }: FlowDraft, c: NodeContext): void {
  const definitions = eventDefinitionsOf(target.xml);
  const kinds = definitions.map((definition) => triggerKind(definition) ?? '');
  const isCatch = target.type === 'bpmn:IntermediateCatchEvent' && kinds.every((kind) => AWAITED.has(kind));
  const gateway = source.name || source.id;
  if (!isCatch && target.type !== 'bpmn:ReceiveTask')
    c.report.add('EVENT_GATEWAY_TARGET_NOT_ALLOWED', xml, { gateway });
  if (target.incoming.length > 1) c.report.add('EVENT_GATEWAY_TARGET_SHARED', target.xml, { gateway });
  if (target.type === 'bpmn:ReceiveTask' && target.boundaries.length > 0) {
    c.report.add('EVENT_GATEWAY_TARGET_WITH_BOUNDARY', target.xml, { gateway });
  }
}

function isMessageCatch({ type, xml }: NodeDraft): boolean {
  return (
    type === 'bpmn:IntermediateCatchEvent' && eventDefinitionsOf(xml).some((each) => triggerKind(each) === 'message')
  );
}
