import type { GatewayModel } from '../../model/executable-model.js';
import { chooseFlows, leave } from '../tokens.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import type { Behaviour } from './behaviour.js';
import { heldTokens, mayStillArrive, merge } from './gateway.js';

/** Waits until no token can reach it any more that it has to wait for, then takes every flow whose condition holds (13.4.3). */
export const inclusiveGateway: Behaviour<GatewayModel> = {
  enter(run, token, element, flow) {
    if (element.incoming.length <= 1) return split(run, token, element);
    if (token.via === undefined) {
      run.emit({ type: 'TokenHeld', token: token.id, element: element.id, flow: flow ?? '' });
    }
  },
  complete: split,
  settle(run, token, element) {
    const held = heldTokens(run, token.scope, element.id);
    if (mayStillArrive(run, token.scope, element, (flow) => held.has(flow))) return false;
    const survivor = merge(run, held, held.keys());
    if (survivor) run.enqueue({ phase: 'complete', token: survivor.id });
    return survivor !== undefined;
  },
};

function split(run: Run, token: Token, element: GatewayModel): void {
  leave(run, token, chooseFlows(run, token, element));
}
