import type { ElementModel, FlowModel } from '../../model/executable-model.js';
import { cancelContent, closeOpenWork } from '../cancel.js';
import type { Command } from '../commands.js';
import { createJob } from '../elements/job-task.js';
import { storeOutput } from '../elements/activity.js';
import { EngineError } from '../engine-error.js';
import type { Run } from '../run.js';
import type { Incident, Token } from '../state.js';
import { leave, outgoing } from '../tokens.js';
import { writeVariables } from '../variables.js';
import { openIncident } from './find.js';
import { enterValues } from './values.js';

type ResolveIncident = Extract<Command, { type: 'ResolveIncident' }>;

/** An operator tries again, goes on without the work, or gives its result. */
export function resolveIncident(run: Run, command: ResolveIncident): void {
  const incident = openIncident(run, command.incidentId);
  const token = run.token(incident.token);
  const element = run.elementAt(token);
  const flows = flowsNamed(run, token, element, command.flows);
  const values = command.variables && enterValues(run, command.variables, run.modelOf(token.scope), element);
  run.emit({
    type: 'IncidentResolved',
    incidentId: command.incidentId,
    incident: incident.id,
    action: command.action,
    at: run.now,
    ...(run.by !== undefined && { by: run.by }),
  });
  if (command.action === 'retry') return retry(run, incident, token, element, command.retries ?? 1, values);
  if (incident.phase === 'arm') return;
  if (incident.phase === 'work') closeOpenWork(run, token);
  const resolved = command.action === 'resolve';
  if (resolved && values) giveResult(run, token, element, values);
  goOn(run, run.token(token.id), element, flows, !resolved);
}

function flowsNamed(
  run: Run,
  token: Token,
  element: ElementModel,
  ids: readonly string[] | undefined,
): readonly FlowModel[] | undefined {
  const flows = ids?.map((id) => outgoing(run, token, element).find((flow) => flow.id === id));
  if (flows?.some((flow) => !flow)) throw new EngineError('ACTION_NOT_POSSIBLE', { elementId: element.id });
  return flows?.flatMap((flow) => flow ?? []);
}

function retry(
  run: Run,
  incident: Incident,
  token: Token,
  element: ElementModel,
  retries: number,
  values: ReturnType<typeof enterValues> | undefined,
): void {
  if (values) writeVariables(run, token.scope, values);
  if (incident.phase !== 'work') {
    const flow = token.via === undefined ? {} : { flow: token.via };
    const event = incident.details?.['eventId'];
    const armed = event === undefined ? {} : { event: String(event) };
    return run.enqueue({ phase: incident.phase, token: token.id, ...flow, ...armed });
  }
  if (element.type === 'bpmn:ServiceTask' || element.type === 'bpmn:SendTask') createJob(run, token, element, retries);
}

function giveResult(run: Run, token: Token, element: ElementModel, values: ReturnType<typeof enterValues>): void {
  if ('boundaries' in element) storeOutput(run, token, element, values);
  else writeVariables(run, token.scope, values);
}

/** The element counts as done: by the flows the operator named, else as it would go on by itself. */
function goOn(
  run: Run,
  token: Token,
  element: ElementModel,
  flows: readonly FlowModel[] | undefined,
  skip: boolean,
): void {
  if (flows || element.type === 'bpmn:EndEvent') {
    cancelContent(run, token);
    return leave(run, token, flows ?? []);
  }
  run.enqueue({ phase: 'complete', token: token.id, skip });
}
