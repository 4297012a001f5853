import type { ElementModel, FlowModel } from '../model/executable-model.js';
import { Fault } from './fault.js';
import type { Json, Variables } from './json.js';
import type { Run } from './run.js';
import type { Token } from './state.js';
import { evaluateAt } from './variables.js';

/** Places a new token at an element otherwise than by a flow. */
export function placeToken(run: Run, element: string, scope: number, local?: Variables): number {
  const token = run.nextId();
  run.emit({ type: 'TokenPlaced', token, element, scope });
  run.countToken();
  if (local && Object.keys(local).length > 0) run.emit({ type: 'LocalVariablesSet', token, values: local });
  return token;
}

/** Sends `quantity` tokens along each flow (13.2.1 token passing; completionQuantity 13.3.2). */
export function takeFlows(run: Run, scope: number, flows: readonly FlowModel[], quantity = 1): void {
  for (const flow of flows) {
    for (let count = 0; count < quantity; count++) {
      const token = run.nextId();
      run.emit({ type: 'FlowTaken', flow: flow.id, token, element: flow.target, scope });
      run.countToken();
      run.enqueue({ phase: 'enter', token, flow: flow.id });
    }
  }
}

/**
 * The token leaves its element: it is gone there, and new ones stand on the flows it chose.
 * Without a flow the path ends here.
 */
export function leave(run: Run, token: Token, flows: readonly FlowModel[], quantity = 1): void {
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  takeFlows(run, token.scope, flows, quantity);
  if (flows.length === 0) run.checkScope(token.scope);
}

/** Flows that leave an activity or event: every unconditional one, every true one, and the default if no condition holds (13.2.1, 13.3.1); or those that an operator chose. */
export function chooseFlows(run: Run, token: Token, element: ElementModel): readonly FlowModel[] {
  const given = run.chosenFlows.get(token.id);
  if (given) return given;
  const flows = outgoing(run, token, element);
  if (flows.length === 1 && flows[0] && !flows[0].condition) return flows;
  const chosen = flows.filter((flow) => !flow.isDefault && (!flow.condition || isTrue(run, token, flow)));
  const noneHolds = !chosen.some((flow) => flow.condition);
  const byDefault = noneHolds ? flows.filter((flow) => flow.isDefault) : [];
  const all = flows.filter((flow) => chosen.includes(flow) || byDefault.includes(flow));
  if (all.length === 0 && flows.length > 0) throw new Fault('NO_FLOW_TAKEN', { elementId: element.id });
  return all;
}

export function outgoing(run: Run, token: Token, element: ElementModel): readonly FlowModel[] {
  const { flows } = run.modelOf(token.scope);
  const found: FlowModel[] = [];
  for (const id of element.outgoing) {
    const flow = flows[id];
    if (flow) found.push(flow);
  }
  return found;
}

/** Whether a flow's condition holds. What is neither true nor false is an incident, never the default flow. */
export function isTrue(run: Run, token: Token, flow: FlowModel, extra?: Variables): boolean {
  if (!flow.condition) return true;
  return asBoolean(evaluateAt(run, token, flow.condition, 'EXPRESSION_FAILED', extra), flow.id);
}

export function asBoolean(value: Json, where: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new Fault('CONDITION_NOT_BOOLEAN', { elementId: where });
}
