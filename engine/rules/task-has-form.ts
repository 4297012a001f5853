import type { LintRule } from './lint-rule.js';
import { idOf, is, many, pathwayAttribute, text, type ModdleElement } from './moddle-element.js';

/**
 * A user task has a form (`pathway:form`), or a documentation that says what to do: otherwise the one who gets it sees
 * a name and a button.
 */
export const taskHasForm: LintRule = {
  name: 'task-has-form',
  severity: 'warning',
  says: 'A user task has a form, or a documentation that says what to do.',
  check(task, report) {
    if (!is(task, 'bpmn:UserTask', 'bpmn:GlobalUserTask')) return;
    if (pathwayAttribute(task, 'form') !== undefined || many(task, 'documentation').some(saysSomething)) return;
    report(idOf(task), 'The user task has neither a form nor a documentation that says what to do.');
  },
};

const saysSomething = (documentation: ModdleElement): boolean => text(documentation, 'text') !== undefined;
