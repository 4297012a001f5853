import { DEFAULT_LIMITS, WorkBudget } from '../../../engine/index.js';
import type { Diagnostic, ExecutableModel, ProcessModel } from '../../../engine/index.js';
import { ApplicationError, RepeatedCommand } from '../application-error.js';
import type { DeploymentResult, EventStart, FormSchema, NewDeployment, Texts } from '../ports.js';
import { repeated } from '../run-command.js';
import { SYSTEM, type Caller, type Services } from '../services.js';
import { deploymentAnswer } from './deployment-answer.js';
import { timerStartsOf } from './timer-starts.js';

export interface DeploymentRequest {
  readonly name: string;
  readonly bpmn: string;
  readonly forms?: Readonly<Record<string, FormSchema>>;
  readonly decisions?: readonly string[];
  readonly texts?: Texts;
}

export interface Deployed extends DeploymentResult {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks and deploys one BPMN text with its forms, decisions and texts. Content that is deployed already keeps its
 * version; anything else becomes the next version of each of its processes.
 * @throws ApplicationError MODEL_NOT_VALID with every diagnostic, MODEL_TOO_COSTLY, OVERLOADED, IDEMPOTENCY_KEY_REUSED; RepeatedCommand
 */
export async function deployPathway(services: Services, caller: Caller, request: DeploymentRequest): Promise<Deployed> {
  const { name, bpmn, forms = {}, decisions = [], texts = {} } = request;
  const origin = caller.by === SYSTEM.deployment ? 'shipped' : 'sent';
  const { model, diagnostics } = await services.models.compile({ bpmn, forms, decisions }, origin);
  const all = [...diagnostics, ...(model ? executableDiagnostics(model) : [])];
  if (!model || all.some(({ severity }) => severity === 'error'))
    throw new ApplicationError('MODEL_NOT_VALID', { diagnostics: all });
  const source = { modelKey: model.key, bpmn, forms, decisions, texts };
  const { by, idempotency } = caller;
  const body = (result: DeploymentResult): string => JSON.stringify(deploymentAnswer({ ...result, diagnostics: all }));
  const checked = { name, by, source, model, ...(idempotency && { answer: { ...idempotency, body } }) };
  try {
    return { ...(await deployModel(services, checked)), diagnostics: all };
  } catch (error) {
    throw error instanceof RepeatedCommand ? repeated(idempotency, error.answer) : error;
  }
}

/**
 * Deploys a model that has been checked.
 * @throws ApplicationError MODEL_TOO_COSTLY where it takes too much work to find out when its timers start it
 */
export async function deployModel(
  services: Services,
  { model, ...deployment }: CheckedModel,
): Promise<DeploymentResult> {
  const at = services.clock.now();
  const budget = new WorkBudget(DEFAULT_LIMITS.workBudget);
  const processes = executable(model).map((process) => processOf(model, process, at, budget));
  const result = await services.store.deploy({ ...deployment, at, processes });
  services.models.forgetTexts(model.key);
  services.work.wake();
  return result;
}

export interface CheckedModel extends Pick<NewDeployment, 'name' | 'by' | 'source' | 'answer'> {
  readonly model: ExecutableModel;
}

const executable = (model: ExecutableModel): readonly ProcessModel[] =>
  Object.values(model.processes).filter((process) => process.isExecutable);

function processOf(
  model: ExecutableModel,
  process: ProcessModel,
  at: number,
  budget: WorkBudget,
): NewDeployment['processes'][number] {
  return {
    processId: process.id,
    name: process.name || model.name || process.id,
    eventStarts: eventStartsOf(model, process.id),
    timerStarts: timerStartsOf(model, process.id, at, budget),
  };
}

function eventStartsOf(model: ExecutableModel, processId: string): readonly EventStart[] {
  return model.starts.flatMap(({ process, element, trigger }) =>
    process === processId && (trigger.kind === 'message' || trigger.kind === 'signal')
      ? [{ kind: trigger.kind, name: trigger.name, element }]
      : [],
  );
}

const executableDiagnostics = (model: ExecutableModel): readonly Diagnostic[] =>
  executable(model).length > 0
    ? []
    : [
        {
          severity: 'error',
          code: 'NO_EXECUTABLE_PROCESS',
          elementId: model.definitionsId,
          elementName: '',
          message: 'No process of the model is marked as executable, so nothing could be started.',
        },
      ];
