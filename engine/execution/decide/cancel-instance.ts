import { cancelTokens } from '../cancel.js';
import type { Command } from '../commands.js';
import type { Run } from '../run.js';
import { closeWaits } from '../waits.js';

/** Ends the instance from outside; every open task, job, timer and subscription is withdrawn by an event of its own. */
export function cancelInstance(run: Run, { reason }: Extract<Command, { type: 'CancelInstance' }>): void {
  cancelTokens(run, 1);
  closeWaits(run, () => true);
  const by = run.by === undefined ? {} : { by: run.by };
  run.emit({ type: 'InstanceCancelled', at: run.now, reason, ...by });
}
