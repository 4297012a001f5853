import type { PlainVariables } from '../../../engine/index.js';
import { parseKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';

/** Corrects or adds variables of the root scope. */
export function setVariables(
  services: Services,
  caller: Caller,
  key: string,
  variables: PlainVariables,
): Promise<void> {
  return runCommand(services, caller, parseKey(key, 'INSTANCE_NOT_FOUND'), ({ now }) => ({
    command: { type: 'SetVariables', variables, now, by: caller.by },
    answer: undefined,
  }));
}
