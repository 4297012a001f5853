import { parseKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';

export function cancelInstance(services: Services, caller: Caller, key: string, reason: string): Promise<void> {
  const instanceKey = parseKey(key, 'INSTANCE_NOT_FOUND');
  return runCommand(services, caller, instanceKey, ({ now, row }) => ({
    command: { type: 'CancelInstance', reason, now, by: caller.by },
    change: { instance: { instanceKey, expectedRevision: row.revision, endReason: reason } },
    answer: undefined,
  }));
}
