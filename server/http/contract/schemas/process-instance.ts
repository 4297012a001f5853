import {
  count,
  described,
  json,
  key,
  list,
  named,
  object,
  oneOf,
  string,
  timestamp,
  truth,
  variables,
  type Schema,
} from '../schema.js';
import { processDefinitionId, processDefinitionKey, version } from './process-definition.js';

export const processInstanceKey = key('Key of the process instance.', '42');
export const businessKey = { ...string, description: 'What the instance is about, as its starter names it.' };
export const instanceState = oneOf('ACTIVE', 'SUSPENDED', 'COMPLETED', 'TERMINATED');

export const startedInstance = named(
  'StartedProcessInstance',
  object({ processInstanceKey, processDefinitionKey, processDefinitionId, processDefinitionVersion: version }),
);

export const processInstance = named(
  'ProcessInstance',
  object({
    processInstanceKey,
    processDefinitionKey,
    processDefinitionId,
    processDefinitionVersion: version,
    'businessKey?': businessKey,
    state: instanceState,
    startDate: timestamp,
    startedBy: string,
    'endDate?': timestamp,
    'cancellationReason?': string,
    'archivedDate?': described(timestamp, 'When it was put away, some time after its end.'),
    hasIncident: truth,
    revision: described(count, 'Grows by one with each change of the instance.'),
    'quarantine?': described(
      object({ since: timestamp, until: timestamp, attempts: count, failure: string, command: string }),
      'A step of it failed unexpectedly: its own timers wait. `failure` is an id in the log.',
    ),
  }),
);

export const legalHolds = named(
  'LegalHolds',
  object({
    items: list(
      object({
        reason: string,
        placedDate: timestamp,
        placedBy: string,
        'releasedDate?': timestamp,
        'releasedBy?': string,
      }),
    ),
  }),
);

export const instanceVariables = named('Variables', object({ variables }));

export const timers = named(
  'Timers',
  object({
    items: list(object({ timerKey: key('Key of the timer.', '42:13'), elementId: string, dueDate: timestamp })),
  }),
);

export const adHocActivities = named(
  'AdHocActivities',
  object({
    items: list(
      object({
        adHocKey: key('The open ad-hoc sub-process.', '42:5'),
        adHocElementId: string,
        elementId: described(string, 'The activity that can be started.'),
        name: string,
      }),
    ),
  }),
);

const optional = (schema: Schema, ...names: readonly string[]): Record<string, Schema> =>
  Object.fromEntries(names.map((name) => [`${name}?`, schema]));

/** Fields of all events together; which of them one has follows from its type (engine/execution/events.ts). */
const eventFields = {
  ...optional(string, 'instanceId', 'environment', 'process', 'businessKey', 'reason', 'element', 'kind', 'model'),
  ...optional(string, 'flow', 'taskId', 'jobId', 'topic', 'adHocId', 'timerId', 'subscriptionId', 'incidentId'),
  ...optional(string, 'name', 'key', 'code', 'caughtBy', 'action', 'assignee'),
  ...optional({ type: 'integer' }, 'scope', 'owner', 'token', 'retries', 'dueAt'),
  ...optional(json, 'variables', 'values', 'completed', 'flows', 'wait', 'was', 'now', 'loop', 'positions', 'state'),
  ...optional(json, 'incident', 'instructions'),
};

export const historyEntry = named(
  'HistoryEntry',
  object({
    sequence: described(count, 'Position in the history of the instance, from 1.'),
    at: timestamp,
    by: described(string, 'Person, or the part of the system, that acted.'),
    type: described(string, 'What happened, e.g. `TaskCompleted`; the other fields belong to it. Values are tagged.'),
    ...eventFields,
  }),
);
