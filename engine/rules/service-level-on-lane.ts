import type { LintRule } from './lint-rule.js';
import { idOf, is, many, type ModdleElement } from './moddle-element.js';
import { bearersOf, hasServiceLevel, isPatients } from './service-level.js';

/**
 * Every user task outside the patient's lane has a service level, from its lane or its pool or its own: hand-overs of
 * responsibility are found where a flow crosses from one level to another. A process in which nobody has a service
 * level (as the one for making pathways, whose lanes are bodies) gets one warning instead.
 */
export const serviceLevelOnLane: LintRule = {
  name: 'service-level-on-lane',
  severity: 'error',
  says: "Every user task outside the patient's lane has a service level, so that it is clear who is responsible.",
  check(process, report) {
    if (!is(process, 'bpmn:Process')) return;
    const tasks = userTasksOf(process).map((task) => ({ task, bearers: bearersOf(task) }));
    const nobodys = tasks.filter(
      ({ bearers }) => !bearers.some((bearer) => hasServiceLevel(bearer) || isPatients(bearer)),
    );
    if (nobodys.length === 0) return;
    if (!tasks.some(({ bearers }) => bearers.some(hasServiceLevel))) {
      return report(idOf(process), 'No lane of the process has a service level (pathway:serviceLevel).', 'warning');
    }
    for (const { task } of nobodys) {
      report(idOf(task), 'The task has no service level: set pathway:serviceLevel on its lane, its pool or the task.');
    }
  },
};

function userTasksOf(container: ModdleElement): readonly ModdleElement[] {
  const children = many(container, 'flowElements');
  const inner = children.filter((child) => is(child, 'bpmn:SubProcess')).flatMap(userTasksOf);
  return [...children.filter((child) => is(child, 'bpmn:UserTask')), ...inner];
}
