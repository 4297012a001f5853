import type { PlainVariables } from '../../../engine/index.js';
import {
  completeAdHoc,
  listAdHocActivities,
  startAdHocActivity,
  type AdHocRequest,
} from '../../application/instances/ad-hoc.js';
import { cancelInstance } from '../../application/instances/cancel-instance.js';
import { getHistory, getInstance, getTimers, getVariables } from '../../application/instances/read-instance.js';
import { listLegalHolds, placeLegalHold, releaseLegalHold } from '../../application/instances/legal-hold.js';
import { releaseQuarantine } from '../../application/instances/release-quarantine.js';
import { searchInstances, type InstanceQuery } from '../../application/instances/search-instances.js';
import { setVariables } from '../../application/instances/set-variables.js';
import { startProcessInstance, type StartRequest } from '../../application/instances/start-process-instance.js';
import { revisionTag } from '../../application/precondition.js';
import { ofStep } from '../contract/problem-groups.js';
import {
  described,
  integer,
  object,
  paged,
  reason,
  search as searchSchema,
  text,
  truth,
  typed,
  variables,
} from '../contract/schema.js';
import {
  adHocActivities,
  historyEntry,
  instanceState,
  instanceVariables,
  legalHolds,
  processInstance,
  startedInstance,
  timers,
} from '../contract/schemas/process-instance.js';
import { filterOf, pageOf, post, put, read, remove, search, type Route, type SearchBody } from '../route.js';

const MOST_HISTORY = 5000;
const key = (params: Readonly<Record<string, string>>): string => params['processInstanceKey'] ?? '';

