import type { EventModel } from '../../model/executable-model.js';
import type { Behaviour } from './behaviour.js';
import { completeEvent } from './event.js';

/** Occurs at the moment its token is placed: what it waited for is outside, or has come (13.5.1). */
export const startEvent: Behaviour<EventModel> = {
  enter: (run, token, element) => completeEvent(run, token, element),
  complete: completeEvent,
};
