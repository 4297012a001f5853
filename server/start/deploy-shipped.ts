import { describeRefusal } from '../application/describe-refusal.js';
import { deployPathway } from '../application/pathways/deploy-pathway.js';
import type { FormSchema, Log, Texts } from '../application/ports.js';
import { SYSTEM, type Services } from '../application/services.js';
import { findPathways } from '../cli/library/find-pathways.js';
import type { PathwayFolder } from '../cli/library/pathway-folder.js';

/** Deploys the shipped pathways; one that is faulty is left out and named in the log. */
export async function deployShipped(services: Services, path: string): Promise<void> {
  for (const folder of await shippedPathways(services.log, path)) {
    for (const diagram of folder.diagrams) await deployOne(services, folder, diagram.text);
  }
}

async function deployOne(services: Services, folder: PathwayFolder, bpmn: string): Promise<void> {
  try {
    const deployment = { name: folder.id, bpmn, ...partsOf(folder) };
    const { definitions } = await deployPathway(services, { by: SYSTEM.deployment }, deployment);
    for (const { processId, version, isNew } of definitions)
      services.log.info({ processId, version, isNew }, 'deployed');
  } catch (error) {
    const refusal = describeRefusal(error);
    if (!refusal) throw error;
    const first = refusal.diagnostics?.find(({ severity }) => severity === 'error');
    services.log.error(
      { pathway: folder.id, code: refusal.code, diagnostic: first?.code, element: first?.elementId },
      'a pathway was not deployed',
    );
  }
}

async function shippedPathways(log: Log, path: string): Promise<readonly PathwayFolder[]> {
  try {
    return await findPathways([path]);
  } catch {
    log.warn({}, 'no shipped pathways were found');
    return [];
  }
}

function partsOf(folder: PathwayFolder): {
  forms: Record<string, FormSchema>;
  decisions: readonly string[];
  texts: Texts;
} {
  const valuesOf = (files: PathwayFolder['forms']) =>
    Object.fromEntries(Object.entries(files).map(([id, file]) => [id, file.value]));
  return {
    forms: valuesOf(folder.forms),
    decisions: folder.decisions.map((file) => file.text),
    texts: valuesOf(folder.texts),
  };
}
