import type { PlainVariables } from '../../../engine/index.js';
import { activateJobs, type ActivationRequest } from '../../application/jobs/activate-jobs.js';
import { completeJob, failJob, throwJobError, type JobFailure } from '../../application/jobs/answer-job.js';
import { ofJob } from '../contract/problem-groups.js';
import { described, integer, object, text, variables } from '../contract/schema.js';
import { activatedJobs } from '../contract/schemas/job.js';
import { post, type Route } from '../route.js';

const DAY = 24 * 3_600_000;
const key = (params: Readonly<Record<string, string>>): string => params['jobKey'] ?? '';

export const jobRoutes: readonly Route[] = [
  post<ActivationRequest>('/v2/jobs/activation', {
    operationId: 'activateJobs',
    tag: 'Job',
    summary: 'Fetch and lock jobs',
    description:
      'Jobs of one topic, each under a lock token of its own: an answer after the lock has ended is refused by it.',
    keepAnswer: true,
    answer: activatedJobs,
    problems: ['STATE_TOO_NEW'],
    example: { body: { type: 'send-letter', worker: 'letters-1', timeout: 60_000, maxJobsToActivate: 10 } },
    body: object({
      type: described(text(), 'Topic, as the model names it.'),
      worker: text(),
      timeout: described(integer(1, DAY), 'Milliseconds for which nobody else gets the jobs.'),
      'maxJobsToActivate?': described(integer(1, 100), '1 where it is left out.'),
    }),
    handle: ({ services, body }) => activateJobs(services, body),
  }),
  post<{ lockToken: string; variables?: PlainVariables }>('/v2/jobs/:jobKey/completion', {
    operationId: 'completeJob',
    tag: 'Job',
    summary: 'Complete a job',
    answer: null,
    problems: ofJob,
    example: { body: { lockToken: '0b0c0d0e-1111-4222-8333-444455556666', variables: { letterSent: true } } },
    body: object({ lockToken: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      completeJob(services, caller, key(params), body.lockToken, body.variables),
  }),
  post<JobFailure>('/v2/jobs/:jobKey/failure', {
    operationId: 'failJob',
    tag: 'Job',
    summary: 'Report that a job failed',
    answer: null,
    problems: ofJob,
    example: { body: { lockToken: '0b0c0d0e-1111-4222-8333-444455556666', retries: 2, retryBackOff: 30_000 } },
    body: object({
      lockToken: text(),
      retries: described(integer(0, 1000), 'Attempts left; 0 raises an incident.'),
      'retryBackOff?': described(integer(0, 366 * DAY), 'Milliseconds until it is handed out again.'),
      'reason?': text(1000),
    }),
    handle: ({ services, caller, params, body }) => failJob(services, caller, key(params), body),
  }),
  post<{ lockToken: string; errorCode: string; variables?: PlainVariables }>('/v2/jobs/:jobKey/error', {
    operationId: 'throwJobError',
    tag: 'Job',
    summary: 'End a job by a BPMN error',
    answer: null,
    problems: ofJob,
    example: { body: { lockToken: '0b0c0d0e-1111-4222-8333-444455556666', errorCode: 'ADDRESS_UNKNOWN' } },
    body: object({ lockToken: text(), errorCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      throwJobError(services, caller, key(params), body.lockToken, body.errorCode, body.variables),
  }),
];
