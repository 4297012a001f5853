import { placeOf } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { readState } from '../instances/find-instance.js';
import { toPlainVariables } from '../plain-json.js';
import type { Language, PageRequest, TaskView } from '../ports.js';
import type { Services } from '../services.js';
import { findTask, formOf } from './find-task.js';
import { taskAnswer, textsOf } from './task-answer.js';
import { taskFilter, taskOrder, type TaskQuery, type TaskSort } from './task-query.js';

export async function searchTasks(
  services: Services,
  query: TaskQuery,
  page: PageRequest,
  language: Language,
  sort?: TaskSort,
) {
  const found = await services.store.searchTasks(taskFilter(query), page, sort && taskOrder(sort));
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
  const known = await visibleFrom(services, task);
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

/**
 * The variables that are seen from a task, by name, the nearest value of each; none of a task that has ended.
 * @throws ApplicationError TASK_NOT_FOUND
 */
export async function searchTaskVariables(
  services: Services,
  key: string,
  { name }: { readonly name?: string },
  { limit, after = '' }: PageRequest,
) {
  const known = await visibleFrom(services, await findTask(services, key));
  const behind = Buffer.from(after, 'base64url').toString('utf8');
  const names = Object.keys(known)
    .filter((one) => (name === undefined || one === name) && one > behind)
    .sort();
  const shown = names.slice(0, limit);
  const last = names.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((one) => ({ name: one, value: known[one] })),
    page: { endCursor: last === undefined ? null : Buffer.from(last, 'utf8').toString('base64url') },
  };
}

async function visibleFrom(services: Services, { instanceKey, number }: TaskView) {
  const { env, state } = await readState(services, instanceKey);
  return toPlainVariables(placeOf(env, state, number)?.variables ?? {});
}
