import { initialNodes, isEventSubProcess, isInstantiating } from '../containers/compile-container.js';
import type { ContainerDraft, NodeDraft } from '../draft/drafts.js';
import type { NodeContext } from '../elements/node-context.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';

/** Can this process or sub-process begin, and is everything in it joined to its beginning? */
export function checkContainer(container: ContainerDraft, c: NodeContext): void {
  if (container.kind === 'globalTask') return;
  const starts = container.nodes.filter(({ type }) => type === 'bpmn:StartEvent');
  if (container.kind === 'eventSubProcess' && starts.length !== 1)
    c.report.add('EVENT_SUB_PROCESS_NEEDS_ONE_START', container.xml);
  if (isSubProcess(container) && starts.length > 1) c.report.add('SUB_PROCESS_WITH_SEVERAL_STARTS', container.xml);
  if (container.kind === 'adHoc') return checkAdHoc(container, c);
  const begins = initialNodes(container).length > 0 || starts.length > 0 || container.nodes.some(isInstantiating);
  if (!begins) c.report.add('NOTHING_TO_START', container.xml);
  if (starts.length > 0) for (const node of container.nodes) checkJoined(node, c);
  const ends = container.nodes.some(({ type }) => type === 'bpmn:EndEvent');
  if (ends) for (const node of container.nodes) checkEnds(node, c);
}

/** It begins at its one start event, or has none at all (13.3.4). */
function isSubProcess({ kind }: ContainerDraft): boolean {
  return kind === 'subProcess' || kind === 'transaction';
}

/** With a start event every other flow node is reached by a flow (10.5.2). */
function checkJoined(node: NodeDraft, c: NodeContext): void {
  if (node.incoming.length > 0 || standsAlone(node) || isInstantiating(node)) return;
  c.report.add('NOT_REACHED', node.xml);
}

/** With an end event every other path leads to one (10.5.3); a path that just ends is allowed to, and said. */
function checkEnds(node: NodeDraft, c: NodeContext): void {
  const isGateway = node.type.endsWith('Gateway');
  if (node.outgoing.length > 0 || isGateway || node.type === 'bpmn:EndEvent' || node.type === 'bpmn:BoundaryEvent')
    return;
  if (isForHandling(node) || isLink(node)) return;
  c.report.add('PATH_ENDS_WITHOUT_END_EVENT', node.xml);
}

function standsAlone(node: NodeDraft): boolean {
  return node.type === 'bpmn:StartEvent' || node.type === 'bpmn:BoundaryEvent' || isForHandling(node) || isLink(node);
}

function isForHandling(node: NodeDraft): boolean {
  return isEventSubProcess(node) || node.xml.isForCompensation === true;
}

function isLink(node: NodeDraft): boolean {
  return eventDefinitionsOf(node.xml).some(({ $type }) => $type === 'bpmn:LinkEventDefinition');
}

/** An ad-hoc sub-process holds activities that are started one by one, and no start or end event (10.3.5). */
function checkAdHoc(container: ContainerDraft, c: NodeContext): void {
  for (const node of container.nodes) {
    if (node.type === 'bpmn:StartEvent' || node.type === 'bpmn:EndEvent')
      c.report.add('AD_HOC_WITH_START_OR_END', node.xml);
  }
  const startable = container.nodes.some((node) => node.incoming.length === 0 && !isForHandling(node));
  if (!startable) c.report.add('NOTHING_TO_START', container.xml);
}
