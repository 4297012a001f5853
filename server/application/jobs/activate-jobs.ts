import { placeOf } from '../../../engine/index.js';
import { readState } from '../instances/find-instance.js';
import { iso } from '../iso.js';
import { partKey } from '../keys.js';
import { toPlainVariables } from '../plain-json.js';
import type { HandedOut, JobRow, StoredAnswer } from '../ports.js';
import type { Caller, Services } from '../services.js';
import { handedOut } from './job-handout.js';

export interface ActivationRequest {
  readonly type: string;
  readonly worker: string;
  /** Milliseconds for which nobody else gets the job. */
  readonly timeout: number;
  readonly maxJobsToActivate?: number;
  /** Milliseconds to wait where nothing is available (0 where absent). */
  readonly requestTimeout?: number;
  /** Names of the variables to give; all where absent. */
  readonly fetchVariables?: readonly string[];
}

/**
 * Fetches and locks jobs of a topic, each under a token of its own: an answer after the lock has ended is refused by it.
 * @param gone when the worker has gone: what it can no longer be given is taken back, unless it may ask again under its
 *   idempotency key
 * @throws ApplicationError TOO_MANY_WAITING; RepeatedCommand
 */
export async function activateJobs(
  services: Services,
  caller: Caller,
  request: ActivationRequest,
  gone: AbortSignal,
): Promise<{ readonly jobs: readonly object[] }> {
  const { type: topic, worker, timeout: lock, maxJobsToActivate: most = 1, requestTimeout: wait = 0 } = request;
  const { by, idempotency } = caller;
  const jobs = await services.handout.fetch({
    ...{ topic, worker, by, lock, most, wait, gone },
    ...(idempotency && { idempotency }),
  });
  if (jobs.length > 0 && !idempotency) takeBackWhen(gone, services, jobs.map(handedOut));
  return jobsAnswer(services, jobs, request.fetchVariables);
}

/**
 * The answer to a repeated request: the jobs that it was given and that are locked for it still, as they are now. What
 * concerns a patient is not kept in answers.
 */
export async function repeatActivation(
  services: Services,
  { body }: StoredAnswer,
  request: ActivationRequest,
): Promise<{ readonly jobs: readonly object[] }> {
  const now = services.clock.now();
  const given = body === '' ? [] : (JSON.parse(body) as readonly HandedOut[]);
  const jobs = await Promise.all(
    given.map(async (part) => {
      const job = await services.store.job(part);
      return job?.lockToken === part.lockToken && (job.lockedUntil ?? 0) > now ? [job] : [];
    }),
  );
  return jobsAnswer(services, jobs.flat(), request.fetchVariables);
}

function takeBackWhen(gone: AbortSignal, services: Services, jobs: readonly HandedOut[]): void {
  const takeBack = (): void => {
    services.store.takeBackJobs(jobs).then(
      () => services.handout.wake(),
      // then they are free again when their locks run out
      () => services.log.warn({ jobs: jobs.length }, 'jobs that reached nobody could not be taken back'),
    );
  };
  if (gone.aborted) takeBack();
  else gone.addEventListener('abort', takeBack, { once: true });
}

async function jobsAnswer(services: Services, jobs: readonly JobRow[], names?: readonly string[]) {
  return { jobs: (await Promise.all(jobs.map((job) => jobAnswer(services, job, names)))).flat() };
}

/** One that cannot be read is left out: it holds up no other, and comes again when its lock runs out. */
async function jobAnswer(services: Services, job: JobRow, names: readonly string[] | undefined): Promise<object[]> {
  try {
    const { env, state } = await readState(services, job.instanceKey);
    const variables = toPlainVariables(placeOf(env, state, job.number)?.variables ?? {});
    return [
      {
        jobKey: partKey(job),
        type: job.topic,
        lockToken: job.lockToken,
        deadline: iso(job.lockedUntil ?? 0),
        retries: job.retries,
        elementId: job.element,
        processInstanceKey: String(job.instanceKey),
        processDefinitionId: state.process,
        ...(state.businessKey !== undefined && { businessKey: state.businessKey }),
        variables: names
          ? Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)))
          : variables,
      },
    ];
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    services.log.error({ jobKey: partKey(job), error: name }, 'a job could not be read');
    return [];
  }
}
