import { flowGraph, isContainer, isEventSubProcess, reachableFrom } from './flow-graph.js';
import type { LintRule } from './lint-rule.js';
import { idOf } from './moddle-element.js';

/**
 * Every element can be reached from a start of its process or sub-process, along sequence flows, boundary events,
 * links and compensation associations (BPMN 2.0.2, 13.2). What cannot is never executed.
 */
export const noDeadPath: LintRule = {
  name: 'no-dead-path',
  severity: 'error',
  says: 'Every element can be reached from a start: work that is never reached is never done.',
  check(container, report) {
    if (!isContainer(container)) return;
    const graph = flowGraph(container);
    const events = graph.nodes.filter(isEventSubProcess);
    const reached = reachableFrom([...graph.beginnings.flat(), ...events], graph.next);
    for (const node of graph.nodes) {
      if (!reached.has(node)) report(idOf(node), 'No path from a start leads here: this is never reached.');
    }
  },
};
