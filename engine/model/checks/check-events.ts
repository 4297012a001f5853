import type { NodeDraft } from '../draft/drafts.js';
import { handlersOf, isCompensationBoundary } from '../elements/compensation-handlers.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { positionOf, POSITIONS } from '../events/event-positions.js';
import { linksOf, linkName } from '../events/links.js';
import { triggerKind } from '../events/triggers.js';
import type { NodeContext } from '../elements/node-context.js';

/** Is this event allowed where it stands (10.5)? */
export function checkEvent(node: NodeDraft, c: NodeContext): void {
  checkDefinitions(node, c);
  checkFlows(node, c);
  if (isCompensationBoundary(node) && !handlersOf(node.container).has(node))
    c.report.add('COMPENSATION_WITHOUT_HANDLER', node.xml);
}

function checkDefinitions(node: NodeDraft, c: NodeContext): void {
  const { xml } = node;
  const { words, kinds, none } = POSITIONS[positionOf(node)];
  const definitions = eventDefinitionsOf(xml);
  if (definitions.length === 0 && !none) c.report.add('EVENT_WITHOUT_DEFINITION', xml, { position: words });
  for (const definition of definitions) {
    const kind = triggerKind(definition);
    if (kind && !kinds.has(kind)) c.report.add('EVENT_NOT_ALLOWED', xml, { kind, position: words });
    if (kind === 'cancel') checkCancel(node, c);
    if (kind === 'link') checkLink(node, c);
    if (kind === 'link' && definitions.length > 1) c.report.add('LINK_IN_MULTIPLE_EVENT', xml);
  }
}

/** Cancel events belong to transactions: thrown inside, caught on their boundary (10.5.4, 10.5.3). */
function checkCancel(node: NodeDraft, c: NodeContext): void {
  const { type, container, attachedTo, xml } = node;
  const inTransaction = type === 'bpmn:EndEvent' && isInTransaction(node);
  const onTransaction = type === 'bpmn:BoundaryEvent' && attachedTo?.type === 'bpmn:Transaction';
  if (!inTransaction && !onTransaction) c.report.add('CANCEL_OUTSIDE_TRANSACTION', xml, { container: container.id });
}

function isInTransaction({ container }: NodeDraft): boolean {
  for (let at = container; ;) {
    if (at.kind === 'transaction') return true;
    if (!at.parent) return false;
    at = at.parent;
  }
}

function checkLink(node: NodeDraft, c: NodeContext): void {
  const definition = eventDefinitionsOf(node.xml).find(({ $type }) => $type === 'bpmn:LinkEventDefinition');
  const name = definition ? linkName(definition, node) : '';
  const { catches, throws } = linksOf(node.container);
  if (node.type !== 'bpmn:IntermediateCatchEvent' || name === '') return;
  if ((catches.get(name)?.length ?? 0) > 1) c.report.add('LINK_TARGET_TWICE', node.xml, { link: name });
  if (!throws.has(name)) c.report.add('LINK_WITHOUT_SOURCE', node.xml, { link: name });
}

function checkFlows(node: NodeDraft, c: NodeContext): void {
  const { type, xml, incoming, outgoing } = node;
  const isLink = eventDefinitionsOf(xml).some(({ $type }) => $type === 'bpmn:LinkEventDefinition');
  const mayEnter =
    type !== 'bpmn:StartEvent' && type !== 'bpmn:BoundaryEvent' && !(isLink && type === 'bpmn:IntermediateCatchEvent');
  const mayLeave =
    type !== 'bpmn:EndEvent' && !isCompensationBoundary(node) && !(isLink && type === 'bpmn:IntermediateThrowEvent');
  if (!mayEnter && incoming.length > 0) c.report.add('EVENT_WITH_INCOMING_FLOW', xml);
  if (!mayLeave && outgoing.length > 0) c.report.add('EVENT_WITH_OUTGOING_FLOW', xml);
  if (type === 'bpmn:BoundaryEvent' && mayLeave && outgoing.length === 0)
    c.report.add('PATH_ENDS_WITHOUT_END_EVENT', xml);
}
