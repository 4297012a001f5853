import type { ReceiveTaskModel } from '../../model/executable-model.js';
import type { Variables } from '../json.js';
import type { Behaviour } from './behaviour.js';
import { arm } from '../waits.js';
import { activity, storeOutput } from './activity.js';

const waiting = activity<ReceiveTaskModel>({
  start(run, token, element) {
    arm(run, element, { token });
  },
});

/** Waits for its message, whose content becomes its output (13.3.3); what was mapped in stays its own. */
export const receiveTask: Behaviour<ReceiveTaskModel> = {
  ...waiting,
  complete(run, token, element, skipped) {
    if (!skipped && token.local && !element.isolatesOutput)
      storeOutput(run, token, element, content(token.local, element));
    waiting.complete(run, run.token(token.id), element, skipped);
  },
};

function content(local: Variables, { inputs }: ReceiveTaskModel): Variables {
  if (inputs.length === 0) return local;
  const mapped = new Set(inputs.map(({ target }) => target.split('.')[0]));
  return Object.fromEntries(Object.entries(local).filter(([name]) => !mapped.has(name)));
}
