import type { GatewayModel } from '../../model/executable-model.js';
import { fireWait } from '../fire.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { leave, outgoing } from '../tokens.js';
import { arm } from '../waits.js';
import type { Behaviour } from './behaviour.js';

/** Waits for all events behind it; the first one takes the token and the others are withdrawn (13.4.4). */
export const eventBasedGateway: Behaviour<GatewayModel> = {
  enter(run, token, element) {
    run.emit({ type: 'ElementStarted', token: token.id, element: element.id, at: run.now });
    for (const { target } of outgoing(run, token, element)) {
      armTarget(run, token, target);
      if (!run.findToken(token.id)) return;
    }
  },
  complete(run, token, element) {
    leave(run, token, outgoing(run, token, element));
  },
};

function armTarget(run: Run, token: Token, target: string): void {
  const element = run.element(token.scope, target);
  if (element.type !== 'bpmn:ReceiveTask' && element.type !== 'bpmn:IntermediateCatchEvent') return;
  for (const wait of arm(run, element, { token })) fireWait(run, wait, {});
}
