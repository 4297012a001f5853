import { cancelToken } from '../cancel.js';
import type { Command } from '../commands.js';
import type { Run } from '../run.js';
import { closeWaits } from '../waits.js';

/** Ends the instance from outside; every open task, job, timer and subscription is withdrawn by an event of its own. */
export function cancelInstance(run: Run, { reason }: Extract<Command, { type: 'CancelInstance' }>): void {
  for (const token of run.state.tokens.filter((each) => each.scope === 1)) cancelToken(run, token);
  closeWaits(run, () => true);
  const by = run.by === undefined ? {} : { by: run.by };
  run.emit({ type: 'InstanceCancelled', at: run.now, reason, ...by });
}
