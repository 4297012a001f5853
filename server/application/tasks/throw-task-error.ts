import type { PlainVariables } from '../../../engine/index.js';
import { partKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { findOpenTask, findTask } from './find-task.js';

/** A task ends by a BPMN error that the model may catch. */
export async function throwTaskError(
  services: Services,
  caller: Caller,
  key: string,
  code: string,
  variables?: PlainVariables,
): Promise<void> {
  const { instanceKey } = await findTask(services, key);
  await runCommand(services, caller, instanceKey, async ({ now }) => {
    const taskId = partKey(await findOpenTask(services, caller, key));
    return {
      command: { type: 'ThrowTaskError', taskId, code, now, by: caller.by, ...(variables && { output: variables }) },
      answer: undefined,
    };
  });
}

/** A task raises a BPMN escalation and goes on, unless the catcher interrupts it. */
export async function escalateTask(
  services: Services,
  caller: Caller,
  key: string,
  code: string,
  variables?: PlainVariables,
): Promise<void> {
  const { instanceKey } = await findTask(services, key);
  await runCommand(services, caller, instanceKey, async ({ now }) => {
    const taskId = partKey(await findOpenTask(services, caller, key));
    return {
      command: { type: 'RaiseEscalation', taskId, code, now, by: caller.by, ...(variables && { output: variables }) },
      answer: undefined,
    };
  });
}