export const instanceRoutes: readonly Route[] = [
  post<StartRequest>('/v2/process-instances', {
    operationId: 'createProcessInstance',
    tag: 'Process instance',
    summary: 'Start a process instance',
    description:
      'Where the start event has a form, `variables` are checked by it. A process that only a message, a signal or a timer starts is refused with `START_NOT_FOUND`, and `detail` says what starts it.',
    status: 201,
    answer: startedInstance,
    problems: [
      ...([
        'PROCESS_NOT_FOUND',
        'START_NOT_FOUND',
        'FORM_NOT_VALID',
        'INSTANCE_BUSY',
        'INSTANCE_ALREADY_RUNNING',
      ] as const),
      ...(['VALUE_NOT_ALLOWED', 'LIMIT_EXCEEDED', 'ACTION_NOT_POSSIBLE', 'STEP_FAILED'] as const),
    ],
    example: {
      body: { processDefinitionId: 'home-visit', businessKey: 'patient-1001', variables: { urgent: false } },
      answer: {
        processInstanceKey: '42',
        processDefinitionKey: '3',
        processDefinitionId: 'home-visit',
        processDefinitionVersion: 1,
      },
    },
    body: object({
      processDefinitionId: text(),
      'version?': described(integer(1, 1_000_000), 'The latest where it is left out.'),
      'businessKey?': typed(),
      'variables?': variables,
    }),
    handle: ({ services, caller, body }) => startProcessInstance(services, caller, body),
  }),
  search<SearchBody<InstanceQuery>>('/v2/process-instances/search', {
    operationId: 'searchProcessInstances',
    tag: 'Process instance',
    summary: 'Search process instances',
    description: 'In the order in which they started. Those that were put away are left out unless they are asked for.',
    answer: paged(processInstance),
    problems: [],
    example: { body: { filter: { state: 'ACTIVE', hasIncident: true }, page: { limit: 50 } } },
    body: searchSchema({
      'processDefinitionId?': text(),
      'businessKey?': typed(),
      'hasIncident?': truth,
      'state?': instanceState,
      'archived?': described(truth, 'Those that were put away instead of the others.'),
    }),
    handle: ({ services, body }) => searchInstances(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/process-instances/:processInstanceKey', {
    operationId: 'getProcessInstance',
    tag: 'Process instance',
    summary: 'Get a process instance',
    etag: revisionTag,
    answer: processInstance,
    problems: ['INSTANCE_NOT_FOUND'],
    example: {
      answer: {
        processInstanceKey: '42',
        processDefinitionKey: '3',
        processDefinitionId: 'home-visit',
        processDefinitionVersion: 1,
        businessKey: 'patient-1001',
        state: 'ACTIVE',
        startDate: '2026-11-02T09:00:00.000Z',
        startedBy: 'ward-nurse',
        hasIncident: false,
        revision: 3,
      },
    },
    handle: ({ services, params }) => getInstance(services, key(params)),
  }),
  read<undefined, { after?: number; limit?: number }>('/v2/process-instances/:processInstanceKey/history', {
    operationId: 'getProcessInstanceHistory',
    tag: 'Process instance',
    summary: 'Get what has happened in a process instance',
    description: 'The events of the engine and of the server, oldest first.',
    answer: paged(historyEntry),
    problems: ['INSTANCE_NOT_FOUND'],
    query: object({
      'after?': described(integer(0, 1_000_000_000), 'Entries after this sequence number; 0 where it is left out.'),
      'limit?': described(integer(1, MOST_HISTORY), `Most entries; ${MOST_HISTORY} where it is left out.`),
    }),
    handle: ({ services, params, query: { after = 0, limit = MOST_HISTORY } }) =>
      getHistory(services, key(params), after, limit),
  }),
  read('/v2/process-instances/:processInstanceKey/variables', {
    operationId: 'getProcessInstanceVariables',
    tag: 'Process instance',
    summary: 'Get the variables of a process instance',
    description: 'Those of the root scope.',
    answer: instanceVariables,
    problems: ['INSTANCE_NOT_FOUND', 'STATE_TOO_NEW'],
    handle: ({ services, params }) => getVariables(services, key(params)),
  }),
  put<{ variables: PlainVariables }>('/v2/process-instances/:processInstanceKey/variables', {
    operationId: 'setProcessInstanceVariables',
    tag: 'Process instance',
    summary: 'Correct or add variables of a process instance',
    ifMatch: 'processInstance',
    answer: null,
    problems: ofStep,
    example: { body: { variables: { urgent: true } } },
    body: object({ variables }),
    handle: ({ services, caller, params, body }) => setVariables(services, caller, key(params), body.variables),
  }),
  read('/v2/process-instances/:processInstanceKey/timers', {
    operationId: 'getProcessInstanceTimers',
    tag: 'Process instance',
    summary: 'Get the timers of a process instance',
    description: 'Next first.',
    answer: timers,
    problems: ['INSTANCE_NOT_FOUND'],
    handle: ({ services, params }) => getTimers(services, key(params)),
  }),
  read('/v2/process-instances/:processInstanceKey/ad-hoc-activities', {
    operationId: 'getAdHocActivities',
    tag: 'Process instance',
    summary: 'Get the ad-hoc activities that can be started now',
    answer: adHocActivities,
    problems: ['INSTANCE_NOT_FOUND', 'STATE_TOO_NEW'],
    handle: ({ services, params }) => listAdHocActivities(services, key(params)),
  }),
  post<AdHocRequest>('/v2/process-instances/:processInstanceKey/ad-hoc-activities', {
    operationId: 'activateAdHocActivity',
    tag: 'Process instance',
    summary: 'Start an ad-hoc activity',
    ifMatch: 'processInstance',
    answer: null,
    problems: ['ADHOC_NOT_FOUND', 'ADHOC_ACTIVITY_NOT_FOUND', 'ADHOC_SEQUENTIAL_BUSY', ...ofStep],
    example: { body: { elementId: 'Task_HomeVisit' } },
    body: object({
      elementId: text(),
      'variables?': variables,
      'adHocKey?': described(text(), 'Where several are open; else the oldest that has the activity.'),
    }),
    handle: ({ services, caller, params, body }) => startAdHocActivity(services, caller, key(params), body),
  }),
  post<{ elementId: string }>('/v2/process-instances/:processInstanceKey/ad-hoc-completion', {
    operationId: 'completeAdHocSubProcess',
    tag: 'Process instance',
    summary: 'End an ad-hoc sub-process',
    ifMatch: 'processInstance',
    answer: null,
    problems: ['ADHOC_NOT_FOUND', 'ADHOC_HAS_CONDITION', ...ofStep],
    example: { body: { elementId: 'AdHoc_FollowUp' } },
    body: object({ elementId: described(text(), 'Of the ad-hoc sub-process.') }),
    handle: ({ services, caller, params, body }) => completeAdHoc(services, caller, key(params), body.elementId),
  }),
  post<{ reason: string }>('/v2/process-instances/:processInstanceKey/cancellation', {
    operationId: 'cancelProcessInstance',
    tag: 'Process instance',
    summary: 'Cancel a process instance',
    ifMatch: 'processInstance',
    answer: null,
    problems: ofStep,
    example: { body: { reason: 'Registered twice' } },
    body: object({ reason }),
    handle: ({ services, caller, params, body }) => cancelInstance(services, caller, key(params), body.reason),
  }),
  post('/v2/process-instances/:processInstanceKey/quarantine-release', {
    operationId: 'releaseProcessInstance',
    tag: 'Process instance',
    summary: 'Let an instance in quarantine go on at once',
    answer: null,
    problems: ['INSTANCE_NOT_FOUND', 'NOT_IN_QUARANTINE'],
    example: { body: {} },
    body: object({}),
    handle: ({ services, caller, params }) => releaseQuarantine(services, caller, key(params)),
  }),
  read('/v2/process-instances/:processInstanceKey/legal-hold', {
    operationId: 'getLegalHolds',
    tag: 'Process instance',
    summary: 'Get the legal holds of a process instance',
    description: 'All that it has had, oldest first; one without `releasedDate` is in force.',
    answer: legalHolds,
    problems: ['INSTANCE_NOT_FOUND'],
    example: {
      answer: {
        items: [{ reason: 'Complaint 17', placedDate: '2026-11-02T09:00:00.000Z', placedBy: 'ward-nurse' }],
      },
    },
    handle: ({ services, params }) => listLegalHolds(services, key(params)),
  }),
  put<{ reason: string }>('/v2/process-instances/:processInstanceKey/legal-hold', {
    operationId: 'placeLegalHold',
    tag: 'Process instance',
    summary: 'Keep a process instance from being removed',
    description: 'Takes the place of a hold that is in force.',
    answer: null,
    problems: ['INSTANCE_NOT_FOUND', 'INSTANCE_BUSY', 'STATE_TOO_NEW'],
    example: { body: { reason: 'Complaint 17' } },
    body: object({ reason }),
    handle: ({ services, caller, params, body }) => placeLegalHold(services, caller, key(params), body.reason),
  }),
  remove('/v2/process-instances/:processInstanceKey/legal-hold', {
    operationId: 'releaseLegalHold',
    tag: 'Process instance',
    summary: 'Let a process instance be removed in its time',
    answer: null,
    problems: ['INSTANCE_NOT_FOUND', 'LEGAL_HOLD_NOT_FOUND', 'INSTANCE_BUSY', 'STATE_TOO_NEW'],
    handle: ({ services, caller, params }) => releaseLegalHold(services, caller, key(params)),
  }),
];
