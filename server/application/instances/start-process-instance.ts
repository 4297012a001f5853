import type { PlainVariables } from '../../../engine/index.js';
import type { Caller, Services } from '../services.js';
import { definitionToStart, startInstance, type StartedInstance } from '../start-instance.js';
import { requireValidForm } from '../validate-form.js';

export interface StartRequest {
  readonly processDefinitionId: string;
  readonly version?: number;
  readonly businessKey?: string;
  readonly variables?: PlainVariables;
}

/** A person starts a pathway instance; the start event's form, if there is one, says what is needed. */
export async function startProcessInstance(
  services: Services,
  caller: Caller,
  request: StartRequest,
): Promise<StartedInstance> {
  const { processDefinitionId, version, businessKey, variables = {} } = request;
  const definition = await definitionToStart(services, processDefinitionId, version);
  const model = await services.models.model(services.store, definition.modelKey);
  requireValidForm(model.processes[definition.processId]?.startForm, variables);
  return startInstance(services, caller, { definition, variables, ...(businessKey !== undefined && { businessKey }) });
}
