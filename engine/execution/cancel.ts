import { hasJob, hasTask } from './open-work.js';
import type { Run } from './run.js';
import type { Token } from './state.js';
import { closeWaits } from './waits.js';

/**
 * Ends everything inside a scope, innermost first: no token, timer, task, job, subscription or incident stays behind
 * (13.3.2: a terminated activity ends all that was created for it).
 */
export function cancelScope(run: Run, scopeId: number): void {
  cancelTokens(run, scopeId);
  closeScope(run, scopeId);
}

/** Ends every token of a scope, but one; a complex gateway there waits for nothing more and is not reset (13.4.5). */
export function cancelTokens(run: Run, scopeId: number, except?: number): void {
  const tokens = run.state.tokens.filter((each) => each.scope === scopeId && each.id !== except);
  for (const token of tokens) cancelToken(run, token);
  for (const element of Object.keys(run.scope(scopeId).resetting ?? {})) {
    run.emit({ type: 'GatewayResetting', scope: scopeId, element, flows: null });
  }
}

/** Closes an empty scope with what was armed for it. */
export function closeScope(run: Run, scopeId: number): void {
  closeWaits(run, (wait) => wait.scope === scopeId);
  run.emit({ type: 'ScopeClosed', scope: scopeId, element: run.scope(scopeId).element });
}

/** Ends a token where it stands, with all that its activity opened. */
export function cancelToken(run: Run, token: Token): void {
  cancelContent(run, token);
  run.emit({ type: 'ElementCancelled', token: token.id, element: token.element, at: run.now });
}

/** Ends what a token's activity opened; the token itself stays. */
export function cancelContent(run: Run, token: Token): void {
  for (const scope of run.state.scopes.filter((each) => each.owner === token.id)) cancelScope(run, scope.id);
  closeWaits(run, (wait) => wait.token === token.id);
  closeOpenWork(run, token);
  closeIncidents(run, token);
}

/** Withdraws the task or job at a token. */
export function closeOpenWork(run: Run, token: Token): void {
  const at = { token: token.id, element: token.element, at: run.now };
  if (hasTask(run.state, token, run.elementAt(token))) {
    run.emit({ type: 'TaskCancelled', taskId: run.idOf(token.id), ...at });
  } else if (hasJob(run.state, token)) {
    run.emit({ type: 'JobCancelled', jobId: run.idOf(token.id), ...at });
  }
}

/** Incidents go with what they were about. */
export function closeIncidents(run: Run, token: Token): void {
  if (run.state.incidents.length === 0) return;
  for (const incident of run.state.incidents.filter((each) => each.token === token.id)) {
    const incidentId = run.idOf(incident.id);
    run.emit({ type: 'IncidentResolved', incidentId, incident: incident.id, action: 'cancelled', at: run.now });
  }
}
