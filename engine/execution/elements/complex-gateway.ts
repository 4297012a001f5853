import type { FlowModel, GatewayModel } from '../../model/executable-model.js';
import { Fault } from '../fault.js';
import type { Json } from '../json.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { asBoolean, isTrue, leave, outgoing, placeToken } from '../tokens.js';
import { evaluateAt } from '../variables.js';
import type { Behaviour } from './behaviour.js';
import { heldTokens, mayStillArrive, merge } from './gateway.js';

/**
 * Waits for its activation condition, then (reset) for what is still to come from the flows that gave nothing (13.4.5).
 * Conditions see `activationCount`, `waitingForStart` and the token count of each incoming flow.
 */
export const complexGateway: Behaviour<GatewayModel> = {
  enter(run, token, element, flow) {
    if (token.via === undefined) {
      const via = flow ?? '';
      run.emit({ type: 'TokenHeld', token: token.id, element: element.id, flow: via });
      return run.enqueue({ phase: 'enter', token: token.id, flow: via });
    }
    if (takenBefore(run, token.scope, element)) return;
    const held = heldTokens(run, token.scope, element.id);
    if (isActivated(run, token, element, held)) start(run, token.scope, element, held);
  },
  complete(run, token, element) {
    leave(run, token, chosen(run, token, element));
    if (run.findScope(token.scope)) reset(run, token.scope, element);
  },
  settle: (run, token, element) => reset(run, token.scope, element),
};

/** Flows that gave a token in the first phase, while the second lasts. */
function takenBefore(run: Run, scope: number, element: GatewayModel): readonly string[] | undefined {
  return run.scope(scope).resetting?.[element.id];
}

function isActivated(run: Run, token: Token, element: GatewayModel, held: Map<string, Token[]>): boolean {
  if (!element.activationCondition) return element.incoming.every((flow) => held.has(flow));
  const names = namesFor(element, held, true);
  return asBoolean(evaluateAt(run, token, element.activationCondition, 'EXPRESSION_FAILED', names), element.id);
}

function namesFor(element: GatewayModel, held: Map<string, Token[]>, waitingForStart: boolean): Record<string, Json> {
  const counts = element.incoming.map((flow) => [flow, held.get(flow)?.length ?? 0] as const);
  const activationCount = counts.reduce((sum, [, count]) => sum + count, 0);
  return { ...Object.fromEntries(counts), activationCount, waitingForStart };
}

/** First phase: takes one token from each flow that has one. */
function start(run: Run, scope: number, element: GatewayModel, held: Map<string, Token[]>): void {
  const flows = [...held.keys()];
  const survivor = merge(run, held, flows);
  if (!survivor) return;
  run.emit({ type: 'GatewayResetting', scope, element: element.id, flows });
  goOn(run, survivor.id, namesFor(element, held, true));
}

/**
 * Second phase: when no more can come, takes one token from each flow that gave none before. There may be none to take;
 * the conditions are looked at all the same.
 */
function reset(run: Run, scope: number, element: GatewayModel): boolean {
  const taken = takenBefore(run, scope, element);
  const held = heldTokens(run, scope, element.id);
  if (!taken || mayStillArrive(run, scope, element, (flow) => held.has(flow) || taken.includes(flow))) return false;
  const late = [...held.keys()].filter((flow) => !taken.includes(flow));
  const survivor = merge(run, held, late);
  run.emit({ type: 'GatewayResetting', scope, element: element.id, flows: null });
  goOn(run, survivor?.id ?? placeToken(run, element.id, scope), namesFor(element, held, false));
  for (const token of run.state.tokens) {
    if (token.scope === scope && token.element === element.id && token.via !== undefined) {
      run.enqueue({ phase: 'enter', token: token.id, flow: token.via });
      break;
    }
  }
  return true;
}

/** What the conditions see is kept on the token, for a retry. */
function goOn(run: Run, token: number, names: Record<string, Json>): void {
  run.emit({ type: 'LocalVariablesSet', token, values: names });
  run.enqueue({ phase: 'complete', token });
}

/** On reset only flows with a condition and the default can be taken, and none need be (13.4.5). */
function chosen(run: Run, token: Token, element: GatewayModel): readonly FlowModel[] {
  const first = token.local?.['waitingForStart'] !== false;
  const flows = outgoing(run, token, element);
  const holds = flows.filter((flow) => !flow.isDefault && (first || flow.condition) && isTrue(run, token, flow));
  if (holds.length > 0) return holds;
  const byDefault = flows.filter((flow) => flow.isDefault);
  if (first && byDefault.length === 0 && flows.length > 0) throw new Fault('NO_FLOW_TAKEN', { elementId: element.id });
  return byDefault;
}
