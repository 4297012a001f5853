import type { Compilation } from '../compilation.js';
import type { DataObjectNames } from '../data/data-catalogue.js';
import type { ReachTable } from '../reach/reaches.js';
import type { FlowDraft, NodeDraft } from '../draft/drafts.js';

/** What the compilation of one flow node needs beside the node. */
export interface NodeContext extends Compilation {
  readonly data: DataObjectNames;
  readonly reach: ReachTable;
}

/** What all flow nodes have in common, mappings apart. */
export function nodeBase(node: NodeDraft, c: NodeContext) {
  const ids = (flows: readonly FlowDraft[]) => flows.map(({ id }) => id);
  const defaultFlow = node.xml.default?.id;
  return {
    id: node.id,
    name: node.name,
    container: node.container.id,
    process: node.container.process.id,
    incoming: ids(node.incoming),
    outgoing: ids(node.outgoing),
    reaches: c.reach.of(node),
    ...(defaultFlow !== undefined && { defaultFlow }),
  };
}
