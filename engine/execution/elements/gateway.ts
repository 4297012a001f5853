import type { GatewayModel } from '../../model/executable-model.js';
import { closeIncidents } from '../cancel.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import type { Behaviour } from './behaviour.js';

/** A gateway that lets every token through as it comes. */
export function passing<E extends GatewayModel>(split: (run: Run, token: Token, element: E) => void): Behaviour<E> {
  return { enter: (run, token, element) => split(run, token, element), complete: split };
}

/** Tokens that wait before a joining gateway, by the flow they came by, first come first. */
export function heldTokens(run: Run, scope: number, gateway: string): Map<string, Token[]> {
  const held = new Map<string, Token[]>();
  for (const token of run.state.tokens) {
    if (token.via === undefined || token.element !== gateway || token.scope !== scope) continue;
    const queue = held.get(token.via);
    if (queue) queue.push(token);
    else held.set(token.via, [token]);
  }
  return held;
}

/** Takes the first token of each of these flows; one of them stands for all from now on. */
export function merge(run: Run, held: Map<string, Token[]>, flows: Iterable<string>): Token | undefined {
  let survivor: Token | undefined;
  for (const flow of flows) {
    const token = held.get(flow)?.[0];
    if (!token) continue;
    closeIncidents(run, token);
    if (!survivor) survivor = token;
    else run.emit({ type: 'TokenConsumed', token: token.id, element: token.element });
  }
  if (survivor) run.emit({ type: 'ElementStarted', token: survivor.id, element: survivor.element, at: run.now });
  return survivor && run.token(survivor.id);
}

/**
 * Whether a token elsewhere in the scope can still reach an empty incoming flow of the gateway, and no filled one
 * (13.4.3: then the gateway waits for it). Paths do not leave the sub-process and do not visit the gateway.
 */
export function mayStillArrive(
  run: Run,
  scope: number,
  gateway: GatewayModel,
  isFilled: (flow: string) => boolean,
): boolean {
  for (const token of run.state.tokens) {
    if (token.scope !== scope) continue;
    if (token.element === gateway.id) continue;
    const { reaches } = run.elementAt(token);
    const flows = Object.hasOwn(reaches, gateway.id) ? (reaches[gateway.id] ?? []) : [];
    if (flows.length > 0 && !flows.some(isFilled)) return true;
  }
  return false;
}
