import { flowGraph, isContainer, isEventSubProcess, reachableFrom, type FlowGraph } from './flow-graph.js';
import type { LintRule } from './lint-rule.js';
import { flag, idOf, is, type ModdleElement } from './moddle-element.js';

/** From every element some path leads to an end; a circle without a way out keeps the patient in the pathway for ever. */
export const pathCanEnd: LintRule = {
  name: 'path-can-end',
  severity: 'error',
  says: 'From every element some path leads to an end: a circle without a way out never ends.',
  check(container, report) {
    if (!isContainer(container) || is(container, 'bpmn:AdHocSubProcess')) return;
    const graph = flowGraph(container);
    const canEnd = nodesThatCanEnd(graph);
    for (const node of graph.nodes) {
      if (!canEnd.has(node)) report(idOf(node), 'No path from here leads to an end: it goes in a circle.');
    }
  },
};

/** Those that end by themselves, and all that lead there: the flows are walked backwards. */
function nodesThatCanEnd(graph: FlowGraph): ReadonlySet<ModdleElement> {
  const before = new Map<ModdleElement, ModdleElement[]>();
  for (const node of graph.nodes) {
    for (const next of graph.next(node)) before.set(next, [...(before.get(next) ?? []), node]);
  }
  const ends = graph.nodes.filter((node) => endsByItself(graph, node));
  return reachableFrom(ends, (node) => before.get(node) ?? []);
}

/** Nothing goes on after it: an end event, a path that stops, an event sub-process, a compensation handler. */
function endsByItself(graph: FlowGraph, node: ModdleElement): boolean {
  if (is(node, 'bpmn:EndEvent') || isEventSubProcess(node) || flag(node, 'isForCompensation')) return true;
  const onwards = graph.next(node).filter((other) => !is(other, 'bpmn:BoundaryEvent'));
  return onwards.length === 0;
}
