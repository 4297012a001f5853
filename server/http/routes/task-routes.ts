import type { PlainVariables } from '../../../engine/index.js';
import { assignTask, unassignTask } from '../../application/tasks/assign-task.js';
import { completeTask } from '../../application/tasks/complete-task.js';
import { getTask, getTaskForm, searchTasks, type TaskQuery } from '../../application/tasks/read-task.js';
import { escalateTask, throwTaskError } from '../../application/tasks/throw-task-error.js';
import { object, oneOf, search as searchSchema, text, truth, variables } from '../contract/schema.js';
import { filterOf, pageOf, post, read, remove, search, type Route, type SearchBody } from '../route.js';

const key = (params: Readonly<Record<string, string>>): string => params['key'] ?? '';

export const taskRoutes: readonly Route[] = [
  search<SearchBody<TaskQuery>>('/v2/user-tasks/search', {
    body: searchSchema({
      'state?': oneOf('CREATED', 'COMPLETED', 'CANCELED'),
      'processInstanceKey?': text(),
      'processDefinitionId?': text(),
      'elementId?': text(),
      'assignee?': text(),
      'isAssigned?': truth,
      'candidateGroup?': text(),
      'serviceLevel?': oneOf('gp', 'municipality', 'specialist'),
      'late?': truth,
      'businessKey?': text(),
    }),
    handle: ({ services, body, language }) => searchTasks(services, filterOf(body), pageOf(body), language),
  }),
  read('/v2/user-tasks/:key', { handle: ({ services, params, language }) => getTask(services, key(params), language) }),
  read('/v2/user-tasks/:key/form', { handle: ({ services, params }) => getTaskForm(services, key(params)) }),
  post<{ assignee: string; allowOverride?: boolean }>('/v2/user-tasks/:key/assignment', {
    body: object({ assignee: text(), 'allowOverride?': truth }),
    handle: ({ services, caller, params, body }) =>
      assignTask(services, caller, key(params), body.assignee, body.allowOverride ?? false),
  }),
  remove('/v2/user-tasks/:key/assignee', {
    handle: ({ services, caller, params }) => unassignTask(services, caller, key(params)),
  }),
  post<{ variables?: PlainVariables }>('/v2/user-tasks/:key/completion', {
    body: object({ 'variables?': variables }),
    handle: ({ services, caller, params, body }) => completeTask(services, caller, key(params), body.variables ?? {}),
  }),
  post<{ errorCode: string; variables?: PlainVariables }>('/v2/user-tasks/:key/error', {
    body: object({ errorCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      throwTaskError(services, caller, key(params), body.errorCode, body.variables),
  }),
  post<{ escalationCode: string; variables?: PlainVariables }>('/v2/user-tasks/:key/escalation', {
    body: object({ escalationCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      escalateTask(services, caller, key(params), body.escalationCode, body.variables),
  }),
];
