import type { PlainVariables } from '../../../engine/index.js';
import {
  completeAdHoc,
  listAdHocActivities,
  startAdHocActivity,
  type AdHocRequest,
} from '../../application/instances/ad-hoc.js';
import { cancelInstance } from '../../application/instances/cancel-instance.js';
import { getHistory, getInstance, getTimers, getVariables } from '../../application/instances/read-instance.js';
import { searchInstances, type InstanceQuery } from '../../application/instances/search-instances.js';
import { setVariables } from '../../application/instances/set-variables.js';
import { startProcessInstance, type StartRequest } from '../../application/instances/start-process-instance.js';
import { integer, object, oneOf, search as searchSchema, text, truth, variables } from '../contract/schema.js';
import { filterOf, pageOf, post, put, read, search, type Route, type SearchBody } from '../route.js';

const MOST_HISTORY = 5000;
const key = (params: Readonly<Record<string, string>>): string => params['key'] ?? '';

export const instanceRoutes: readonly Route[] = [
  post<StartRequest>('/v2/process-instances', {
    status: 201,
    body: object({
      processDefinitionId: text(),
      'version?': integer(1, 1_000_000),
      'businessKey?': text(),
      'variables?': variables,
    }),
    handle: ({ services, caller, body }) => startProcessInstance(services, caller, body),
  }),
  search<SearchBody<InstanceQuery>>('/v2/process-instances/search', {
    body: searchSchema({
      'processDefinitionId?': text(),
      'businessKey?': text(),
      'hasIncident?': truth,
      'state?': oneOf('ACTIVE', 'COMPLETED', 'TERMINATED'),
    }),
    handle: ({ services, body }) => searchInstances(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/process-instances/:key', { handle: ({ services, params }) => getInstance(services, key(params)) }),
  read<undefined, { after?: number; limit?: number }>('/v2/process-instances/:key/history', {
    query: object({ 'after?': integer(0, 1_000_000_000), 'limit?': integer(1, MOST_HISTORY) }),
    handle: ({ services, params, query: { after = 0, limit = MOST_HISTORY } }) =>
      getHistory(services, key(params), after, limit),
  }),
  read('/v2/process-instances/:key/variables', {
    handle: ({ services, params }) => getVariables(services, key(params)),
  }),
  put<{ variables: PlainVariables }>('/v2/process-instances/:key/variables', {
    body: object({ variables }),
    handle: ({ services, caller, params, body }) => setVariables(services, caller, key(params), body.variables),
  }),
  read('/v2/process-instances/:key/timers', { handle: ({ services, params }) => getTimers(services, key(params)) }),
  read('/v2/process-instances/:key/ad-hoc-activities', {
    handle: ({ services, params }) => listAdHocActivities(services, key(params)),
  }),
  post<AdHocRequest>('/v2/process-instances/:key/ad-hoc-activities', {
    body: object({ elementId: text(), 'variables?': variables, 'adHocKey?': text() }),
    handle: ({ services, caller, params, body }) => startAdHocActivity(services, caller, key(params), body),
  }),
  post<{ elementId: string }>('/v2/process-instances/:key/ad-hoc-completion', {
    body: object({ elementId: text() }),
    handle: ({ services, caller, params, body }) => completeAdHoc(services, caller, key(params), body.elementId),
  }),
  post<{ reason: string }>('/v2/process-instances/:key/cancellation', {
    body: object({ reason: text(1000) }),
    handle: ({ services, caller, params, body }) => cancelInstance(services, caller, key(params), body.reason),
  }),
];
