import { searchDefinitions } from '../application/pathways/read-definition.js';
import type { Language } from '../application/ports.js';
import type { Services } from '../application/services.js';

const MOST = 1000;

/** The pathways that can be started, as the start page shows them in a language: in Bokmål what is not translated. */
export async function listPathways(services: Services, language: Language) {
  const { items } = await searchDefinitions(services, { isLatestVersion: true }, { limit: MOST });
  return items.map(({ processDefinitionId: processId, name, version, texts, starts }) => {
    const description = texts[language]?.description ?? texts.nb?.description;
    const startedBy = starts.some(({ kind }) => kind === 'none')
      ? undefined
      : starts.find(({ kind }) => kind === 'message')?.name;
    return {
      processId,
      name: texts[language]?.name ?? name,
      version,
      ...(description !== undefined && { description }),
      ...(startedBy !== undefined && { startedBy }),
    };
  });
}
