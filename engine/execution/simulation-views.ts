import type { ElementModel, ExecutableModel } from '../model/executable-model.js';
import { isOpenJob, isOpenTask } from './open-work.js';
import { Run } from './run.js';
import type { OpenJob, OpenTask, Simulation } from './simulation-contract.js';
import type { SimulatedInstance } from './simulated-world.js';
import type { Incident, Token } from './state.js';
import { visibleVariables } from './variables.js';

interface Place {
  readonly token: Token;
  readonly element: ElementModel;
  readonly model: ExecutableModel;
  readonly run: Run;
}

/** Where every token of an instance stands. */
function places({ environment, state }: SimulatedInstance): readonly Place[] {
  const run = new Run(environment, state, 0, undefined);
  return state.tokens.map((token) => {
    const model = run.modelOf(token.scope);
    return { token, element: run.elementAt(token), model, run };
  });
}

export function openTasks(instance: SimulatedInstance): readonly OpenTask[] {
  return places(instance).flatMap(({ token, element, run }) => {
    if (!isOpenTask(instance.state, token, element) || !('assignment' in element)) return [];
    const { lane, serviceLevel } = element.assignment;
    return {
      taskId: `${instance.id}:${token.id}`,
      instanceId: instance.id,
      element: element.id,
      name: element.name,
      ...(lane !== undefined && { lane }),
      ...(serviceLevel !== undefined && { serviceLevel }),
      ...(element.form && { form: element.form.id }),
      variables: visibleVariables(run, token),
    };
  });
}

export function openJobs(instance: SimulatedInstance): readonly OpenJob[] {
  return places(instance).flatMap(({ token, element, run }) => {
    if (!isOpenJob(instance.state, token) || !('topic' in element)) return [];
    return {
      jobId: `${instance.id}:${token.id}`,
      instanceId: instance.id,
      element: element.id,
      topic: element.topic ?? '',
      retries: token.retries ?? 0,
      variables: visibleVariables(run, token),
    };
  });
}

export interface OpenAdHoc {
  readonly adHocId: string;
  readonly element: string;
  readonly model: ExecutableModel;
}

/** Ad-hoc sub-processes that take activities now. */
export function openAdHocs(instance: SimulatedInstance): readonly OpenAdHoc[] {
  return places(instance).flatMap(({ token, element, model, run }) => {
    const scope = run.scopeOwnedBy(token.id);
    if (element.type !== 'bpmn:AdHocSubProcess' || !scope || scope.kind || scope.interrupted) return [];
    return { adHocId: `${instance.id}:${token.id}`, element: element.id, model };
  });
}

export function openTimers({ id, state }: SimulatedInstance): ReturnType<Simulation['timers']> {
  const timers = state.waits.filter((wait) => wait.kind === 'timer');
  return timers.map((wait) => ({ timerId: `${id}:${wait.id}`, element: wait.element, dueAt: wait.dueAt ?? 0 }));
}

export function openSubscriptions({ id, state }: SimulatedInstance): ReturnType<Simulation['subscriptions']> {
  return state.waits.flatMap(({ id: number, kind, element, name, key }) =>
    kind === 'timer'
      ? []
      : {
          subscriptionId: `${id}:${number}`,
          element,
          kind,
          ...(name !== undefined && { name }),
          ...(key !== undefined && { key }),
        },
  );
}

export function openIncidents({
  id,
  state,
}: SimulatedInstance): readonly (Incident & { readonly incidentId: string })[] {
  return state.incidents.map((incident) => ({ ...incident, incidentId: `${id}:${incident.id}` }));
}
