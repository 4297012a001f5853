import { flowGraph, hasDefinition, reachableFrom, type FlowGraph } from './flow-graph.js';
import { flag, idOf, is, many, one, type ModdleElement } from './moddle-element.js';

/** Tokens by place: the id of the flow (or `@` and the id of the node) on which they stand. */
type Marking = ReadonlyMap<string, number>;

/** Places that one node takes a token from each of, and the ways in which it can go on. `ends` closes the scope. */
interface Step {
  readonly takes: readonly string[];
  readonly ways: readonly (readonly string[] | 'ends')[];
}

/** Beyond these the search is given up, and nothing is reported that was not seen. */
const MOST_MARKINGS = 20_000;
const MOST_TOKENS = 3;
const MOST_BRANCHES = 5;

/**
 * Plays a process or sub-process with tokens, taking every choice both ways and looking at no data, and returns the
 * parallel gateways at which a run can stop with a token waiting for one that never comes (BPMN 2.0.2, 13.4.1).
 *
 * Only one enabled node is tried at a time: choices of BPMN are free choices, so that the others lose nothing by
 * waiting and every standstill is still found (a persistent set).
 */
export function stuckJoins(container: ModdleElement): ReadonlySet<ModdleElement> {
  const graph = flowGraph(container);
  const stuck = new Set<ModdleElement>();
  const seen = new Set<string>();
  const nodeAt = nodesByPlace(graph);
  const open = graph.beginnings.map((nodes) => markingOf(nodes.map((node) => placeAt(node))));
  for (let marking = open.pop(); marking && seen.size < MOST_MARKINGS; marking = open.pop()) {
    const key = keyOf(marking);
    if (seen.has(key)) continue;
    seen.add(key);
    const step = enabledStep(graph, marking, nodeAt);
    if (step) open.push(...successors(marking, step));
    else for (const join of waitingJoins(marking, nodeAt)) stuck.add(join);
  }
  return stuck;
}

const placeAt = (node: ModdleElement): string => `@${idOf(node)}`;
const ids = (flows: readonly ModdleElement[]): readonly string[] => flows.map(idOf);
const isParallel = (node: ModdleElement): boolean => is(node, 'bpmn:ParallelGateway');
const isInclusiveJoin = (node: ModdleElement): boolean =>
  is(node, 'bpmn:InclusiveGateway') && many(node, 'incoming').length > 1;

function markingOf(places: readonly string[]): Marking {
  const marking = new Map<string, number>();
  for (const place of places) marking.set(place, (marking.get(place) ?? 0) + 1);
  return marking;
}

function keyOf(marking: Marking): string {
  return [...marking]
    .map(([place, tokens]) => `${place}=${tokens}`)
    .sort()
    .join(' ');
}

function successors(marking: Marking, step: Step): readonly Marking[] {
  return step.ways.flatMap((way) => {
    if (way === 'ends') return [];
    const after = new Map(marking);
    for (const place of step.takes) {
      const left = (after.get(place) ?? 0) - 1;
      if (left > 0) after.set(place, left);
      else after.delete(place);
    }
    for (const place of way) after.set(place, (after.get(place) ?? 0) + 1);
    return [...after.values()].some((tokens) => tokens > MOST_TOKENS) ? [] : [after];
  });
}

function enabledStep(graph: FlowGraph, marking: Marking, nodeAt: NodeAt): Step | undefined {
  const nodes = [...new Set([...marking.keys()].flatMap((place) => nodeAt.get(place) ?? []))];
  for (const node of nodes) {
    if (isInclusiveJoin(node)) continue;
    const takes = takenBy(node, marking);
    if (takes) return { takes, ways: waysOn(graph, node) };
  }
  for (const node of nodes) {
    if (isInclusiveJoin(node) && inclusiveIsReady(graph, node, nodes, marking)) {
      return { takes: ids(many(node, 'incoming')).filter((flow) => marking.has(flow)), ways: waysOn(graph, node) };
    }
  }
  return undefined;
}

/** The node that a token on a place stands before. */
type NodeAt = ReadonlyMap<string, ModdleElement>;

function nodesByPlace(graph: FlowGraph): NodeAt {
  return new Map(
    graph.nodes.flatMap((node) =>
      [placeAt(node), ...ids(many(node, 'incoming'))].map((place) => [place, node] as const),
    ),
  );
}

