import type { Deployed } from './deploy-pathway.js';

/** A deployment as the API shows it. */
export const deploymentAnswer = ({ deploymentKey, definitions, diagnostics }: Deployed) => ({
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
});
