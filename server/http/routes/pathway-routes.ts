import { deployPathway, type DeploymentRequest } from '../../application/pathways/deploy-pathway.js';
import { deploymentAnswer } from '../../application/pathways/deployment-answer.js';
import {
  getDefinition,
  getDefinitionXml,
  getStartForm,
  searchDefinitions,
  type DefinitionQuery,
} from '../../application/pathways/read-definition.js';
import { content, paged, search as searchSchema, text, truth } from '../contract/schema.js';
import { deployment, deploymentRequest } from '../contract/schemas/deployment.js';
import { processDefinition, startForm } from '../contract/schemas/process-definition.js';
import { filterOf, pageOf, post, read, search, type Route, type SearchBody } from '../route.js';

const idOf = (params: Readonly<Record<string, string>>): string => params['processDefinitionKey'] ?? '';

export const pathwayRoutes: readonly Route[] = [
  post<DeploymentRequest>('/v2/deployments', {
    operationId: 'createDeployment',
    tag: 'Deployment',
    summary: 'Deploy a pathway',
    description:
      'Checks one BPMN text with its forms, decisions and texts. Unchanged content keeps its version; anything else is the next version of each of its processes. 422 `MODEL_NOT_VALID` names every fault in `diagnostics`; 422 `MODEL_TOO_COSTLY` where checking it was stopped.',
    answer: deployment,
    problems: ['MODEL_NOT_VALID', 'MODEL_TOO_COSTLY', 'LIMIT_EXCEEDED'],
    example: {
      body: { name: 'home-visit', bpmn: '<bpmn:definitions …>' },
      answer: {
        deploymentKey: '3',
        deployments: [
          {
            processDefinition: {
              processDefinitionKey: '3',
              processDefinitionId: 'home-visit',
              processDefinitionVersion: 1,
              name: 'Home visit',
              isNew: true,
            },
          },
        ],
        diagnostics: [],
      },
    },
    body: deploymentRequest,
    mostBytes: 4 * 1_048_576,
    handle: async ({ services, caller, body }) => deploymentAnswer(await deployPathway(services, caller, body)),
  }),
  search<SearchBody<DefinitionQuery>>('/v2/process-definitions/search', {
    operationId: 'searchProcessDefinitions',
    tag: 'Process definition',
    summary: 'Search process definitions',
    answer: paged(processDefinition),
    problems: [],
    example: { body: { filter: { isLatestVersion: true } } },
    body: searchSchema({ 'processDefinitionId?': text(), 'isLatestVersion?': truth }),
    handle: ({ services, body }) => searchDefinitions(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/process-definitions/:processDefinitionKey', {
    operationId: 'getProcessDefinition',
    tag: 'Process definition',
    summary: 'Get a process definition',
    answer: processDefinition,
    problems: ['PROCESS_NOT_FOUND'],
    example: {
      answer: {
        processDefinitionKey: '3',
        processDefinitionId: 'home-visit',
        version: 1,
        isLatestVersion: true,
        name: 'Home visit',
        texts: { nb: { name: 'Hjemmebesøk' } },
        deploymentKey: '3',
        deployedAt: '2026-11-02T08:00:00.000Z',
        deployedBy: 'pathway-owner',
        starts: [{ elementId: 'Start_Ordered', kind: 'none' }],
        startFormId: 'order',
      },
    },
    handle: ({ services, params }) => getDefinition(services, idOf(params)),
  }),
  read('/v2/process-definitions/:processDefinitionKey/xml', {
    operationId: 'getProcessDefinitionXML',
    tag: 'Process definition',
    summary: 'Get the BPMN text of a process definition',
    type: 'application/xml',
    answer: content,
    problems: ['PROCESS_NOT_FOUND'],
    handle: ({ services, params }) => getDefinitionXml(services, idOf(params)),
  }),
  read('/v2/process-definitions/:processDefinitionKey/form', {
    operationId: 'getStartProcessForm',
    tag: 'Process definition',
    summary: 'Get the start form of a process',
    answer: startForm,
    problems: ['PROCESS_NOT_FOUND', 'FORM_NOT_FOUND'],
    handle: ({ services, params }) => getStartForm(services, idOf(params)),
  }),
];
