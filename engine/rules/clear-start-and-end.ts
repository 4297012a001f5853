import { isEventSubProcess } from './flow-graph.js';
import type { LintRule } from './lint-rule.js';
import { flag, idOf, is, many, type ModdleElement } from './moddle-element.js';

/**
 * A process has a start event and an end event, and at most one plain start: a standardised pathway has a clear start
 * and a clear end. A sub-process is held to the same as soon as anything is drawn in it, an ad-hoc one excepted
 * (it has neither: BPMN 2.0.2, 10.3.5).
 */
export const clearStartAndEnd: LintRule = {
  name: 'clear-start-and-end',
  severity: 'error',
  says: 'A pathway has a clear start and a clear end: a start event, and an end event for each way it can end.',
  check(element, report) {
    if (!is(element, 'bpmn:Process', 'bpmn:SubProcess') || is(element, 'bpmn:AdHocSubProcess')) return;
    const nodes = many(element, 'flowElements').filter((node) => is(node, 'bpmn:FlowNode'));
    if (nodes.length === 0) return;
    const starts = nodes.filter((node) => is(node, 'bpmn:StartEvent'));
    const word = is(element, 'bpmn:Process') ? 'process' : 'sub-process';
    if (!starts.length && !nodes.some(instantiates)) report(idOf(element), `The ${word} has no start event.`);
    if (!nodes.some((node) => is(node, 'bpmn:EndEvent'))) report(idOf(element), `The ${word} has no end event.`);
    if (isEventSubProcess(element)) return;
    for (const extra of starts.filter(isPlain).slice(1)) {
      report(idOf(extra), `The ${word} has several plain start events: it is unclear where it begins.`);
    }
  },
};

const isPlain = (start: ModdleElement): boolean =>
  many(start, 'eventDefinitions').length === 0 && many(start, 'eventDefinitionRef').length === 0;

/** An event-based gateway or receive task that starts the process by itself. */
const instantiates = (node: ModdleElement): boolean => flag(node, 'instantiate');
