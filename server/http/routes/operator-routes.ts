import { getElementInstances } from '../../application/instances/element-instances.js';
import { modifyInstance, type ModificationRequest } from '../../application/instances/modify-instance.js';
import { resumeInstance, suspendInstance } from '../../application/instances/suspend-instance.js';
import { ofStep } from '../contract/problem-groups.js';
import { described, list, object, reason, truth } from '../contract/schema.js';
import { elementInstances, instruction, modification } from '../contract/schemas/modification.js';
import { post, read, type Route } from '../route.js';

const MOST_INSTRUCTIONS = 100;
const key = (params: Readonly<Record<string, string>>): string => params['processInstanceKey'] ?? '';

/** What an operator does to an instance, beside cancelling it. */
export const operatorRoutes: readonly Route[] = [
  read('/v2/process-instances/:processInstanceKey/element-instances', {
    operationId: 'getProcessInstanceElementInstances',
    tag: 'Process instance',
    summary: 'Get where a process instance stands',
    description: 'Every token with its element, and every open scope: what the instructions of a modification name.',
    answer: elementInstances,
    problems: ['INSTANCE_NOT_FOUND', 'STATE_TOO_NEW'],
    handle: ({ services, params }) => getElementInstances(services, key(params)),
  }),
  post<{ reason: string }>('/v2/process-instances/:processInstanceKey/suspension', {
    operationId: 'suspendProcessInstance',
    tag: 'Process instance',
    summary: 'Suspend a process instance',
    ifMatch: 'processInstance',
    description:
      'Its timers do not fire, its jobs are not handed out and messages pass it by until it is resumed; its tasks stay to be seen and cannot be completed. Only resumption, modification, cancellation and variables are accepted.',
    answer: null,
    problems: ofStep,
    example: { body: { reason: 'Wrong patient suspected' } },
    body: object({ reason }),
    handle: ({ services, caller, params, body }) => suspendInstance(services, caller, key(params), body.reason),
  }),
  post('/v2/process-instances/:processInstanceKey/resumption', {
    operationId: 'resumeProcessInstance',
    tag: 'Process instance',
    summary: 'Resume a process instance',
    ifMatch: 'processInstance',
    description: 'What became due meanwhile happens now; messages that are kept and signals that were noted reach it.',
    answer: null,
    problems: ['INSTANCE_NOT_SUSPENDED', ...ofStep],
    example: { body: {} },
    body: object({}),
    handle: ({ services, caller, params }) => resumeInstance(services, caller, key(params)),
  }),
  post<ModificationRequest>('/v2/process-instances/:processInstanceKey/modification', {
    operationId: 'modifyProcessInstance',
    tag: 'Process instance',
    summary: 'Modify a process instance',
    ifMatch: 'processInstance',
    description:
      'All instructions in their order, or none. With `dryRun` the answer says what it would come to and nothing is written. As the first instruction `reopenElement` also opens an instance that has ended.',
    answer: modification,
    problems: [
      ...(['INSTRUCTION_NOT_VALID', 'TOKEN_NOT_FOUND', 'TOKEN_NOT_CHANGEABLE', 'NOTHING_LEFT'] as const),
      ...(['ELEMENT_NOT_FOUND', 'ELEMENT_NOT_PLACEABLE', 'SCOPE_NOT_FOUND', 'SCOPE_AMBIGUOUS'] as const),
      ...(['ADHOC_SEQUENTIAL_BUSY', 'INSTANCE_ALREADY_RUNNING', ...ofStep] as const),
    ],
    example: {
      body: {
        instructions: [{ type: 'moveToken', elementInstanceKey: '42:7', elementId: 'Task_AssessNeed' }],
        reason: 'Sent on too early',
        dryRun: true,
      },
    },
    body: object({
      instructions: { ...list(instruction, MOST_INSTRUCTIONS), minItems: 1 },
      reason,
      'dryRun?': described(truth, 'False where it is left out.'),
    }),
    handle: ({ services, caller, params, body }) => modifyInstance(services, caller, key(params), body),
  }),
];
