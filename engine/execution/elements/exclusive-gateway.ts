import type { GatewayModel } from '../../model/executable-model.js';
import { Fault } from '../fault.js';
import { isTrue, leave, outgoing } from '../tokens.js';
import { passing } from './gateway.js';

/** The first flow in order whose condition holds, else the default (13.4.2). */
export const exclusiveGateway = passing<GatewayModel>((run, token, element) => {
  const flows = outgoing(run, token, element);
  const holds = flows.find((flow) => !flow.isDefault && isTrue(run, token, flow));
  const taken = holds ?? flows.find((flow) => flow.isDefault);
  if (!taken && flows.length > 0) throw new Fault('NO_FLOW_TAKEN', { elementId: element.id });
  leave(run, token, taken ? [taken] : []);
});
