import { flag, idOf, is, many, one, text, type ModdleElement } from './moddle-element.js';

/** Flow nodes directly inside a process or sub-process, and where a token can go from each. */
export interface FlowGraph {
  readonly nodes: readonly ModdleElement[];
  /** Nodes by which the flow can begin: each entry is one way to begin, with all nodes that then get a token. */
  readonly beginnings: readonly (readonly ModdleElement[])[];
  /** Nodes that a token at this node can come to next, its boundary events and link targets included. */
  readonly next: (node: ModdleElement) => readonly ModdleElement[];
  readonly boundaries: (node: ModdleElement) => readonly ModdleElement[];
  /** Catching link event that a throwing link event leads to. */
  readonly linkTarget: (node: ModdleElement) => ModdleElement | undefined;
}

export const isContainer = (element: ModdleElement): boolean => is(element, 'bpmn:Process', 'bpmn:SubProcess');
export const isEventSubProcess = (element: ModdleElement): boolean =>
  is(element, 'bpmn:SubProcess') && flag(element, 'triggeredByEvent');
export const hasDefinition = (event: ModdleElement, type: string): boolean =>
  many(event, 'eventDefinitions').some((definition) => is(definition, type));

/** Reads the flow graph of one process or sub-process (BPMN 2.0.2, 13.2: how a scope begins). */
export function flowGraph(container: ModdleElement): FlowGraph {
  const nodes = many(container, 'flowElements').filter((element) => is(element, 'bpmn:FlowNode'));
  const attached = groupBy(
    nodes.filter((node) => is(node, 'bpmn:BoundaryEvent')),
    (event) => one(event, 'attachedToRef'),
  );
  const catchingLinks = groupBy(
    nodes.filter((node) => is(node, 'bpmn:IntermediateCatchEvent')),
    linkName,
  );
  const handlers = groupBy(associationsAround(container), (association) => one(association, 'sourceRef'));
  const boundaries = (node: ModdleElement): readonly ModdleElement[] => attached.get(node) ?? [];
  const linkTarget = (node: ModdleElement): ModdleElement | undefined =>
    is(node, 'bpmn:IntermediateThrowEvent') ? catchingLinks.get(linkName(node))?.[0] : undefined;
  const handlersOf = (node: ModdleElement): readonly ModdleElement[] =>
    is(node, 'bpmn:BoundaryEvent') ? targetsOf(handlers.get(node) ?? []) : [];
  const next = (node: ModdleElement): readonly ModdleElement[] => {
    const target = linkTarget(node);
    return [
      ...targetsOf(many(node, 'outgoing')),
      ...boundaries(node),
      ...(target ? [target] : []),
      ...handlersOf(node),
    ];
  };
  return { nodes, beginnings: beginnings(container, nodes), next, boundaries, linkTarget };
}

/** Items by key; those without a key are left out. */
function groupBy<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K | undefined,
): ReadonlyMap<K | undefined, readonly T[]> {
  const groups = new Map<K | undefined, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else if (key !== undefined) groups.set(key, [item]);
  }
  return groups;
}

/** Where sequence flows or associations lead. */
const targetsOf = (lines: readonly ModdleElement[]): readonly ModdleElement[] =>
  lines.flatMap((line) => one(line, 'targetRef') ?? []);

function beginnings(container: ModdleElement, nodes: readonly ModdleElement[]): (readonly ModdleElement[])[] {
  if (is(container, 'bpmn:AdHocSubProcess')) return [nodes.filter((node) => !isHeldBack(node))];
  const starts = nodes.filter((node) => is(node, 'bpmn:StartEvent') || flag(node, 'instantiate'));
  if (starts.length > 0) return starts.map((start) => [start]);
  return [nodes.filter((node) => many(node, 'incoming').length === 0 && !isHeldBack(node))];
}

/** Begins by something else than the opening of its scope. */
function isHeldBack(node: ModdleElement): boolean {
  if (is(node, 'bpmn:BoundaryEvent') || isEventSubProcess(node) || flag(node, 'isForCompensation')) return true;
  return is(node, 'bpmn:IntermediateCatchEvent') && hasDefinition(node, 'bpmn:LinkEventDefinition');
}

function linkName(event: ModdleElement): string | undefined {
  const link = many(event, 'eventDefinitions').find((definition) => is(definition, 'bpmn:LinkEventDefinition'));
  return link && (text(link, 'name') ?? idOf(link));
}

function associationsAround(container: ModdleElement): readonly ModdleElement[] {
  const own = many(container, 'artifacts').filter((artifact) => is(artifact, 'bpmn:Association'));
  const parent = container.$parent;
  return parent && is(parent, 'bpmn:Process', 'bpmn:SubProcess') ? [...own, ...associationsAround(parent)] : own;
}

/** Every node that can be reached from these, themselves included. */
export function reachableFrom(
  from: readonly ModdleElement[],
  next: (node: ModdleElement) => readonly ModdleElement[],
): ReadonlySet<ModdleElement> {
  const seen = new Set(from);
  for (const node of seen) for (const other of next(node)) seen.add(other);
  return seen;
}
