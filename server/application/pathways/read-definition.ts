import type { StartModel } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import type { Definition, ModelSource, PageRequest } from '../ports.js';
import type { Services } from '../services.js';
import { textsOf } from '../tasks/task-answer.js';

/** By process id (its latest version) or by definition key. @throws ApplicationError PROCESS_NOT_FOUND */
export async function findDefinition({ store }: Services, id: string): Promise<Definition> {
  const byKey = /^[1-9]\d{0,14}$/.test(id) ? await store.definition(Number(id)) : null;
  const definition = byKey ?? (await store.latestDefinition(id));
  if (!definition) throw new ApplicationError('PROCESS_NOT_FOUND');
  return definition;
}

async function sourceOf({ store }: Services, definition: Definition): Promise<ModelSource> {
  const source = await store.modelSource(definition.modelKey);
  if (!source) throw new Error('MODEL_MISSING');
  return source;
}

async function definitionAnswer(services: Services, definition: Definition) {
  const { models, store } = services;
  const { processes, starts } = await models.model(store, definition.modelKey);
  const startForm = processes[definition.processId]?.startForm;
  return {
    processDefinitionKey: String(definition.definitionKey),
    processDefinitionId: definition.processId,
    version: definition.version,
    isLatestVersion: definition.isLatest,
    name: definition.name,
    texts: textsOf(await models.texts(store, definition.modelKey), definition.processId),
    deploymentKey: String(definition.deploymentKey),
    deployedAt: iso(definition.deployedAt),
    deployedBy: definition.deployedBy,
    starts: starts.filter(({ process }) => process === definition.processId).map(startAnswer),
    ...(startForm && { startFormId: startForm.id }),
  };
}

const startAnswer = ({ element, trigger }: StartModel) => ({
  elementId: element,
  kind: trigger.kind,
  ...('name' in trigger && { name: trigger.name }),
});

export async function getDefinition(services: Services, id: string) {
  return definitionAnswer(services, await findDefinition(services, id));
}

export interface DefinitionQuery {
  readonly processDefinitionId?: string;
  readonly isLatestVersion?: boolean;
}

export async function searchDefinitions(
  services: Services,
  { processDefinitionId, isLatestVersion }: DefinitionQuery,
  page: PageRequest,
) {
  const found = await services.store.searchDefinitions(
    {
      ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
      ...(isLatestVersion !== undefined && { isLatest: isLatestVersion }),
    },
    page,
  );
  const items = await Promise.all(found.items.map((definition) => definitionAnswer(services, definition)));
  return { items, page: { endCursor: found.endCursor } };
}

/** The BPMN text as it was deployed. */
export async function getDefinitionXml(services: Services, id: string): Promise<string> {
  return (await sourceOf(services, await findDefinition(services, id))).bpmn;
}

/** The start event's form. @throws ApplicationError FORM_NOT_FOUND */
export async function getStartForm(services: Services, id: string) {
  const definition = await findDefinition(services, id);
  const form = (await services.models.model(services.store, definition.modelKey)).processes[definition.processId]
    ?.startForm;
  if (!form) throw new ApplicationError('FORM_NOT_FOUND');
  return {
    formId: form.id,
    schema: form.schema,
    texts: textsOf(await services.models.texts(services.store, definition.modelKey), form.id),
  };
}
