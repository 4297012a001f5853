import type { ElementModel, FormModel } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parsePart } from '../keys.js';
import type { TaskView } from '../ports.js';
import { requireUnchanged, tagOf, type Seen } from '../precondition.js';
import type { Caller, Services } from '../services.js';

/** @throws ApplicationError TASK_NOT_FOUND */
export async function findTask({ store }: Services, key: string): Promise<TaskView> {
  const task = await store.task(parsePart(key, 'TASK_NOT_FOUND'));
  if (!task) throw new ApplicationError('TASK_NOT_FOUND');
  return task;
}

/** What may have changed of a task since somebody looked at it. */
const seenOfTask = (task: Pick<TaskView, 'state' | 'completedBy' | 'endedAt' | 'assignee'>): Seen => ({
  state: task.state,
  ...(task.completedBy !== null && { completedBy: task.completedBy }),
  ...(task.endedAt !== null && { completionDate: iso(task.endedAt) }),
  ...(task.assignee !== null && { assignee: task.assignee }),
});

/** Entity tag of a task: of what a person sees of it. */
export const taskTag = (task: Parameters<typeof seenOfTask>[0] & Pick<TaskView, 'late'>): string =>
  tagOf({ ...seenOfTask(task), late: task.late });

/** @throws ApplicationError PRECONDITION_FAILED where the task is not any more what the caller has seen */
export function requireUnchangedTask(caller: Caller, task: TaskView): void {
  requireUnchanged(caller, 'userTask', taskTag(task), { ...seenOfTask(task), late: task.late });
}

/**
 * An open task; of one that is not open any more the refusal says what became of it.
 * @throws ApplicationError TASK_NOT_FOUND, PRECONDITION_FAILED, TASK_ALREADY_COMPLETED, TASK_CANCELLED
 */
export async function findOpenTask(services: Services, caller: Caller, key: string): Promise<TaskView> {
  const task = await findTask(services, key);
  requireUnchangedTask(caller, task);
  if (task.state === 'CREATED') return task;
  throw new ApplicationError(task.state === 'COMPLETED' ? 'TASK_ALREADY_COMPLETED' : 'TASK_CANCELLED', {
    current: seenOfTask(task),
  });
}

/** Form of a task, as its pathway version has it. */
export async function formOf({ models, store }: Services, task: TaskView): Promise<FormModel | undefined> {
  return formOfElement((await models.model(store, task.modelKey)).elements[task.element]);
}

export const formOfElement = (element: ElementModel | undefined): FormModel | undefined =>
  element && 'form' in element ? element.form : undefined;
