import type { ContainerDraft, NodeDraft } from '../draft/drafts.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import { eventDefinitionsOf } from './event-definitions.js';

/** Name by which links find each other: the definition's, else the event's (10.5.5, Link Event Definition). */
export function linkName(definition: BpmnXml, node: NodeDraft): string {
  return definition.name?.trim() || node.name.trim();
}

/** Link definition of an event, if it has one. */
export function linkDefinition(node: NodeDraft): BpmnXml | undefined {
  if (node.type !== 'bpmn:IntermediateCatchEvent' && node.type !== 'bpmn:IntermediateThrowEvent') return undefined;
  return eventDefinitionsOf(node.xml).find(({ $type }) => $type === 'bpmn:LinkEventDefinition');
}

/** Links of one container: catch events and throw events by name. */
export interface Links {
  readonly catches: ReadonlyMap<string, readonly NodeDraft[]>;
  readonly throws: ReadonlyMap<string, readonly NodeDraft[]>;
}

const known = new WeakMap<ContainerDraft, Links>();

/** The links of a container; a link never leaves its scope. */
export function linksOf(container: ContainerDraft): Links {
  let links = known.get(container);
  if (!links) known.set(container, (links = findLinks(container)));
  return links;
}

export function linkTarget(name: string, container: ContainerDraft): NodeDraft | undefined {
  return linksOf(container).catches.get(name)?.[0];
}

function findLinks(container: ContainerDraft): Links {
  const catches = new Map<string, NodeDraft[]>();
  const throws = new Map<string, NodeDraft[]>();
  for (const node of container.nodes) {
    const definition = linkDefinition(node);
    if (!definition) continue;
    const name = linkName(definition, node);
    const side = node.type === 'bpmn:IntermediateCatchEvent' ? catches : throws;
    side.set(name, [...(side.get(name) ?? []), node]);
  }
  return { catches, throws };
}
