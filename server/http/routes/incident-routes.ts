import { resolveIncident, type Resolution } from '../../application/incidents/resolve-incident.js';
import { getIncident, searchIncidents, type IncidentQuery } from '../../application/incidents/search-incidents.js';
import { ofStep } from '../contract/problem-groups.js';
import {
  described,
  integer,
  list,
  object,
  oneOf,
  paged,
  reason,
  search as searchSchema,
  text,
  timestamp,
  variables,
} from '../contract/schema.js';
import { incident, incidentState } from '../contract/schemas/incident.js';
import { filterOf, pageOf, post, read, search, type Route, type SearchBody } from '../route.js';

export const incidentRoutes: readonly Route[] = [
  search<SearchBody<IncidentQuery>>('/v2/incidents/search', {
    operationId: 'searchIncidents',
    tag: 'Incident',
    summary: 'Search incidents',
    answer: paged(incident),
    problems: ['INSTANCE_NOT_FOUND'],
    example: {
      body: { filter: { state: 'ACTIVE' } },
      answer: {
        items: [
          {
            incidentKey: '42:11',
            processInstanceKey: '42',
            processDefinitionId: 'innleggelse-utskrivning',
            processDefinitionKey: '3',
            elementId: 'Gateway_Need',
            errorType: 'EXPRESSION_FAILED',
            phase: 'leave',
            details: { flow: 'Flow_Urgent' },
            state: 'ACTIVE',
            creationTime: '2026-11-02T09:00:00.000Z',
          },
        ],
        page: { endCursor: null },
      },
    },
    body: searchSchema({
      'state?': incidentState,
      'processInstanceKey?': text(),
      'elementId?': text(),
      'errorType?': text(),
      'processDefinitionId?': text(),
      'since?': described(timestamp, 'Raised then or later.'),
    }),
    handle: ({ services, body }) => searchIncidents(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/incidents/:incidentKey', {
    operationId: 'getIncident',
    tag: 'Incident',
    summary: 'Get an incident',
    answer: incident,
    problems: ['INCIDENT_NOT_FOUND'],
    handle: ({ services, params }) => getIncident(services, params['incidentKey'] ?? ''),
  }),
  post<Resolution>('/v2/incidents/:incidentKey/resolution', {
    operationId: 'resolveIncident',
    tag: 'Incident',
    summary: 'Resolve an incident',
    answer: null,
    problems: ['INCIDENT_NOT_FOUND', 'INCIDENT_ALREADY_RESOLVED', 'REASON_MISSING', ...ofStep],
    example: { body: { action: 'retry', variables: { painScore: 3 } } },
    body: object({
      action: described(
        oneOf('retry', 'skip', 'resolve'),
        'Try again what failed, leave the element without its work, or give `variables` as its result.',
      ),
      'variables?': variables,
      'flows?': described(list(text(), 100), 'Sequence flows to leave by.'),
      'retries?': described(integer(1, 1000), 'Attempts that the job gets.'),
      'reason?': described(reason, 'Needed to skip: why. Kept in the history of the instance.'),
    }),
    handle: ({ services, caller, params, body }) =>
      resolveIncident(services, caller, params['incidentKey'] ?? '', body),
  }),
];
