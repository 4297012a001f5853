import type { FlowModel, GatewayModel } from '../../model/executable-model.js';
import { Fault } from '../fault.js';
import type { Json } from '../json.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { asBoolean, isTrue, leave, outgoing } from '../tokens.js';
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
      run.emit({ type: 'TokenHeld', token: token.id, element: element.id, flow: flow ?? '' });
    }
    if (isResetting(run, token, element)) return;
    const held = heldTokens(run, token.scope, element.id);
    if (isActivated(run, token, element, held)) start(run, token.scope, element, held);
  },
  complete(run, token, element) {
    leave(run, token, chosen(run, token, element, true, new Map()));
  },
  settle(run, token, element) {
    const taken = isResetting(run, token, element);
    return taken ? reset(run, token.scope, element, taken) : false;
  },
};

/** Flows that gave a token in the first phase, while the second lasts. */
function isResetting(run: Run, token: Token, element: GatewayModel): readonly string[] | undefined {
  return run.scope(token.scope).resetting?.[element.id];
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

function start(run: Run, scope: number, element: GatewayModel, held: Map<string, Token[]>): void {
  const flows = [...held.keys()];
  const survivor = merge(run, held, flows);
  if (!survivor) return;
  const next = chosen(run, survivor, element, true, held);
  const waits = element.incoming.some((flow) => !flows.includes(flow));
  if (waits) run.emit({ type: 'GatewayResetting', scope, element: element.id, flows });
  leave(run, survivor, next);
}

/** Second phase: takes one token from each flow that gave none before, when no more can come. */
export function reset(run: Run, scope: number, element: GatewayModel, taken: readonly string[]): boolean {
  const held = heldTokens(run, scope, element.id);
  if (mayStillArrive(run, scope, element, (flow) => held.has(flow) || taken.includes(flow))) return false;
  const flows = [...held.keys()].filter((flow) => !taken.includes(flow));
  const survivor = merge(run, held, flows);
  run.emit({ type: 'GatewayResetting', scope, element: element.id, flows: null });
  if (survivor) leave(run, survivor, chosen(run, survivor, element, false, held));
  for (const token of run.state.tokens) {
    if (token.scope === scope && token.element === element.id && token.via !== undefined) {
      run.enqueue({ phase: 'enter', token: token.id, flow: token.via });
      break;
    }
  }
  return true;
}

/** On reset only flows with a condition can be taken, and none need be (13.4.5). */
function chosen(
  run: Run,
  token: Token,
  element: GatewayModel,
  first: boolean,
  held: Map<string, Token[]>,
): readonly FlowModel[] {
  const flows = outgoing(run, token, element);
  const names = namesFor(element, held, first);
  const holds = flows.filter((flow) => !flow.isDefault && (first || flow.condition) && isTrue(run, token, flow, names));
  if (holds.length > 0 || !first) return holds;
  const byDefault = flows.filter((flow) => flow.isDefault);
  if (byDefault.length === 0 && flows.length > 0) throw new Fault('NO_FLOW_TAKEN', { elementId: element.id });
  return byDefault;
}
