import type { Compilation } from '../compilation.js';
import type { NodeDraft } from '../draft/drafts.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { sourceOf } from '../read/bpmn-xml.js';

/** The boundary events that compensate an activity. */
export function isCompensationBoundary(node: NodeDraft): boolean {
  if (node.type !== 'bpmn:BoundaryEvent') return false;
  return eventDefinitionsOf(node.xml).some(({ $type }) => $type === 'bpmn:CompensateEventDefinition');
}

/** Activity that an association joins to the compensation boundary event of this one (10.7.1). */
export function compensationHandlerOf(node: NodeDraft, c: Compilation): NodeDraft | undefined {
  const boundary = node.boundaries.find(isCompensationBoundary);
  return boundary && handlerBehind(boundary, c);
}

/** Handler at the other end of a compensation boundary event's association, however it was drawn. */
export function handlerBehind(boundary: NodeDraft, c: Compilation): NodeDraft | undefined {
  for (const artifact of boundary.container.artifacts) {
    if (artifact.$type !== 'bpmn:Association') continue;
    const ends = [sourceOf(artifact)?.id, artifact.targetRef?.id];
    if (!ends.includes(boundary.id)) continue;
    const other = c.drafts.nodes.get(ends.find((id) => id !== boundary.id) ?? '');
    if (other?.xml.isForCompensation === true && other.container === boundary.container) return other;
  }
  return undefined;
}
