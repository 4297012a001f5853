import { EngineError } from '../../../engine/index.js';
import type { Environment, ExecutableModel, InstanceState, PlainVariables } from '../../../engine/index.js';
import { modelOfScope, tokenOf } from '../instance-view.js';
import { parseKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { readState } from './find-instance.js';

interface OpenAdHoc {
  readonly adHocId: string;
  readonly element: string;
  readonly model: ExecutableModel;
  /** Activities without incoming flow: those that a command may start (BPMN 2.0.2, 13.3.5). */
  readonly activities: readonly string[];
}

function openAdHocs(env: Environment, state: InstanceState): readonly OpenAdHoc[] {
  return state.scopes.flatMap((scope) => {
    const owner = scope.owner === undefined || scope.interrupted ? undefined : tokenOf(state, scope.owner);
    if (!owner || owner.element !== scope.element || scope.kind !== undefined) return [];
    const model = modelOfScope(env, state, owner.scope);
    if (model.elements[scope.element]?.type !== 'bpmn:AdHocSubProcess') return [];
    const activities = (model.containers[scope.element]?.elements ?? []).filter((id) => canStart(model, id));
    return [{ adHocId: `${state.instanceId}:${owner.id}`, element: scope.element, model, activities }];
  });
}

function canStart(model: ExecutableModel, id: string): boolean {
  const element = model.elements[id];
  return (
    element !== undefined &&
    'boundaries' in element &&
    element.incoming.length === 0 &&
    !element.isForCompensation &&
    !('triggeredByEvent' in element && element.triggeredByEvent)
  );
}

/** What can be started now in the open ad-hoc sub-processes of an instance. */
export async function listAdHocActivities(services: Services, key: string) {
  const { env, state } = await readState(services, parseKey(key, 'INSTANCE_NOT_FOUND'));
  return {
    items: openAdHocs(env, state).flatMap(({ adHocId, element, model, activities }) =>
      activities.map((id) => ({
        adHocKey: adHocId,
        adHocElementId: element,
        elementId: id,
        name: model.elements[id]?.name ?? '',
      })),
    ),
  };
}

export interface AdHocRequest {
  readonly elementId: string;
  readonly variables?: PlainVariables;
  readonly adHocKey?: string;
}

/** Starts an activity in the oldest open ad-hoc sub-process that has it, or in the one that is named. */
export function startAdHocActivity(
  services: Services,
  caller: Caller,
  key: string,
  request: AdHocRequest,
): Promise<void> {
  const { elementId: element, variables, adHocKey } = request;
  return runCommand(services, caller, parseKey(key, 'INSTANCE_NOT_FOUND'), ({ now, env, state }) => {
    const open = openAdHocs(env, state).filter((one) => adHocKey === undefined || one.adHocId === adHocKey);
    if (open.length === 0) throw new EngineError(state.status === 'running' ? 'ADHOC_NOT_FOUND' : 'INSTANCE_ENDED');
    const adHoc = open.find((one) => one.activities.includes(element));
    if (!adHoc) throw new EngineError('ADHOC_ACTIVITY_NOT_FOUND');
    const command = { type: 'StartAdHocActivity', adHocId: adHoc.adHocId, element, now, by: caller.by } as const;
    return { command: { ...command, ...(variables && { variables }) }, answer: undefined };
  });
}

/** Ends the oldest open ad-hoc sub-process of that element. */
export function completeAdHoc(services: Services, caller: Caller, key: string, elementId: string): Promise<void> {
  return runCommand(services, caller, parseKey(key, 'INSTANCE_NOT_FOUND'), ({ now, env, state }) => {
    const adHoc = openAdHocs(env, state).find((one) => one.element === elementId);
    if (!adHoc) throw new EngineError(state.status === 'running' ? 'ADHOC_NOT_FOUND' : 'INSTANCE_ENDED');
    return { command: { type: 'CompleteAdHoc', adHocId: adHoc.adHocId, now, by: caller.by }, answer: undefined };
  });
}
