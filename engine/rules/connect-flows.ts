import { is, many, one, type ModdleElement } from './moddle-element.js';

/**
 * Gives every flow node its incoming and outgoing flows, as the flows' own source and target say. In BPMN's XML they
 * may be left out (only `sourceRef` and `targetRef` are required); rules read them.
 */
export function connectFlows(container: ModdleElement): void {
  for (const element of [...many(container, 'rootElements'), ...many(container, 'flowElements')]) {
    if (is(element, 'bpmn:SequenceFlow')) connect(element);
    else connectFlows(element);
  }
}

function connect(flow: ModdleElement): void {
  add(one(flow, 'sourceRef'), 'outgoing', flow);
  add(one(flow, 'targetRef'), 'incoming', flow);
}

function add(node: ModdleElement | undefined, side: 'incoming' | 'outgoing', flow: ModdleElement): void {
  const flows = node?.get?.(side);
  if (Array.isArray(flows) && !flows.includes(flow)) flows.push(flow);
}
