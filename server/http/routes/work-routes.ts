import type { PlainVariables } from '../../../engine/index.js';
import { resolveIncident, type Resolution } from '../../application/incidents/resolve-incident.js';
import { searchIncidents, type IncidentQuery } from '../../application/incidents/search-incidents.js';
import { iso } from '../../application/iso.js';
import { activateJobs, type ActivationRequest } from '../../application/jobs/activate-jobs.js';
import { completeJob, failJob, throwJobError, type JobFailure } from '../../application/jobs/answer-job.js';
import { broadcastSignal, publishMessage, type Publication } from '../../application/messages/publish.js';
import { searchMessages } from '../../application/messages/search-messages.js';
import type { MessageFilter } from '../../application/ports.js';
import { integer, list, object, oneOf, search as searchSchema, text, variables } from '../contract/schema.js';
import { filterOf, pageOf, post, read, search, type Route, type SearchBody } from '../route.js';

const DAY = 24 * 3_600_000;
const key = (params: Readonly<Record<string, string>>): string => params['key'] ?? '';

export const messageRoutes: readonly Route[] = [
  post<Publication>('/v2/messages/publication', {
    body: object({
      name: text(),
      'correlationKey?': text(200, 0),
      'timeToLive?': integer(0, 366 * DAY),
      'variables?': variables,
    }),
    handle: ({ services, caller, body }) => publishMessage(services, caller, body),
  }),
  search<SearchBody<MessageFilter>>('/v2/messages/search', {
    body: searchSchema({ 'state?': oneOf('BUFFERED', 'REFUSED'), 'name?': text(), 'correlationKey?': text(200, 0) }),
    handle: ({ services, body }) => searchMessages(services, filterOf(body), pageOf(body)),
  }),
  post<{ signalName: string; variables?: PlainVariables }>('/v2/signals/broadcast', {
    body: object({ signalName: text(), 'variables?': variables }),
    handle: ({ services, caller, body }) => broadcastSignal(services, caller, body.signalName, body.variables),
  }),
];

export const jobRoutes: readonly Route[] = [
  post<ActivationRequest>('/v2/jobs/activation', {
    keepAnswer: true,
    body: object({ type: text(), worker: text(), timeout: integer(1, DAY), 'maxJobsToActivate?': integer(1, 100) }),
    handle: ({ services, body }) => activateJobs(services, body),
  }),
  post<{ lockToken: string; variables?: PlainVariables }>('/v2/jobs/:key/completion', {
    body: object({ lockToken: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      completeJob(services, caller, key(params), body.lockToken, body.variables),
  }),
  post<JobFailure>('/v2/jobs/:key/failure', {
    body: object({
      lockToken: text(),
      retries: integer(0, 1000),
      'retryBackOff?': integer(0, 366 * DAY),
      'reason?': text(1000),
    }),
    handle: ({ services, caller, params, body }) => failJob(services, caller, key(params), body),
  }),
  post<{ lockToken: string; errorCode: string; variables?: PlainVariables }>('/v2/jobs/:key/error', {
    body: object({ lockToken: text(), errorCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      throwJobError(services, caller, key(params), body.lockToken, body.errorCode, body.variables),
  }),
];

export const incidentRoutes: readonly Route[] = [
  search<SearchBody<IncidentQuery>>('/v2/incidents/search', {
    body: searchSchema({
      'state?': oneOf('ACTIVE', 'RESOLVED'),
      'processInstanceKey?': text(),
      'elementId?': text(),
      'errorType?': text(),
    }),
    handle: ({ services, body }) => searchIncidents(services, filterOf(body), pageOf(body)),
  }),
  post<Resolution>('/v2/incidents/:key/resolution', {
    body: object({
      action: oneOf('retry', 'skip', 'resolve'),
      'variables?': variables,
      'flows?': list(text(), 100),
      'retries?': integer(1, 1000),
    }),
    handle: ({ services, caller, params, body }) => resolveIncident(services, caller, key(params), body),
  }),
];

export const systemRoutes: readonly Route[] = [
  read('/v2/clock', { handle: async ({ services }) => ({ timestamp: iso(services.clock.now()) }) }),
  read('/v2/demo-people', { handle: async ({ services }) => ({ items: services.people }) }),
];
