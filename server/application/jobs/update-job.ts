import { ApplicationError } from '../application-error.js';
import { parsePart } from '../keys.js';
import { repeated } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { endedJob } from './ended-job.js';

export interface JobChanges {
  /** Milliseconds from now for which the lock holds; 0 hands the job back. */
  readonly timeout?: number;
  readonly retries?: number;
}

/**
 * A worker holds its job for longer, hands it back, or sets its attempts. The instance itself does not change.
 * @throws ApplicationError JOB_LOCK_LOST, JOB_ALREADY_COMPLETED, JOB_CANCELLED, JOB_NOT_FOUND; RepeatedCommand
 */
export async function updateJob(
  services: Services,
  { by, idempotency }: Caller,
  key: string,
  lockToken: string,
  { timeout, retries }: JobChanges,
): Promise<void> {
  const { store, clock, handout } = services;
  const part = parsePart(key, 'JOB_NOT_FOUND');
  const job = await store.job(part);
  if (!job) throw await endedJob(services, part);
  const at = clock.now();
  const outcome = await store.updateJob({
    ...{ ...part, lockToken, by, at },
    ...(timeout !== undefined && { until: at + timeout }),
    ...(retries !== undefined && { retries }),
    ...(idempotency && { idempotency }),
  });
  if (outcome.kind === 'repeated') throw repeated(idempotency, outcome.answer);
  if (outcome.kind === 'lost') throw new ApplicationError('JOB_LOCK_LOST');
  if (timeout !== undefined) handout.wake([job.topic]);
}
