import { placeOf } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { readState } from '../instances/find-instance.js';
import { parseKey } from '../keys.js';
import { toPlainVariables } from '../plain-json.js';
import type { Language, PageRequest, TaskState } from '../ports.js';
import type { Services } from '../services.js';
import { findTask, formOf } from './find-task.js';
import { taskAnswer, textsOf } from './task-answer.js';

export interface TaskQuery {
  readonly state?: TaskState;
  readonly processInstanceKey?: string;
  readonly processDefinitionId?: string;
  readonly elementId?: string;
  readonly assignee?: string;
  readonly isAssigned?: boolean;
  readonly candidateGroup?: string;
  readonly serviceLevel?: string;
  readonly late?: boolean;
  readonly businessKey?: string;
}

export async function searchTasks(services: Services, query: TaskQuery, page: PageRequest, language: Language) {
  const { processInstanceKey, processDefinitionId, elementId, ...rest } = query;
  const found = await services.store.searchTasks(
    {
      ...rest,
      ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
      ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
      ...(elementId !== undefined && { element: elementId }),
    },
    page,
  );
  const items = await Promise.all(found.items.map((task) => taskAnswer(services, task, language)));
  return { items, page: { endCursor: found.endCursor } };
}

export async function getTask(services: Services, key: string, language: Language) {
  return taskAnswer(services, await findTask(services, key), language);
}

/** The form of a task with what the instance knows of its fields already. */
export async function getTaskForm(services: Services, key: string) {
  const task = await findTask(services, key);
  const form = await formOf(services, task);
  if (!form) throw new ApplicationError('FORM_NOT_FOUND');
  const { env, state } = await readState(services, task.instanceKey);
  const known = toPlainVariables(placeOf(env, state, task.number)?.variables ?? {});
  const data = Object.fromEntries(
    Object.keys(form.fields).flatMap((field) =>
      known[field] === undefined || known[field] === null ? [] : [[field, known[field]]],
    ),
  );
  return {
    formId: form.id,
    schema: form.schema,
    texts: textsOf(await services.models.texts(services.store, task.modelKey), form.id),
    data,
  };
}
