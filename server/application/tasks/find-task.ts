import type { ElementModel, FormModel } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parsePart } from '../keys.js';
import type { TaskView } from '../ports.js';
import type { Services } from '../services.js';

/** @throws ApplicationError TASK_NOT_FOUND */
export async function findTask({ store }: Services, key: string): Promise<TaskView> {
  const task = await store.task(parsePart(key, 'TASK_NOT_FOUND'));
  if (!task) throw new ApplicationError('TASK_NOT_FOUND');
  return task;
}

/**
 * An open task; of one that is not open any more the refusal says what became of it.
 * @throws ApplicationError TASK_NOT_FOUND, TASK_ALREADY_COMPLETED, TASK_CANCELLED
 */
export async function findOpenTask(services: Services, key: string): Promise<TaskView> {
  const task = await findTask(services, key);
  if (task.state === 'CREATED') return task;
  throw new ApplicationError(task.state === 'COMPLETED' ? 'TASK_ALREADY_COMPLETED' : 'TASK_CANCELLED', {
    current: {
      state: task.state,
      ...(task.completedBy !== null && { completedBy: task.completedBy }),
      ...(task.endedAt !== null && { completionDate: iso(task.endedAt) }),
      ...(task.assignee !== null && { assignee: task.assignee }),
    },
  });
}

/** Form of a task, as its pathway version has it. */
export async function formOf({ models, store }: Services, task: TaskView): Promise<FormModel | undefined> {
  return formOfElement((await models.model(store, task.modelKey)).elements[task.element]);
}

export const formOfElement = (element: ElementModel | undefined): FormModel | undefined =>
  element && 'form' in element ? element.form : undefined;
