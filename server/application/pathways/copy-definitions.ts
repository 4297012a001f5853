import type { Definition } from '../ports.js';
import { SYSTEM, type Services } from '../services.js';
import { deployModel } from './deploy-pathway.js';

/** Deploys everything that is deployed in one world in another one, in the same order, so that versions are the same. */
export async function copyDefinitions(from: Services, to: Services): Promise<void> {
  const done = new Set<number>();
  for (let after: string | null | undefined; after !== null;) {
    const page = await from.store.searchDefinitions({}, { limit: 200, ...(after !== undefined && { after }) });
    for (const definition of page.items) {
      if (!done.has(definition.deploymentKey)) await copyOne(from, to, definition);
      done.add(definition.deploymentKey);
    }
    after = page.endCursor;
  }
}

async function copyOne(from: Services, to: Services, { modelKey, processId }: Definition): Promise<void> {
  const source = await from.store.modelSource(modelKey);
  if (!source) throw new Error('MODEL_MISSING');
  const model = await from.models.model(from.store, modelKey);
  await deployModel(to, { name: processId, by: SYSTEM.deployment, source, model });
}
