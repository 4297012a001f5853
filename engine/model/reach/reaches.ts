import type { ContainerDraft, Drafts, FlowDraft, NodeDraft } from '../draft/drafts.js';
import { linkDefinition, linkName, linksOf } from '../events/links.js';
import { MAX_REACH } from '../read/bounds.js';
import type { Report } from '../report.js';
import { emptyRecord } from '../safe-record.js';

type Reaches = Record<string, string[]>;

/** Which incoming flows of which joins a token at a node can still reach. */
export interface ReachTable {
  of(node: NodeDraft): Readonly<Record<string, readonly string[]>>;
}

const NOTHING: Reaches = Object.freeze(emptyRecord<string[]>());

/**
 * For each inclusive and complex gateway with several incoming flows: walks back from every one of them, never through the
 * gateway itself and never out of the sub-process (BPMN 2.0.2, 13.4.3, 13.4.5). A token at a node can leave by its flows
 * and, if it is an activity, by its boundary events; a link throw goes on at its catch.
 */
export function findReaches(drafts: Drafts, report: Report): ReachTable {
  const table = new Map<NodeDraft, Reaches>();
  const containers = drafts.processes.flatMap((process) => process.containers);
  for (const container of containers) {
    const joins = container.nodes.filter(waits);
    const flows = joins.reduce((sum, { incoming }) => sum + incoming.length, 0);
    if (flows * container.nodes.length > MAX_REACH) {
      report.add('TOO_MANY_JOINS', container.xml, { joins: joins.length });
      continue;
    }
    for (const join of joins) for (const flow of join.incoming) walkBack(join, flow, table);
  }
  return { of: (node) => table.get(node) ?? NOTHING };
}

function waits({ type, incoming }: NodeDraft): boolean {
  return incoming.length > 1 && (type === 'bpmn:InclusiveGateway' || type === 'bpmn:ComplexGateway');
}

function walkBack(join: NodeDraft, flow: FlowDraft, table: Map<NodeDraft, Reaches>): void {
  const seen = new Set<NodeDraft>([join]);
  const next: NodeDraft[] = [flow.source];
  for (let node = next.pop(); node; node = next.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    note(node, join, flow, table);
    for (const incoming of node.incoming) next.push(incoming.source);
    if (node.attachedTo) next.push(node.attachedTo);
    else next.push(...linkSources(node, node.container));
  }
}

function note(node: NodeDraft, join: NodeDraft, flow: FlowDraft, table: Map<NodeDraft, Reaches>): void {
  let reaches = table.get(node);
  if (!reaches) table.set(node, (reaches = emptyRecord<string[]>()));
  (reaches[join.id] ??= []).push(flow.id);
}

/** The throw events from which a link catch event goes on. */
function linkSources(node: NodeDraft, container: ContainerDraft): readonly NodeDraft[] {
  if (node.type !== 'bpmn:IntermediateCatchEvent') return [];
  const definition = linkDefinition(node);
  return definition ? (linksOf(container).throws.get(linkName(definition, node)) ?? []) : [];
}
