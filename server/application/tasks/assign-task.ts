import { ApplicationError } from '../application-error.js';
import { partKey } from '../keys.js';
import type { Change } from '../ports.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { findOpenTask, findTask } from './find-task.js';

/**
 * Gives a task to a person; one that another person has only when that is meant.
 * @throws ApplicationError TASK_ASSIGNED_TO_ANOTHER, ASSIGNEE_NOT_KNOWN
 */
export async function assignTask(
  services: Services,
  caller: Caller,
  key: string,
  assignee: string,
  allowOverride: boolean,
): Promise<void> {
  if (!services.people.some((person) => person.id === assignee)) throw new ApplicationError('ASSIGNEE_NOT_KNOWN');
  const { instanceKey } = await findTask(services, key);
  await runCommand(services, caller, instanceKey, async () => {
    const task = await findOpenTask(services, caller, key);
    if (task.assignee !== null && task.assignee !== assignee && !allowOverride) {
      throw new ApplicationError('TASK_ASSIGNED_TO_ANOTHER', { current: { assignee: task.assignee } });
    }
    const change: Partial<Change> = {
      taskAssigned: { number: task.number, assignee, previous: task.assignee },
      events: [{ type: 'TaskAssigned', taskId: partKey(task), assignee }],
    };
    return { action: 'AssignTask', change, answer: undefined };
  });
}

/** Lays a task back in its group's list. */
export async function unassignTask(services: Services, caller: Caller, key: string): Promise<void> {
  const { instanceKey } = await findTask(services, key);
  await runCommand(services, caller, instanceKey, async () => {
    const task = await findOpenTask(services, caller, key);
    const change: Partial<Change> = {
      taskAssigned: { number: task.number, assignee: null, previous: task.assignee },
      events: [{ type: 'TaskUnassigned', taskId: partKey(task) }],
    };
    return { action: 'UnassignTask', change, answer: undefined };
  });
}
