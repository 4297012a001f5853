import type { NodeDraft } from '../draft/drafts.js';
import { FLOW_NODES } from '../draft/element-types.js';
import type { NodeContext } from '../elements/node-context.js';
import { checkActivity } from './check-activities.js';
import { checkEvent } from './check-events.js';
import { checkGateway } from './check-gateways.js';

/** What holds for one flow node beyond its own parts: its place, its flows, its neighbours. */
export function checkNode(node: NodeDraft, c: NodeContext): void {
  const { xml, outgoing } = node;
  if (xml.default && !outgoing.some(({ id }) => id === xml.default?.id)) c.report.add('DEFAULT_NOT_OUTGOING', xml);
  switch (FLOW_NODES[node.type]) {
    case 'activity':
      return checkActivity(node, c);
    case 'event':
      return checkEvent(node, c);
    case 'gateway':
      return checkGateway(node, c);
  }
}
