import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parseKey, parsePart, partKey } from '../keys.js';
import type { JobFilter, JobState, JobView, PageRequest } from '../ports.js';
import type { Services } from '../services.js';

export interface JobQuery {
  readonly state?: JobState;
  readonly type?: string;
  readonly processInstanceKey?: string;
  readonly elementId?: string;
  readonly worker?: string;
}

/** Jobs that wait or are held, in the order of their keys. */
export async function searchJobs({ store, clock }: Services, query: JobQuery, page: PageRequest) {
  const { type: topic, processInstanceKey, elementId: element, state, worker } = query;
  const filter: JobFilter = {
    ...(state !== undefined && { state }),
    ...(topic !== undefined && { topic }),
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(element !== undefined && { element }),
    ...(worker !== undefined && { worker }),
  };
  const now = clock.now();
  const found = await store.searchJobs(filter, now, page);
  return { items: found.items.map((job) => jobAnswer(job, now)), page: { endCursor: found.endCursor } };
}

/** @throws ApplicationError JOB_NOT_FOUND, also for one that has ended */
export async function readJob({ store, clock }: Services, key: string) {
  const job = await store.job(parsePart(key, 'JOB_NOT_FOUND'));
  if (!job) throw new ApplicationError('JOB_NOT_FOUND');
  return jobAnswer(job, clock.now());
}

/** How a job stands now; its lock's token is the holder's alone. */
function jobAnswer(job: JobView, now: number) {
  const state = stateOf(job, now);
  return {
    jobKey: partKey(job),
    type: job.topic,
    state,
    retries: job.retries,
    creationDate: iso(job.createdAt),
    ...(state === 'BACKING_OFF' && { availableDate: iso(job.availableAt) }),
    ...(job.worker !== null && { worker: job.worker }),
    ...(job.lockedUntil !== null && { deadline: iso(job.lockedUntil) }),
    failures: job.failures,
    ...(job.failedAt !== null && { failureDate: iso(job.failedAt) }),
    ...(job.errorMessage !== null && { errorMessage: job.errorMessage }),
    elementId: job.element,
    processInstanceKey: String(job.instanceKey),
    processDefinitionId: job.processId,
    processDefinitionKey: String(job.definitionKey),
    ...(job.businessKey !== null && { businessKey: job.businessKey }),
  };
}

function stateOf(job: JobView, now: number): JobState {
  if (job.retries === 0) return 'FAILED';
  if (job.lockedUntil !== null && job.lockedUntil > now) return 'ACTIVATED';
  return job.availableAt > now ? 'BACKING_OFF' : 'CREATED';
}
