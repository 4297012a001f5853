import type { ElementModel, FlowModel } from '../../model/executable-model.js';
import { cancelContent, closeOpenWork } from '../cancel.js';
import type { Command } from '../commands.js';
import { createJob } from '../elements/job-task.js';
import { storeOutput } from '../elements/activity.js';
import { EngineError } from '../engine-error.js';
import type { Run } from '../run.js';
import type { Incident, Token } from '../state.js';
import { leave } from '../tokens.js';
import { writeVariables } from '../variables.js';
import { flowsNamed, openIncident } from './find.js';
import { enterValues } from './values.js';

type ResolveIncident = Extract<Command, { type: 'ResolveIncident' }>;

const ACTIONS: readonly string[] = ['retry', 'skip', 'resolve'];

/** An operator tries again, goes on without the work, or gives its result. */
export function resolveIncident(run: Run, command: ResolveIncident): void {
  const incident = openIncident(run, command.incidentId);
  const token = run.token(incident.token);
  const element = run.elementAt(token);
  const { retries = 1 } = command;
  if (!ACTIONS.includes(command.action)) throw new EngineError('ACTION_NOT_POSSIBLE', { elementId: element.id });
  if (!Number.isSafeInteger(retries) || retries < 1) throw new EngineError('VALUE_NOT_ALLOWED', { path: 'retries' });
  const flows = flowsNamed(run, token, element, command.flows);
  if (command.action !== 'retry' && !flows && element.type === 'bpmn:EventBasedGateway') {
    throw new EngineError('ACTION_NOT_POSSIBLE', { elementId: element.id });
  }
  const values = command.variables && enterValues(run, command.variables, run.modelOf(token.scope), element);
  run.emit({
    type: 'IncidentResolved',
    incidentId: command.incidentId,
    incident: incident.id,
    action: command.action,
    at: run.now,
    ...(run.by !== undefined && { by: run.by }),
  });
  if (command.action === 'retry') return retry(run, incident, token, element, retries, values);
  if (incident.phase === 'arm') return;
  if (incident.phase === 'work') closeOpenWork(run, token);
  const resolved = command.action === 'resolve';
  if (resolved && values) giveResult(run, token, element, values);
  goOn(run, run.token(token.id), element, flows, incident, resolved);
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
    const cameBy = token.via ?? incident.details?.['flowId'];
    const flow = cameBy === undefined ? {} : { flow: String(cameBy) };
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

/**
 * The element counts as done: by the flows the operator named, else as it would go on by itself. Where only its flows
 * could not be chosen its work is done, and what it gave is kept.
 */
function goOn(
  run: Run,
  token: Token,
  element: ElementModel,
  flows: readonly FlowModel[] | undefined,
  { phase, code }: Incident,
  resolved: boolean,
): void {
  if ((flows && !('boundaries' in element || 'triggers' in element)) || element.type === 'bpmn:EndEvent') {
    cancelContent(run, token);
    return leave(run, token, flows ?? []);
  }
  if (flows) run.chosenFlows.set(token.id, flows);
  const isDone = flows !== undefined && (phase === 'complete' || phase === 'leave') && code !== 'MAPPING_FAILED';
  if (isDone) run.enqueue({ phase, token: token.id });
  else run.enqueue({ phase: 'complete', token: token.id, skip: !resolved });
}
