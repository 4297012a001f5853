import type { ValueTypes } from '../../expressions/value-type.js';
import type { ActivityModel, ElementModel } from '../../model/executable-model.js';
import type { Command } from '../commands.js';
import { storeOutput } from '../elements/activity.js';
import { EngineError } from '../engine-error.js';
import type { Run } from '../run.js';
import { raiseEscalation } from '../throwing.js';
import { openJob, openTask } from './find.js';
import { enterValues } from './values.js';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function completeTask(run: Run, { taskId, output }: Of<'CompleteTask'>): void {
  const { token, element } = openTask(run, taskId);
  const values = enterValues(run, output, run.modelOf(token.scope), element, fieldsOf(element));
  run.emit({
    type: 'TaskCompleted',
    taskId,
    token: token.id,
    element: element.id,
    at: run.now,
    ...(run.by !== undefined && { by: run.by }),
  });
  storeOutput(run, token, element as ActivityModel, values);
  run.enqueue({ phase: 'complete', token: token.id });
}

function fieldsOf(element: ElementModel): ValueTypes | undefined {
  return 'form' in element ? element.form?.fields : undefined;
}

/** The task ends by an error; what comes with it goes to the catcher (10.5.5, error event definition). */
export function throwTaskError(run: Run, { taskId, code, output }: Of<'ThrowTaskError'>): void {
  const { token, element } = openTask(run, taskId);
  const values = enterValues(run, output, run.modelOf(token.scope), element, fieldsOf(element));
  if (output) run.emit({ type: 'LocalVariablesSet', token: token.id, values });
  run.enqueue({ phase: 'work', token: token.id, error: code });
}

export function raiseTaskEscalation(run: Run, { taskId, code, output }: Of<'RaiseEscalation'>): void {
  const { token, element } = openTask(run, taskId);
  raiseEscalation(
    run,
    token,
    code,
    enterValues(run, output, run.modelOf(token.scope), element, fieldsOf(element)),
    true,
  );
}

export function completeJob(run: Run, { jobId, output }: Of<'CompleteJob'>): void {
  const { token, element } = openJob(run, jobId);
  const values = enterValues(run, output, run.modelOf(token.scope), element);
  run.emit({ type: 'JobCompleted', jobId, token: token.id, element: element.id, at: run.now });
  storeOutput(run, token, element as ActivityModel, values);
  run.enqueue({ phase: 'complete', token: token.id });
}

/** An attempt failed; without attempts left an operator has to look (incident JOB_FAILED). */
export function failJob(run: Run, { jobId, retries, reason }: Of<'FailJob'>): void {
  const { token, element } = openJob(run, jobId);
  if (!Number.isSafeInteger(retries) || retries < 0) throw new EngineError('VALUE_NOT_ALLOWED', { path: 'retries' });
  const said = reason === undefined ? {} : { reason };
  run.emit({ type: 'JobFailed', jobId, token: token.id, element: element.id, retries, ...said, at: run.now });
  if (retries > 0) return;
  const id = run.nextId();
  const incident = { id, token: token.id, code: 'JOB_FAILED' as const, element: element.id, phase: 'work' as const };
  run.emit({ type: 'IncidentRaised', incidentId: run.idOf(id), incident, at: run.now });
}

export function throwJobError(run: Run, { jobId, code, output }: Of<'ThrowJobError'>): void {
  const { token, element } = openJob(run, jobId);
  const values = enterValues(run, output, run.modelOf(token.scope), element);
  if (output) run.emit({ type: 'LocalVariablesSet', token: token.id, values });
  run.enqueue({ phase: 'work', token: token.id, error: code });
}
