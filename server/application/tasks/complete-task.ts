import type { PlainVariables } from '../../../engine/index.js';
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
    requireValidForm(await formOf(services, task), variables);
    return {
      command: { type: 'CompleteTask', taskId: partKey(task), output: variables, now, by: caller.by },
      answer: undefined,
    };
  });
}
