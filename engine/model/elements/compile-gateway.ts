import type { FeelType } from '../../expressions/compiled-expression.js';
import { extended } from '../data/layered-names.js';
import { isUsableName } from '../data/names.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import type { GatewayModel } from '../executable-model.js';
import { nodeBase, type NodeContext } from './node-context.js';

/** A gateway of any kind. */
export function compileGateway(node: NodeDraft, type: GatewayModel['type'], c: NodeContext): GatewayModel {
  const { xml } = node;
  const place = { names: gatewayNames(node), owner: xml, what: 'activation condition', expected: 'boolean' } as const;
  const isComplex = type === 'bpmn:ComplexGateway';
  const activationCondition = isComplex ? c.expressions.read(xml.activationCondition, place) : undefined;
  return {
    ...nodeBase(node, c),
    type,
    inputs: [],
    outputs: [],
    instantiate: xml.instantiate === true,
    eventGatewayType: xml.eventGatewayType === 'Parallel' ? ('parallel' as const) : ('exclusive' as const),
    ...(activationCondition && { activationCondition }),
  };
}

const known = new WeakMap<NodeDraft, Names>();

/**
 * Names at a complex gateway (10.6.5, 13.4.5): its instance attributes, and each incoming flow by its id with the number
 * of its tokens. Other gateways add none.
 */
export function gatewayNames(node: NodeDraft): Names {
  const { names } = node.container;
  if (node.type !== 'bpmn:ComplexGateway') return names;
  const found = known.get(node);
  if (found) return found;
  const flows = node.incoming.flatMap(({ id }) => (isUsableName(id) ? [[id, 'number'] as [string, FeelType]] : []));
  const special = extended(names, [...flows, ['activationCount', 'number'], ['waitingForStart', 'boolean']]);
  known.set(node, special);
  return special;
}
