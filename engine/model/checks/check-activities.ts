import { isEventSubProcess, isInstantiating } from '../containers/compile-container.js';
import type { NodeDraft } from '../draft/drafts.js';
import { handlerBehind, isCompensationBoundary } from '../elements/compensation-handlers.js';
import type { NodeContext } from '../elements/node-context.js';

/** Does this activity stand where it may, with what it may have? */
export function checkActivity(node: NodeDraft, c: NodeContext): void {
  const { xml, incoming, outgoing, boundaries, container } = node;
  const hasFlows = incoming.length + outgoing.length > 0;
  if (isEventSubProcess(node) && hasFlows) c.report.add('EVENT_SUB_PROCESS_WITH_FLOW', xml);
  if (isEventSubProcess(node) && boundaries.length > 0) c.report.add('EVENT_SUB_PROCESS_WITH_BOUNDARY', xml);
  if (xml.isForCompensation === true && hasFlows) c.report.add('COMPENSATION_HANDLER_WITH_FLOW', xml);
  if (xml.isForCompensation === true && !isHandled(node, c)) c.report.add('COMPENSATION_HANDLER_NOT_USED', xml);
  if (xml.instantiate === true && node.type === 'bpmn:ReceiveTask') {
    if (container.kind !== 'process') c.report.add('INSTANTIATING_INSIDE_SUB_PROCESS', xml);
    if (isInstantiating(node) && incoming.length > 0) c.report.add('INSTANTIATING_WITH_INCOMING_FLOW', xml);
  }
  if (node.type === 'bpmn:Transaction' && xml.method && !/Compensate$/.test(xml.method)) {
    c.report.add('TRANSACTION_METHOD_NOT_EXECUTABLE', xml, { method: xml.method });
  }
  const kept = [
    ...(xml.resources ?? []).map(() => 'A resource role'),
    ...(xml.renderings ?? []).map(() => 'A rendering'),
  ];
  for (const what of kept) c.report.add('KEPT_WITHOUT_EFFECT', xml, { what });
}

function isHandled(node: NodeDraft, c: NodeContext): boolean {
  return node.container.nodes.some((each) => isCompensationBoundary(each) && handlerBehind(each, c) === node);
}
