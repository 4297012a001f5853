import { ApplicationError } from '../application-error.js';
import { parseKey } from '../keys.js';
import type { BatchStep } from '../ports.js';
import { answerRow, settle } from '../run-command.js';
import type { Caller, Services } from '../services.js';

const ACTIONS = {
  cancel: 'CancelBatchOperation',
  suspend: 'SuspendBatchOperation',
  resume: 'ResumeBatchOperation',
} as const;

/**
 * Stops an operation, or lets it rest and go on. When this has answered, no further item is carried out.
 * @throws ApplicationError BATCH_NOT_FOUND; BATCH_STATE_NOT_ALLOWED with the state that it has
 */
export async function controlBatch(
  services: Services,
  caller: Caller,
  key: string,
  step: Exclude<BatchStep['step'], 'start'>,
): Promise<void> {
  const batchKey = parseKey(key, 'BATCH_NOT_FOUND');
  if (!(await services.store.batch(batchKey))) throw new ApplicationError('BATCH_NOT_FOUND');
  const { by } = caller;
  const batch = { batchKey, step };
  const change = { at: services.clock.now(), by, action: ACTIONS[step], batch, ...answerRow(caller, undefined) };
  const outcome = await services.store.commit(change);
  if (outcome.kind === 'conflict') {
    const state = (await services.store.batch(batchKey))?.state ?? '';
    throw new ApplicationError('BATCH_STATE_NOT_ALLOWED', { current: { state } });
  }
  settle(services, caller, change, outcome);
}
