import type { ContainerDraft, NodeDraft } from '../draft/drafts.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { sourceOf } from '../read/bpmn-xml.js';

/** True for the boundary event that compensates its activity. */
export function isCompensationBoundary(node: NodeDraft): boolean {
  if (node.type !== 'bpmn:BoundaryEvent') return false;
  return eventDefinitionsOf(node.xml).some(({ $type }) => $type === 'bpmn:CompensateEventDefinition');
}

/** Activity that an association joins to the compensation boundary event of this one (10.7.1). */
export function compensationHandlerOf(node: NodeDraft): NodeDraft | undefined {
  const boundary = node.boundaries.find(isCompensationBoundary);
  return boundary && handlersOf(node.container).get(boundary);
}

const known = new WeakMap<ContainerDraft, ReadonlyMap<NodeDraft, NodeDraft>>();

/** Compensation handlers of a container by their boundary events, however the associations between them were drawn. */
export function handlersOf(container: ContainerDraft): ReadonlyMap<NodeDraft, NodeDraft> {
  let handlers = known.get(container);
  if (!handlers) known.set(container, (handlers = findHandlers(container)));
  return handlers;
}

function findHandlers(container: ContainerDraft): ReadonlyMap<NodeDraft, NodeDraft> {
  const handlers = new Map<NodeDraft, NodeDraft>();
  const associations = container.artifacts.filter(({ $type }) => $type === 'bpmn:Association');
  if (associations.length === 0) return handlers;
  const nodes = new Map(container.nodes.map((node) => [node.xml, node]));
  for (const association of associations) {
    const source = sourceOf(association);
    const ends = [source && nodes.get(source), association.targetRef && nodes.get(association.targetRef)];
    const boundary = ends.find((end) => end && isCompensationBoundary(end));
    const handler = ends.find((end) => end?.xml.isForCompensation === true);
    if (boundary && handler && !handlers.has(boundary)) handlers.set(boundary, handler);
  }
  return handlers;
}
