import type { EventModel } from '../../model/executable-model.js';
import type { Behaviour } from './behaviour.js';
import { completeEvent } from './event.js';

/** Its activity armed it; its token is placed when it has occurred (13.5.3). */
export const boundaryEvent: Behaviour<EventModel> = {
  enter: (run, token, element) => completeEvent(run, token, element),
  complete: completeEvent,
};
