import type { Command, PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { parsePart, partKey } from '../keys.js';
import type { Change, JobView, Part } from '../ports.js';
import { runCommand, type LoadedInstance } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { defaultBackOff } from './back-off.js';
import { endedJob } from './ended-job.js';

type Made = { readonly command: Command; readonly change?: Partial<Change> };

/**
 * A worker answers a job that it holds. Once its lock has ended the answer is refused, also where nobody else has
 * fetched the job yet: what it did may be done again at any moment.
 * @returns topic of the job
 * @throws ApplicationError JOB_LOCK_LOST when the lock has ended or is another's; JOB_ALREADY_COMPLETED, JOB_CANCELLED;
 *   JOB_NOT_FOUND
 */
async function answerJob(
  services: Services,
  caller: Caller,
  key: string,
  lockToken: string,
  make: (job: JobView, instance: LoadedInstance) => Made,
): Promise<string> {
  const part = parsePart(key, 'JOB_NOT_FOUND');
  const { topic } = await findJob(services, part);
  await runCommand(services, caller, part.instanceKey, async (instance) => {
    const job = await findJob(services, part);
    const held = job.lockToken === lockToken && job.lockedUntil !== null && job.lockedUntil > instance.now;
    if (!held) throw new ApplicationError('JOB_LOCK_LOST');
    const { command, change } = make(job, instance);
    return { command, change: { ...change, jobHeld: { number: part.number, lockToken } }, answer: undefined };
  });
  return topic;
}

async function findJob(services: Services, part: Part): Promise<JobView> {
  const job = await services.store.job(part);
  if (!job) throw await endedJob(services, part);
  return job;
}

export async function completeJob(
  services: Services,
  caller: Caller,
  key: string,
  lockToken: string,
  variables?: PlainVariables,
): Promise<void> {
  await answerJob(services, caller, key, lockToken, (job, { now }) => ({
    command: { type: 'CompleteJob', jobId: partKey(job), now, by: caller.by, ...(variables && { output: variables }) },
  }));
}

export interface JobFailure {
  readonly lockToken: string;
  /** Attempts left; 0 raises an incident. */
  readonly retries: number;
  /** Milliseconds until the job is handed out again; ever longer where absent (`defaultBackOff`). */
  readonly retryBackOff?: number;
  /** May concern a patient. */
  readonly reason?: string;
}

export async function failJob(services: Services, caller: Caller, key: string, failure: JobFailure): Promise<void> {
  const { lockToken, retries, retryBackOff, reason } = failure;
  const said = reason === undefined ? {} : { reason };
  const topic = await answerJob(services, caller, key, lockToken, (job, { now }) => {
    const availableAt = now + (retryBackOff ?? defaultBackOff(job.failures));
    return {
      command: { type: 'FailJob', jobId: partKey(job), retries, now, by: caller.by, ...said },
      change: { jobsFailed: [{ number: job.number, retries, availableAt, ...said }] },
    };
  });
  services.handout.wake([topic]);
}

export async function throwJobError(
  services: Services,
  caller: Caller,
  key: string,
  lockToken: string,
  code: string,
  variables?: PlainVariables,
): Promise<void> {
  await answerJob(services, caller, key, lockToken, (job, { now }) => ({
    command: {
      type: 'ThrowJobError',
      jobId: partKey(job),
      code,
      now,
      by: caller.by,
      ...(variables && { output: variables }),
    },
  }));
}
