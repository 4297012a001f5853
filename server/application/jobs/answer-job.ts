import type { Command, PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { parsePart, partKey } from '../keys.js';
import type { Change } from '../ports.js';
import { runCommand, type LoadedInstance } from '../run-command.js';
import type { Caller, Services } from '../services.js';

type Made = { readonly command: Command; readonly change?: Partial<Change> };

/**
 * A worker answers a job that it holds.
 * @throws ApplicationError JOB_NOT_FOUND; JOB_LOCK_LOST when the lock has ended or is another's
 */
async function answerJob(
  services: Services,
  caller: Caller,
  key: string,
  lockToken: string,
  make: (jobId: string, instance: LoadedInstance) => Made,
): Promise<void> {
  const part = parsePart(key, 'JOB_NOT_FOUND');
  if (!(await services.store.job(part))) throw new ApplicationError('JOB_NOT_FOUND');
  await runCommand(services, caller, part.instanceKey, async (instance) => {
    const job = await services.store.job(part);
    if (!job) throw new ApplicationError('JOB_NOT_FOUND');
    const held = job.lockToken === lockToken && job.lockedUntil !== null && job.lockedUntil > instance.now;
    if (!held) throw new ApplicationError('JOB_LOCK_LOST');
    return { ...make(partKey(part), instance), answer: undefined };
  });
}

export const completeJob = (
  services: Services,
  caller: Caller,
  key: string,
  lockToken: string,
  variables?: PlainVariables,
): Promise<void> =>
  answerJob(services, caller, key, lockToken, (jobId, { now }) => ({
    command: { type: 'CompleteJob', jobId, now, by: caller.by, ...(variables && { output: variables }) },
  }));

export interface JobFailure {
  readonly lockToken: string;
  /** Attempts left; 0 raises an incident. */
  readonly retries: number;
  /** Milliseconds until the job is handed out again. */
  readonly retryBackOff?: number;
  readonly reason?: string;
}

export const failJob = (services: Services, caller: Caller, key: string, failure: JobFailure): Promise<void> =>
  answerJob(services, caller, key, failure.lockToken, (jobId, { now }) => ({
    command: {
      type: 'FailJob',
      jobId,
      retries: failure.retries,
      now,
      by: caller.by,
      ...(failure.reason !== undefined && { reason: failure.reason }),
    },
    change: {
      jobsFailed: [
        {
          number: parsePart(jobId, 'JOB_NOT_FOUND').number,
          retries: failure.retries,
          availableAt: now + (failure.retryBackOff ?? 0),
        },
      ],
    },
  }));

export const throwJobError = (
  services: Services,
  caller: Caller,
  key: string,
  lockToken: string,
  code: string,
  variables?: PlainVariables,
): Promise<void> =>
  answerJob(services, caller, key, lockToken, (jobId, { now }) => ({
    command: { type: 'ThrowJobError', jobId, code, now, by: caller.by, ...(variables && { output: variables }) },
  }));
