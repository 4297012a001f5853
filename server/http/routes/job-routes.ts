import type { PlainVariables } from '../../../engine/index.js';
import { activateJobs, repeatActivation, type ActivationRequest } from '../../application/jobs/activate-jobs.js';
import { completeJob, failJob, throwJobError, type JobFailure } from '../../application/jobs/answer-job.js';
import { readJob, searchJobs, type JobQuery } from '../../application/jobs/read-jobs.js';
import { updateJob, type JobChanges } from '../../application/jobs/update-job.js';
import { LONGEST_WAITS } from '../../application/longest-waits.js';
import { ofJob, ofLock } from '../contract/problem-groups.js';
import {
  described,
  integer,
  list,
  object,
  paged,
  search as searchSchema,
  text,
  variables,
} from '../contract/schema.js';
import { activatedJobs, job, jobState } from '../contract/schemas/job.js';
import { filterOf, pageOf, patch, post, read, search, type Route, type SearchBody } from '../route.js';

const MINUTE = 60_000;
const key = (params: Readonly<Record<string, string>>): string => params['jobKey'] ?? '';
const LOCK_TOKEN = '0b0c0d0e-1111-4222-8333-444455556666';

const exampleJob = {
  jobKey: '42:9',
  type: 'send-letter',
  state: 'ACTIVATED',
  retries: 2,
  creationDate: '2026-11-02T09:00:00.000Z',
  worker: 'letters-1',
  deadline: '2026-11-02T09:06:00.000Z',
  failures: 1,
  failureDate: '2026-11-02T09:01:00.000Z',
  errorMessage: 'The printer does not answer',
  elementId: 'Task_SendLetter',
  processInstanceKey: '42',
  processDefinitionId: 'innleggelse-utskrivning',
  processDefinitionKey: '7',
};

const fetching: readonly Route[] = [
  post<ActivationRequest>('/v2/jobs/activation', {
    operationId: 'activateJobs',
    tag: 'Job',
    summary: 'Fetch and lock jobs',
    description:
      'Jobs of one topic, those that have been available longest first, each under a lock token of its own: an answer ' +
      'after the lock has ended is refused by it. With `requestTimeout` the answer waits until there is a job; who has ' +
      'waited longest is served first. A repeat under the same `Idempotency-Key` gets the jobs of the first answer that ' +
      'are locked still. Jobs whose answer cannot be delivered because the connection ended are free again at once, ' +
      'unless the request had such a key.',
    answer: activatedJobs,
    problems: ['STATE_TOO_NEW', 'TOO_MANY_WAITING'],
    waits: true,
    example: {
      body: {
        type: 'send-letter',
        worker: 'letters-1',
        timeout: 300_000,
        maxJobsToActivate: 10,
        requestTimeout: 30_000,
      },
    },
    body: object({
      type: described(text(), 'Topic, as the model names it.'),
      worker: text(),
      timeout: described(integer(1, LONGEST_WAITS.lock), 'Milliseconds for which nobody else gets the jobs.'),
      'maxJobsToActivate?': described(integer(1, 100), '1 where it is left out.'),
      'requestTimeout?': described(
        integer(0, MINUTE),
        'Milliseconds to wait where there is no job; 0 where it is left out.',
      ),
      'fetchVariables?': described(list(text(), 100), 'Names of the variables to give; all where it is left out.'),
    }),
    handle: ({ services, caller, body, gone }) => activateJobs(services, caller, body, gone()),
    repeat: ({ services, body }, kept) => repeatActivation(services, kept, body),
  }),
  search<SearchBody<JobQuery>>('/v2/jobs/search', {
    operationId: 'searchJobs',
    tag: 'Job',
    summary: 'Search jobs',
    description:
      'Jobs that have not ended, in the order of their keys; those of one topic that wait to be fetched, in the order in ' +
      'which they will be handed out.',
    answer: paged(job),
    problems: ['INSTANCE_NOT_FOUND'],
    example: {
      body: { filter: { state: 'ACTIVATED', type: 'send-letter' } },
      answer: { items: [exampleJob], page: { endCursor: null } },
    },
    body: searchSchema({
      'state?': jobState,
      'type?': text(),
      'processInstanceKey?': text(),
      'elementId?': text(),
      'worker?': described(text(), 'Who holds them, or let their locks run out.'),
    }),
    handle: ({ services, body }) => searchJobs(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/jobs/:jobKey', {
    operationId: 'getJob',
    tag: 'Job',
    summary: 'Get a job',
    answer: job,
    problems: ['JOB_NOT_FOUND'],
    example: { answer: exampleJob },
    handle: ({ services, params }) => readJob(services, key(params)),
  }),
];

const answering: readonly Route[] = [
  patch<{ lockToken: string; changeset: JobChanges }>('/v2/jobs/:jobKey', {
    operationId: 'updateJob',
    tag: 'Job',
    summary: 'Hold a job for longer, hand it back, or set its attempts',
    answer: null,
    problems: ofLock,
    example: { body: { lockToken: LOCK_TOKEN, changeset: { timeout: 300_000 } } },
    body: object({
      lockToken: text(),
      changeset: {
        ...object({
          'timeout?': described(
            integer(0, LONGEST_WAITS.lock),
            'Milliseconds from now until the lock ends; 0 hands the job back.',
          ),
          'retries?': described(integer(1, 1000), 'Attempts left.'),
        }),
        minProperties: 1,
      },
    }),
    handle: ({ services, caller, params, body }) =>
      updateJob(services, caller, key(params), body.lockToken, body.changeset),
  }),
  post<{ lockToken: string; variables?: PlainVariables }>('/v2/jobs/:jobKey/completion', {
    operationId: 'completeJob',
    tag: 'Job',
    summary: 'Complete a job',
    answer: null,
    problems: ofJob,
    example: { body: { lockToken: LOCK_TOKEN, variables: { letterSent: true } } },
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
    example: { body: { lockToken: LOCK_TOKEN, retries: 2, retryBackOff: 30_000 } },
    body: object({
      lockToken: text(),
      retries: described(integer(0, 1000), 'Attempts left; 0 raises an incident.'),
      'retryBackOff?': described(
        integer(0, LONGEST_WAITS.backOff),
        'Milliseconds until it is handed out again. Where it is left out: 5 seconds, doubled with every further failure, at most an hour.',
      ),
      'reason?': described(text(1000), 'What went wrong, for operators; may concern a patient.'),
    }),
    handle: ({ services, caller, params, body }) => failJob(services, caller, key(params), body),
  }),
  post<{ lockToken: string; errorCode: string; variables?: PlainVariables }>('/v2/jobs/:jobKey/error', {
    operationId: 'throwJobError',
    tag: 'Job',
    summary: 'End a job by a BPMN error',
    answer: null,
    problems: ofJob,
    example: { body: { lockToken: LOCK_TOKEN, errorCode: 'ADDRESS_UNKNOWN' } },
    body: object({ lockToken: text(), errorCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      throwJobError(services, caller, key(params), body.lockToken, body.errorCode, body.variables),
  }),
];

/** What workers and operators do with jobs of service and send tasks. */
export const jobRoutes: readonly Route[] = [...fetching, ...answering];
