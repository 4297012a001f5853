import type { Command } from '../../../engine/index.js';
import { DeliveryDone, StoreUnavailable } from '../application-error.js';
import { describeRefusal } from '../describe-refusal.js';
import { requireActive, resolving } from '../incidents/resolve-incident.js';
import type { Change, OpenBatchItem } from '../ports.js';
import { runCommand, type LoadedInstance } from '../run-command.js';
import type { Services } from '../services.js';
import { inParallel } from './in-parallel.js';

/** Few enough to leave room for what people ask for, enough to share commits. */
const SLICE = 20;
const AT_ONCE = 10;
const HOUR = 3_600_000;

/**
 * Carries out a slice of the operations that are active. The effect on an instance and the tick of its item are one
 * transaction, so that going on after a crash repeats none, and nothing happens once the operation is stopped.
 * @returns how many were tried
 */
export async function runBatches(services: Services, afterEach: () => Promise<void>): Promise<number> {
  const items = await services.store.openBatchItems(SLICE);
  await inParallel(items, AT_ONCE, async (item) => {
    await carryOut(services, item);
    await afterEach();
  });
  return items.length;
}

interface Order {
  readonly command: Command;
  readonly change?: Partial<Change>;
}

async function carryOut(services: Services, item: OpenBatchItem): Promise<void> {
  const { batchKey, number, instanceKey, by } = item;
  const taken = { kind: 'batchItem', batchKey, number } as const;
  try {
    await runCommand(services, { by }, instanceKey, async (instance) => {
      const { command, change } = await orderOf(services, item, instance);
      return { command, change: { ...change, taken }, answer: undefined };
    });
    if (item.kind === 'RESUME_PROCESS_INSTANCE') services.handout.wake();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    const code = describeRefusal(error)?.code ?? 'INTERNAL';
    if (error instanceof DeliveryDone || code === 'INSTANCE_BUSY') return;
    services.log.warn({ batchKey, number, instanceKey, code }, 'an item of a batch operation failed');
    await services.store.failBatchItem(item, services.clock.now(), code);
  }
}

/** What the kind comes to for one instance, as the command on that one alone does it. */
async function orderOf(services: Services, item: OpenBatchItem, { now, row }: LoadedInstance): Promise<Order> {
  const { kind, instanceKey, incidentNumber: number, by, reason } = item;
  const given = reason ?? '';
  switch (kind) {
    case 'RESOLVE_INCIDENT':
      await requireActive(services, { instanceKey, number });
      return resolving({ instanceKey, number }, { action: 'retry' }, now, by);
    case 'CANCEL_PROCESS_INSTANCE':
      return {
        command: { type: 'CancelInstance', reason: given, now, by },
        change: { instance: { instanceKey, expectedRevision: row.revision, endReason: given } },
      };
    case 'SUSPEND_PROCESS_INSTANCE':
      return { command: { type: 'SuspendInstance', reason: given, now, by } };
    case 'RESUME_PROCESS_INSTANCE':
      return { command: { type: 'ResumeInstance', now, by } };
  }
}

/** Forgets, piece by piece, what was never started because the server stopped meanwhile: nobody has been told of it. */
export async function forgetUnstartedBatches({ store, clock }: Services): Promise<void> {
  while (await store.forgetUnstarted(clock.now() - HOUR)) await new Promise((resolve) => setImmediate(resolve));
}
