import type { FormModel, PlainVariables } from '../../../engine/index.js';
import { partKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { requireValidForm } from '../validate-form.js';
import { findOpenTask, findTask, formOf } from './find-task.js';

/**
 * Completes a task with what was entered into its form. Of two people who complete one task the first wins; the second
 * is told what changed (TASK_ALREADY_COMPLETED), before any word about the form.
 */
export async function completeTask(
  services: Services,
  caller: Caller,
  key: string,
  variables: PlainVariables,
): Promise<void> {
  const { instanceKey } = await findTask(services, key);
  await runCommand(services, caller, instanceKey, async ({ now }) => {
    const task = await findOpenTask(services, key);
    const form = await formOf(services, task);
    requireValidForm(form, variables);
    const output = withoutReadOnly(form, variables);
    return {
      command: { type: 'CompleteTask', taskId: partKey(task), output, now, by: caller.by },
      answer: undefined,
    };
  });
}

/** What a form only shows is never changed by completing its task, whatever comes back (JSON Schema 2020-12, 9.4). */
function withoutReadOnly(form: FormModel | undefined, variables: PlainVariables): PlainVariables {
  const properties = (form?.schema['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  const isReadOnly = (field: string): boolean => {
    const property = Object.hasOwn(properties, field) ? properties[field] : undefined;
    return typeof property === 'object' && property !== null && 'readOnly' in property && property.readOnly === true;
  };
  return Object.fromEntries(Object.entries(variables).filter(([field]) => !isReadOnly(field)));
}
