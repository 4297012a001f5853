import type { Command } from '../commands.js';
import { EngineError } from '../engine-error.js';
import type { Run } from '../run.js';

/** Puts the instance on hold: what waits goes on waiting, and nothing wakes it until it is resumed. */
export function suspendInstance(run: Run, { reason }: Extract<Command, { type: 'SuspendInstance' }>): void {
  if (typeof reason !== 'string') throw new EngineError('VALUE_NOT_ALLOWED', { path: 'reason' });
  run.emit({ type: 'InstanceSuspended', at: run.now, reason, ...(run.by !== undefined && { by: run.by }) });
}

/** What became due while it was on hold comes by commands of its own, which the caller gives now. */
export function resumeInstance(run: Run): void {
  const { suspended, instanceId } = run.state;
  if (!suspended) throw new EngineError('INSTANCE_NOT_SUSPENDED', { instanceId });
  run.emit({ type: 'InstanceResumed', at: run.now, ...(run.by !== undefined && { by: run.by }) });
}
