import { described, integer, key, list, mapOf, named, object, oneOf, string, text, truth } from '../schema.js';
import { processDefinitionId, processDefinitionKey, version } from './process-definition.js';

const anyObject = { type: 'object' };
const textsById = mapOf(anyObject);

export const deploymentRequest = named(
  'DeploymentRequest',
  object({
    name: text(),
    bpmn: described(text(2_000_000), 'One BPMN 2.0 text.'),
    'forms?': described(mapOf(anyObject), 'Form schemas (JSON Schema 2020-12) by form id.'),
    'decisions?': described(list(text(2_000_000), 100), 'DMN texts.'),
    'texts?': described(
      object({ 'nb?': textsById, 'nn?': textsById, 'en?': textsById }),
      'Texts by language, then by element or form id.',
    ),
  }),
);

/** What a check of a model found; the same for deployments and problems. */
export const diagnostic = named(
  'Diagnostic',
  object({
    severity: oneOf('error', 'warning', 'information'),
    code: string,
    elementId: described(string, 'The element; empty where it concerns the whole text.'),
    elementName: string,
    message: described(string, 'A sentence for the designer, in English.'),
    'line?': { ...integer(1, 10_000_000), description: 'Line of the XML, where known.' },
  }),
);

export const deployment = named(
  'Deployment',
  object({
    deploymentKey: key('Key of the deployment.', '3'),
    deployments: list(
      object({
        processDefinition: object({
          processDefinitionKey,
          processDefinitionId,
          processDefinitionVersion: version,
          name: string,
          isNew: described(truth, 'False where the same content was deployed already.'),
        }),
      }),
    ),
    diagnostics: list(diagnostic),
  }),
);
