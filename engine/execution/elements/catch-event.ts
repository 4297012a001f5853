import type { EventModel } from '../../model/executable-model.js';
import { fireWait } from '../fire.js';
import { arm } from '../waits.js';
import type { Behaviour } from './behaviour.js';
import { completeEvent } from './event.js';

/** Waits for its trigger; a link is reached by a jump and only passed (13.5.2, 10.5.5). */
export const catchEvent: Behaviour<EventModel> = {
  enter(run, token, element) {
    if (element.triggers.every((trigger) => trigger.kind === 'link')) return completeEvent(run, token, element);
    run.emit({ type: 'ElementStarted', token: token.id, element: element.id, at: run.now });
    for (const wait of arm(run, element, { token })) fireWait(run, wait, {});
  },
  complete: completeEvent,
};
