import { parseKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';

/** Puts an instance on hold: its timers, messages and jobs wait, its tasks stay to be seen. */
export function suspendInstance(services: Services, caller: Caller, key: string, reason: string): Promise<void> {
  return runCommand(services, caller, parseKey(key, 'INSTANCE_NOT_FOUND'), ({ now }) => ({
    command: { type: 'SuspendInstance', reason, now, by: caller.by },
    answer: undefined,
  }));
}

/** What became due while it was on hold happens now; messages that are kept for it reach it, and workers get its jobs. */
export async function resumeInstance(services: Services, caller: Caller, key: string): Promise<void> {
  await runCommand(services, caller, parseKey(key, 'INSTANCE_NOT_FOUND'), ({ now }) => ({
    command: { type: 'ResumeInstance', now, by: caller.by },
    answer: undefined,
  }));
  services.handout.wake();
}
