import type { PlainVariables } from '../../../engine/index.js';
import { assignTask, unassignTask } from '../../application/tasks/assign-task.js';
import { completeTask } from '../../application/tasks/complete-task.js';
import { getTask, getTaskForm, searchTasks, searchTaskVariables } from '../../application/tasks/read-task.js';
import { taskAnswerTag } from '../../application/tasks/task-answer.js';
import type { TaskQuery, TaskSort } from '../../application/tasks/task-query.js';
import { escalateTask, throwTaskError } from '../../application/tasks/throw-task-error.js';
import { ofTask } from '../contract/problem-groups.js';
import {
  described,
  object,
  paged,
  search as searchSchema,
  sortedSearch,
  text,
  truth,
  typed,
  variables,
} from '../contract/schema.js';
import { taskForm } from '../contract/schemas/process-definition.js';
import { dateRange, serviceLevel, taskSort, taskState, taskVariable, userTask } from '../contract/schemas/user-task.js';
import { filterOf, pageOf, post, read, remove, search, type Route, type SearchBody } from '../route.js';

const key = (params: Readonly<Record<string, string>>): string => params['userTaskKey'] ?? '';

export const taskRoutes: readonly Route[] = [
  search<SearchBody<TaskQuery> & { sort?: readonly [TaskSort] }>('/v2/user-tasks/search', {
    operationId: 'searchUserTasks',
    tag: 'User task',
    summary: 'Search user tasks',
    description: 'Oldest first, unless another order is asked for.',
    answer: paged(userTask),
    problems: ['INSTANCE_NOT_FOUND', 'PROCESS_NOT_FOUND'],
    example: {
      body: {
        filter: { state: 'CREATED', candidateGroup: 'home-care', creationDate: { $gte: '2026-11-02T00:00:00+01:00' } },
        sort: [{ field: 'creationDate', order: 'DESC' }],
      },
    },
    body: sortedSearch(taskSort, {
      'state?': taskState,
      'processInstanceKey?': text(),
      'processDefinitionId?': text(),
      'processDefinitionKey?': text(),
      'elementId?': text(),
      'assignee?': text(),
      'isAssigned?': truth,
      'candidateGroup?': text(),
      'serviceLevel?': serviceLevel,
      'late?': truth,
      'businessKey?': typed(),
      'creationDate?': dateRange,
      'completionDate?': described(dateRange, 'When it ended, completed or cancelled.'),
    }),
    handle: ({ services, body, language }) =>
      searchTasks(services, filterOf(body), pageOf(body), language, body.sort?.[0]),
  }),
  read('/v2/user-tasks/:userTaskKey', {
    operationId: 'getUserTask',
    tag: 'User task',
    summary: 'Get a user task',
    etag: taskAnswerTag,
    answer: userTask,
    problems: ['TASK_NOT_FOUND'],
    example: {
      answer: {
        userTaskKey: '42:7',
        state: 'CREATED',
        elementId: 'Task_AssessNeed',
        name: 'Assess the need for services',
        texts: { en: { name: 'Assess the need for services' } },
        processInstanceKey: '42',
        processDefinitionId: 'home-visit',
        processDefinitionKey: '3',
        processDefinitionVersion: 1,
        businessKey: 'patient-1001',
        creationDate: '2026-11-02T09:00:00.000Z',
        late: false,
        suspended: false,
        lane: 'Lane_Municipality',
        laneName: 'Municipality',
        serviceLevel: 'municipality',
        candidateGroup: 'allocation-office',
        formId: 'assessment',
      },
    },
    handle: ({ services, params, language }) => getTask(services, key(params), language),
  }),
  read('/v2/user-tasks/:userTaskKey/form', {
    operationId: 'getUserTaskForm',
    tag: 'User task',
    summary: 'Get the form of a user task',
    answer: taskForm,
    problems: ['TASK_NOT_FOUND', 'FORM_NOT_FOUND', 'STATE_TOO_NEW'],
    handle: ({ services, params }) => getTaskForm(services, key(params)),
  }),
  search<SearchBody<{ name?: string }>>('/v2/user-tasks/:userTaskKey/variables/search', {
    operationId: 'searchUserTaskVariables',
    tag: 'User task',
    summary: 'Search the variables that are seen from a user task',
    description: 'By name, the nearest value of each. Of a task that has ended there are none.',
    answer: paged(taskVariable),
    problems: ['TASK_NOT_FOUND', 'INSTANCE_NOT_FOUND', 'STATE_TOO_NEW'],
    example: {
      body: { filter: { name: 'painScore' } },
      answer: { items: [{ name: 'painScore', value: 3 }], page: { endCursor: null } },
    },
    body: searchSchema({ 'name?': text() }),
    handle: ({ services, params, body }) => searchTaskVariables(services, key(params), filterOf(body), pageOf(body)),
  }),
  post<{ assignee: string; allowOverride?: boolean }>('/v2/user-tasks/:userTaskKey/assignment', {
    operationId: 'assignUserTask',
    tag: 'User task',
    summary: 'Assign a user task',
    description: 'A task that another person has is refused with `current`, unless `allowOverride` is true.',
    ifMatch: 'userTask',
    answer: null,
    problems: ['ASSIGNEE_NOT_KNOWN', 'TASK_ASSIGNED_TO_ANOTHER', ...ofTask],
    example: { body: { assignee: 'home-nurse' } },
    body: object({ assignee: text(), 'allowOverride?': described(truth, 'False where it is left out.') }),
    handle: ({ services, caller, params, body }) =>
      assignTask(services, caller, key(params), body.assignee, body.allowOverride ?? false),
  }),
  remove('/v2/user-tasks/:userTaskKey/assignee', {
    operationId: 'unassignUserTask',
    tag: 'User task',
    summary: 'Lay a user task back',
    description: 'It stands in the list of its group again.',
    ifMatch: 'userTask',
    answer: null,
    problems: ofTask,
    handle: ({ services, caller, params }) => unassignTask(services, caller, key(params)),
  }),
  post<{ variables?: PlainVariables }>('/v2/user-tasks/:userTaskKey/completion', {
    operationId: 'completeUserTask',
    tag: 'User task',
    summary: 'Complete a user task',
    description:
      'With what was entered into its form. Of two people who complete one task the first wins; the other gets 409 with `current`.',
    ifMatch: 'userTask',
    answer: null,
    problems: ['FORM_NOT_VALID', ...ofTask],
    example: { body: { variables: { painScore: 3 } } },
    body: object({ 'variables?': variables }),
    handle: ({ services, caller, params, body }) => completeTask(services, caller, key(params), body.variables ?? {}),
  }),
  post<{ errorCode: string; variables?: PlainVariables }>('/v2/user-tasks/:userTaskKey/error', {
    operationId: 'throwUserTaskError',
    tag: 'User task',
    summary: 'End a user task by a BPMN error',
    ifMatch: 'userTask',
    answer: null,
    problems: ofTask,
    example: { body: { errorCode: 'NO_PLACE' } },
    body: object({ errorCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      throwTaskError(services, caller, key(params), body.errorCode, body.variables),
  }),
  post<{ escalationCode: string; variables?: PlainVariables }>('/v2/user-tasks/:userTaskKey/escalation', {
    operationId: 'escalateUserTask',
    tag: 'User task',
    summary: 'Raise a BPMN escalation from a user task',
    description: 'The task goes on unless the catcher interrupts it.',
    ifMatch: 'userTask',
    answer: null,
    problems: ofTask,
    example: { body: { escalationCode: 'NEEDS_DOCTOR' } },
    body: object({ escalationCode: text(), 'variables?': variables }),
    handle: ({ services, caller, params, body }) =>
      escalateTask(services, caller, key(params), body.escalationCode, body.variables),
  }),
];
