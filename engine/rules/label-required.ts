import type { LintRule } from './lint-rule.js';
import { idOf, is, many, one, text, type ModdleElement } from './moddle-element.js';

const TASKS = ['bpmn:Task', 'bpmn:CallActivity'] as const;
const OTHERS = ['bpmn:Event', 'bpmn:SubProcess', 'bpmn:Lane', 'bpmn:Participant'] as const;

/**
 * What people read has a name: tasks (by verb and object), events, lanes, pools, gateways that ask a question and the
 * answers on their flows. A task without a name cannot be told apart in a worklist, so that one is an error.
 */
export const labelRequired: LintRule = {
  name: 'label-required',
  severity: 'warning',
  says: 'What people read has a name: tasks by verb and object, questions on gateways, answers on flows.',
  check(element, report) {
    if (text(element, 'name') !== undefined) return;
    if (is(element, ...TASKS))
      return report(idOf(element), 'The task has no name: name it by verb and object.', 'error');
    if (is(element, ...OTHERS)) return report(idOf(element), 'The element has no name.');
    if (asksQuestion(element)) return report(idOf(element), 'The gateway has no name: write the question it answers.');
    if (isAnswer(element))
      report(idOf(element), 'The flow has a condition but no name: write the answer it stands for.');
  },
};

function asksQuestion(gateway: ModdleElement): boolean {
  return is(gateway, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway') && many(gateway, 'outgoing').length > 1;
}

function isAnswer(flow: ModdleElement): boolean {
  return is(flow, 'bpmn:SequenceFlow') && one(flow, 'conditionExpression') !== undefined;
}
