import type { ContainerDraft, NodeDraft } from '../draft/drafts.js';
import type { ElementModel, StartModel, Trigger } from '../executable-model.js';
import { isInstantiating } from './compile-container.js';

/** Every way in which something outside creates an instance of a process: start events, instantiating tasks and gateways. */
export function startsOf(
  process: ContainerDraft,
  elements: Readonly<Record<string, ElementModel>>,
): readonly StartModel[] {
  if (process.kind === 'globalTask') return [{ process: process.id, element: process.id, trigger: { kind: 'none' } }];
  return process.nodes.flatMap((node) => startsAt(node, elements));
}

function startsAt(node: NodeDraft, elements: Readonly<Record<string, ElementModel>>): readonly StartModel[] {
  const process = node.container.id;
  if (node.type === 'bpmn:StartEvent') {
    const triggers = triggersOf(elements[node.id]);
    if (triggers.length === 0) return [{ process, element: node.id, trigger: { kind: 'none' } }];
    return triggers.map((trigger) => ({ process, element: node.id, trigger }));
  }
  if (!isInstantiating(node)) return [];
  if (node.type === 'bpmn:ReceiveTask')
    return triggersOf(elements[node.id]).map((trigger) => ({ process, element: node.id, trigger }));
  return node.outgoing.flatMap(({ target }) =>
    triggersOf(elements[target.id]).map((trigger) => ({ process, element: target.id, trigger, gateway: node.id })),
  );
}

function triggersOf(element: ElementModel | undefined): readonly Trigger[] {
  if (!element) return [];
  if (element.type === 'bpmn:ReceiveTask') return [element.message];
  return 'triggers' in element ? element.triggers : [];
}
