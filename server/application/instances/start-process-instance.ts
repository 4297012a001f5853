import type { ExecutableModel, PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
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
  requireStartByPerson(model, definition.processId);
  requireValidForm(model.processes[definition.processId]?.startForm, variables);
  return startInstance(services, caller, { definition, variables, ...(businessKey !== undefined && { businessKey }) });
}

/**
 * A process that only events start is not started by hand: the refusal names its messages and signals.
 * @throws ApplicationError START_NOT_FOUND
 */
function requireStartByPerson({ processes, starts }: ExecutableModel, processId: string): void {
  if ((processes[processId]?.initial.length ?? 0) > 0) return;
  const own = starts.filter(({ process }) => process === processId).map(({ trigger }) => trigger);
  const named = (kind: 'message' | 'signal'): readonly string[] => [
    ...new Set(own.flatMap((trigger) => (trigger.kind === kind && 'name' in trigger ? [trigger.name] : []))),
  ];
  const [messages, signals] = [named('message'), named('signal')];
  throw new ApplicationError('START_NOT_FOUND', {
    details: {
      ...(messages.length > 0 && { message: messages.join(', ') }),
      ...(signals.length > 0 && { signal: signals.join(', ') }),
    },
    startedBy: { messages, signals },
  });
}
