import { described, key, named, object, oneOf, string, timestamp, truth } from '../schema.js';
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
