import type { ElementModel, FlowModel } from '../../model/executable-model.js';
import { EngineError, type RefusalCode } from '../engine-error.js';
import { hasTask, isOpenJob, isOpenTask } from '../open-work.js';
import type { Run } from '../run.js';
import type { Incident, Token, Wait } from '../state.js';
import { outgoing } from '../tokens.js';

/** Number behind `<instance id>:<number>`, if it is of this instance. */
export function numberOf(run: Run, id: string, code: RefusalCode): number {
  const prefix = `${run.state.instanceId}:`;
  const digits = typeof id === 'string' && id.startsWith(prefix) ? id.slice(prefix.length) : '';
  if (!/^[1-9]\d{0,14}$/.test(digits)) throw new EngineError(code, { id: String(id) });
  return Number(digits);
}

export function openTask(run: Run, taskId: string): { readonly token: Token; readonly element: ElementModel } {
  const token = run.findToken(numberOf(run, taskId, 'TASK_NOT_FOUND'));
  const element = token && run.elementAt(token);
  if (!token || !element || !hasTask(run.state, token, element))
    throw new EngineError('TASK_NOT_FOUND', { id: taskId });
  if (!isOpenTask(run.state, token, element)) throw new EngineError('TASK_HAS_INCIDENT', { id: taskId });
  return { token, element };
}

export function openJob(run: Run, jobId: string): { readonly token: Token; readonly element: ElementModel } {
  const token = run.findToken(numberOf(run, jobId, 'JOB_NOT_FOUND'));
  if (!token || !isOpenJob(run.state, token)) throw new EngineError('JOB_NOT_FOUND', { id: jobId });
  return { token, element: run.elementAt(token) };
}

export function openWait(run: Run, id: string, code: RefusalCode): Wait {
  const number = numberOf(run, id, code);
  const wait = run.state.waits.find((each) => each.id === number);
  if (!wait) throw new EngineError(code, { id });
  return wait;
}

export function openIncident(run: Run, id: string): Incident {
  const number = numberOf(run, id, 'INCIDENT_NOT_FOUND');
  const incident = run.state.incidents.find((each) => each.id === number);
  if (!incident) throw new EngineError('INCIDENT_NOT_FOUND', { id });
  return incident;
}

/** Flows that an operator named. One of several instances of an activity takes none: its activity does when all are done. */
export function flowsNamed(
  run: Run,
  token: Token,
  element: ElementModel,
  ids: readonly string[] | undefined,
): readonly FlowModel[] | undefined {
  const { kind, element: repeated } = run.scope(token.scope);
  const all = kind === 'iteration' && repeated === element.id ? [] : outgoing(run, token, element);
  const flows = ids?.map((id) => all.find((flow) => flow.id === id));
  if (flows?.some((flow) => !flow)) throw new EngineError('ACTION_NOT_POSSIBLE', { elementId: element.id });
  return flows?.flatMap((flow) => flow ?? []);
}
