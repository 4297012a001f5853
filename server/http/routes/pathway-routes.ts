import { deployPathway, type DeploymentRequest } from '../../application/pathways/deploy-pathway.js';
import {
  getDefinition,
  getDefinitionXml,
  getStartForm,
  searchDefinitions,
  type DefinitionQuery,
} from '../../application/pathways/read-definition.js';
import { list, mapOf, object, search as searchSchema, text, truth } from '../contract/schema.js';
import { filterOf, pageOf, post, read, search, type Route, type SearchBody } from '../route.js';

const textsById = mapOf({ type: 'object' });

export const deploymentBody = object({
  name: text(),
  bpmn: text(2_000_000),
  'forms?': mapOf({ type: 'object' }),
  'decisions?': list(text(2_000_000), 100),
  'texts?': object({ 'nb?': textsById, 'nn?': textsById, 'en?': textsById }),
});

export const pathwayRoutes: readonly Route[] = [
  post<DeploymentRequest>('/v2/deployments', {
    body: deploymentBody,
    keepAnswer: true,
    handle: async ({ services, caller, body }) => {
      const { deploymentKey, definitions, diagnostics } = await deployPathway(services, caller.by, body);
      return {
        deploymentKey: String(deploymentKey),
        deployments: definitions.map(({ definitionKey, processId, version, name, isNew }) => ({
          processDefinition: {
            processDefinitionKey: String(definitionKey),
            processDefinitionId: processId,
            processDefinitionVersion: version,
            name,
            isNew,
          },
        })),
        diagnostics,
      };
    },
  }),
  search<SearchBody<DefinitionQuery>>('/v2/process-definitions/search', {
    body: searchSchema({ 'processDefinitionId?': text(), 'isLatestVersion?': truth }),
    handle: ({ services, body }) => searchDefinitions(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/process-definitions/:id', {
    handle: ({ services, params }) => getDefinition(services, params['id'] ?? ''),
  }),
  read('/v2/process-definitions/:id/xml', {
    type: 'application/xml',
    handle: ({ services, params }) => getDefinitionXml(services, params['id'] ?? ''),
  }),
  read('/v2/process-definitions/:id/form', {
    handle: ({ services, params }) => getStartForm(services, params['id'] ?? ''),
  }),
];
