import type { EventModel } from '../../model/executable-model.js';
import { closeWaits } from '../waits.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { chooseFlows, leave } from '../tokens.js';
import { evaluateMappings, writeVariables } from '../variables.js';

/**
 * Every event ends alike: what it brought is stored, by its mappings where it has some, and the path goes on (13.5.2).
 * @param skipped an operator goes on without what it brought
 */
export function completeEvent(run: Run, token: Token, element: EventModel, skipped = false): void {
  if (skipped) return leaveEvent(run, token, element);
  if (element.outputs.length > 0) writeVariables(run, token.scope, evaluateMappings(run, token, element.outputs));
  else if (token.local) writeVariables(run, token.scope, token.local);
  leaveEvent(run, token, element);
}

export function leaveEvent(run: Run, token: Token, element: EventModel): void {
  closeWaits(run, (wait) => wait.token === token.id);
  leave(run, token, chooseFlows(run, token, element));
}
