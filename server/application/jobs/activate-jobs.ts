import { randomUUID } from 'node:crypto';

import { placeOf } from '../../../engine/index.js';
import { readState } from '../instances/find-instance.js';
import { iso } from '../iso.js';
import { partKey } from '../keys.js';
import { toPlainVariables } from '../plain-json.js';
import type { JobRow } from '../ports.js';
import type { Services } from '../services.js';

export interface ActivationRequest {
  readonly type: string;
  readonly worker: string;
  /** Milliseconds for which nobody else gets the job. */
  readonly timeout: number;
  readonly maxJobsToActivate?: number;
}

/** Fetches and locks jobs of a topic, each under a token of its own: an answer after the lock has ended is refused by it. */
export async function activateJobs(services: Services, request: ActivationRequest) {
  const { type: topic, worker, timeout, maxJobsToActivate = 1 } = request;
  const at = services.clock.now();
  const lockTokens = Array.from({ length: maxJobsToActivate }, () => randomUUID());
  const locked = await services.store.lockJobs({ topic, worker, at, until: at + timeout, lockTokens });
  return { jobs: await Promise.all(locked.map((job) => jobAnswer(services, job))) };
}

async function jobAnswer(services: Services, job: JobRow) {
  const { env, state } = await readState(services, job.instanceKey);
  return {
    jobKey: partKey(job),
    type: job.topic,
    lockToken: job.lockToken,
    deadline: iso(job.lockedUntil ?? 0),
    retries: job.retries,
    elementId: job.element,
    processInstanceKey: String(job.instanceKey),
    processDefinitionId: state.process,
    ...(state.businessKey !== undefined && { businessKey: state.businessKey }),
    variables: toPlainVariables(placeOf(env, state, job.number)?.variables ?? {}),
  };
}
