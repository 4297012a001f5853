import { iso } from '../iso.js';
import { partKey } from '../keys.js';
import type { Language, TaskView, Texts } from '../ports.js';
import { tagOf } from '../precondition.js';
import type { Services } from '../services.js';

/** A task as the API shows it, its name in the reader's language as far as it is translated. */
export async function taskAnswer({ models, store }: Services, task: TaskView, language: Language) {
  const model = await models.model(store, task.modelKey);
  const texts = textsOf(await models.texts(store, task.modelKey), task.element);
  const drawn = model.elements[task.element]?.name ?? '';
  return {
    userTaskKey: partKey(task),
    state: task.state,
    elementId: task.element,
    name: texts[language]?.name ?? drawn,
    texts,
    processInstanceKey: String(task.instanceKey),
    processDefinitionId: task.processId,
    processDefinitionKey: String(task.definitionKey),
    processDefinitionVersion: task.version,
    ...(task.businessKey !== null && { businessKey: task.businessKey }),
    creationDate: iso(task.createdAt),
    ...(task.endedAt !== null && { completionDate: iso(task.endedAt) }),
    ...(task.completedBy !== null && { completedBy: task.completedBy }),
    ...(task.assignee !== null && { assignee: task.assignee }),
    late: task.late,
    suspended: task.suspended,
    ...(task.lane !== null && { lane: task.lane, laneName: model.lanes[task.lane]?.name ?? '' }),
    ...(task.serviceLevel !== null && { serviceLevel: task.serviceLevel }),
    ...(task.candidateGroup !== null && { candidateGroup: task.candidateGroup }),
    ...(task.formId !== null && { formId: task.formId }),
  };
}

/** Entity tag of a task as it was shown; the same as `taskTag` of its row. */
export const taskAnswerTag = (shown: Awaited<ReturnType<typeof taskAnswer>>): string => {
  const { state, completedBy, completionDate, assignee, late } = shown;
  return tagOf({ state, completedBy, completionDate, assignee, late });
};

/** Texts of one element or form, by language. */
export function textsOf(
  texts: Texts,
  id: string,
): Readonly<Partial<Record<Language, { readonly name?: string; readonly description?: string }>>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([language, byId]) =>
      byId && Object.hasOwn(byId, id) ? [[language, byId[id]]] : [],
    ),
  );
}
