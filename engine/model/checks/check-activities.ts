import { isEventSubProcess, isInstantiating } from '../containers/compile-container.js';
import type { ContainerDraft, NodeDraft } from '../draft/drafts.js';
import { handlersOf } from '../elements/compensation-handlers.js';
import type { NodeContext } from '../elements/node-context.js';
import { extensionsOf } from '../read/bpmn-xml.js';

/** Does this activity stand where it may, with what it may have? */
export function checkActivity(node: NodeDraft, c: NodeContext): void {
  const { xml, incoming, outgoing, boundaries, container } = node;
  const hasFlows = incoming.length + outgoing.length > 0;
  if (isEventSubProcess(node) && hasFlows) c.report.add('EVENT_SUB_PROCESS_WITH_FLOW', xml);
  if (isEventSubProcess(node) && boundaries.length > 0) c.report.add('EVENT_SUB_PROCESS_WITH_BOUNDARY', xml);
  if (xml.isForCompensation === true && hasFlows) c.report.add('COMPENSATION_HANDLER_WITH_FLOW', xml);
  if (xml.isForCompensation === true && !isHandled(node)) c.report.add('COMPENSATION_HANDLER_NOT_USED', xml);
  if (xml.instantiate === true && node.type === 'bpmn:ReceiveTask') {
    if (container.kind !== 'process') c.report.add('INSTANTIATING_INSIDE_SUB_PROCESS', xml);
    if (isInstantiating(node) && incoming.length > 0) c.report.add('INSTANTIATING_WITH_INCOMING_FLOW', xml);
  }
  if (dropsResults(node, c)) c.report.add('RESULT_NOT_KEPT', xml);
  if (node.type === 'bpmn:Transaction' && xml.method && !/Compensate$/.test(xml.method)) {
    c.report.add('TRANSACTION_METHOD_NOT_EXECUTABLE', xml, { method: xml.method });
  }
}

/** A specification without outputs lets nothing out, and the form has fields to let out (10.4.1). */
function dropsResults({ xml }: NodeDraft, c: NodeContext): boolean {
  const hasOutputs =
    (xml.ioSpecification?.dataOutputs ?? []).length > 0 || (xml.dataOutputAssociations ?? []).length > 0;
  const isMapped = extensionsOf(xml, 'pathway:Out').length > 0;
  return xml.ioSpecification !== undefined && !hasOutputs && !isMapped && c.foreign.setting(xml, 'form') !== undefined;
}

const handled = new WeakMap<ContainerDraft, ReadonlySet<NodeDraft>>();

function isHandled(node: NodeDraft): boolean {
  let handlers = handled.get(node.container);
  if (!handlers) handled.set(node.container, (handlers = new Set(handlersOf(node.container).values())));
  return handlers.has(node);
}
