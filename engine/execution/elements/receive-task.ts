import type { ReceiveTaskModel } from '../../model/executable-model.js';
import type { Behaviour } from './behaviour.js';
import { arm } from '../waits.js';
import { activity, storeOutput } from './activity.js';

const waiting = activity<ReceiveTaskModel>({
  start(run, token, element) {
    arm(run, element, { token });
  },
});

/** Waits for its message, whose content becomes its output (13.3.3). */
export const receiveTask: Behaviour<ReceiveTaskModel> = {
  ...waiting,
  complete(run, token, element, skipped) {
    if (!skipped && token.local && !element.isolatesOutput) storeOutput(run, token, element, token.local);
    waiting.complete(run, run.token(token.id), element, skipped);
  },
};
