import type { GatewayModel } from '../../model/executable-model.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { leave, outgoing } from '../tokens.js';
import type { Behaviour } from './behaviour.js';
import { heldTokens, merge } from './gateway.js';

/** Waits for one token on each incoming flow and sends one on each outgoing; surplus tokens stay for the next time (13.4.1). */
export const parallelGateway: Behaviour<GatewayModel> = {
  enter(run, token, element, flow) {
    if (element.incoming.length <= 1) return fork(run, token, element);
    if (token.via === undefined) {
      run.emit({ type: 'TokenHeld', token: token.id, element: element.id, flow: flow ?? '' });
    }
    const held = heldTokens(run, token.scope, element.id);
    if (!element.incoming.every((each) => held.has(each))) return;
    const survivor = merge(run, held, element.incoming);
    if (survivor) fork(run, survivor, element);
  },
  complete: fork,
};

function fork(run: Run, token: Token, element: GatewayModel): void {
  leave(run, token, outgoing(run, token, element));
}
