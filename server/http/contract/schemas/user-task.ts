import { described, json, key, list, named, object, oneOf, string, timestamp, truth } from '../schema.js';
import { processDefinitionId, processDefinitionKey, texts, version } from './process-definition.js';
import { businessKey, processInstanceKey } from './process-instance.js';

export const serviceLevel = oneOf('gp', 'municipality', 'specialist');
export const taskState = oneOf('CREATED', 'COMPLETED', 'CANCELED');

export const userTask = named(
  'UserTask',
  object({
    userTaskKey: key('Key of the task.', '42:7'),
    state: taskState,
    elementId: string,
    name: described(string, 'In the language that was asked for, else as drawn.'),
    texts,
    processInstanceKey,
    processDefinitionId,
    processDefinitionKey,
    processDefinitionVersion: version,
    'businessKey?': businessKey,
    creationDate: timestamp,
    'completionDate?': timestamp,
    'completedBy?': string,
    'assignee?': string,
    late: described(truth, 'A timer on the boundary of the task has fired since it was created.'),
    suspended: described(truth, 'The process instance is suspended: the task cannot be completed until it is resumed.'),
    'lane?': string,
    'laneName?': string,
    'serviceLevel?': serviceLevel,
    'candidateGroup?': string,
    'formId?': string,
  }),
);

/** What can be asked of a time. */
export const dateRange = named('DateRange', {
  ...object({ '$gte?': timestamp, '$gt?': timestamp, '$lte?': timestamp, '$lt?': timestamp }),
  minProperties: 1,
});

export const taskSort = {
  ...list(
    object({
      field: described(
        oneOf('creationDate', 'completionDate'),
        'Those that have not ended come before those that have.',
      ),
      'order?': described(oneOf('ASC', 'DESC'), 'ASC where it is left out.'),
    }),
    1,
  ),
  minItems: 1,
};

export const taskVariable = named('UserTaskVariable', object({ name: string, value: json }));