/** Parallel gateways take one token from every incoming flow, all others one from any (13.3, 13.4). */
function takenBy(node: ModdleElement, marking: Marking): readonly string[] | undefined {
  if (marking.has(placeAt(node))) return [placeAt(node)];
  const incoming = ids(many(node, 'incoming'));
  if (isParallel(node))
    return incoming.length > 0 && incoming.every((flow) => marking.has(flow)) ? incoming : undefined;
  const flow = incoming.find((place) => marking.has(place));
  return flow === undefined ? undefined : [flow];
}

/** No token elsewhere can still reach an empty incoming flow, unless it can also reach a filled one (13.4.3). */
function inclusiveIsReady(
  graph: FlowGraph,
  join: ModdleElement,
  nodes: readonly ModdleElement[],
  marking: Marking,
): boolean {
  const incoming = many(join, 'incoming');
  const filled = incoming.filter((flow) => marking.has(idOf(flow)));
  if (filled.length === 0) return false;
  const empty = incoming.filter((flow) => !filled.includes(flow));
  const elsewhere = nodes.filter((node) => node !== join);
  return !elsewhere.some((node) => {
    const sources = reachableFrom([node], (from) => (from === join ? [] : graph.next(from)));
    const reaches = (flow: ModdleElement): boolean => sources.has(one(flow, 'sourceRef') ?? join);
    return empty.some(reaches) && !filled.some(reaches);
  });
}

function waysOn(graph: FlowGraph, node: ModdleElement): readonly (readonly string[] | 'ends')[] {
  if (is(node, 'bpmn:EndEvent')) return [endsScope(node) ? 'ends' : []];
  const target = graph.linkTarget(node);
  if (target) return [[placeAt(target)]];
  const usual = usualWays(node);
  const boundaries = graph.boundaries(node).filter((event) => many(event, 'outgoing').length > 0);
  const interrupted = boundaries.filter((event) => !isBeside(event)).map((event) => ids(many(event, 'outgoing')));
  const beside = subsets(boundaries.filter(isBeside)).map((events) =>
    events.flatMap((event) => ids(many(event, 'outgoing'))),
  );
  return [...usual.flatMap((way) => beside.map((more) => [...way, ...more])), ...interrupted];
}

const isBeside = (boundary: ModdleElement): boolean => boundary.get?.('cancelActivity') === false;

function usualWays(node: ModdleElement): readonly (readonly string[])[] {
  const outgoing = many(node, 'outgoing');
  if (
    is(node, 'bpmn:ExclusiveGateway', 'bpmn:EventBasedGateway') &&
    !flag(node, 'instantiate') &&
    outgoing.length > 0
  ) {
    return outgoing.map((flow) => [idOf(flow)]);
  }
  if (isParallel(node)) return [ids(outgoing)];
  const byDefault = one(node, 'default');
  const conditional = outgoing.filter((flow) => flow !== byDefault && isConditional(node, flow));
  const always = ids(outgoing.filter((flow) => flow !== byDefault && !conditional.includes(flow)));
  if (conditional.length === 0) return [[...always, ...(byDefault ? [idOf(byDefault)] : [])]];
  const ways = subsets(conditional).map((chosen) => [...always, ...ids(chosen)]);
  const [none = [], ...some] = ways;
  if (byDefault) return [[...none, idOf(byDefault)], ...some];
  return none.length > 0 ? ways : some;
}

/** Inclusive and complex gateways choose among all their flows; elsewhere the flows with a condition are chosen among. */
function isConditional(node: ModdleElement, flow: ModdleElement): boolean {
  if (is(node, 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway') && many(node, 'outgoing').length > 1) return true;
  return one(flow, 'conditionExpression') !== undefined;
}

/** All subsets, the empty one first; of many elements only none, each alone and all. */
function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length > MOST_BRANCHES) return [[], ...items.map((item) => [item]), items];
  return items.reduce<readonly (readonly T[])[]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
}

function endsScope(end: ModdleElement): boolean {
  const closing = ['bpmn:TerminateEventDefinition', 'bpmn:ErrorEventDefinition', 'bpmn:CancelEventDefinition'];
  return closing.some((type) => hasDefinition(end, type));
}

function waitingJoins(marking: Marking, nodeAt: NodeAt): readonly ModdleElement[] {
  return [...marking.keys()].flatMap((place) => nodeAt.get(place) ?? []).filter(isParallel);
}
