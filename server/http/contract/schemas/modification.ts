import { described, key, list, named, object, oneOf, string, text, timestamp, truth, variables } from '../schema.js';
import type { Schema } from '../schema.js';
import { instanceState } from './process-instance.js';

const elementInstanceKey = key('A token and the element that it stands at.', '42:7');
const scopeKey = key('An open process, sub-process, call, loop round or compensation.', '42:1');

const elementInstance = named(
  'ElementInstance',
  object({
    elementInstanceKey,
    elementId: string,
    elementName: string,
    type: described(string, 'Kind of element, e.g. `USER_TASK`.'),
    scopeKey,
    hasIncident: truth,
    isMultiInstanceBody: described(truth, 'The activity as a whole, around its loop rounds.'),
    'heldOnFlowId?': described(string, 'It waits on this flow, for a join or to be started, and has not begun.'),
  }),
);

const openScope = named(
  'Scope',
  object({
    scopeKey,
    elementId: string,
    elementName: string,
    kind: oneOf('process', 'subProcess', 'call', 'iteration', 'compensation'),
    'elementInstanceKey?': described(string, 'The token whose activity opened it.'),
  }),
);

const whereItStands = { items: list(elementInstance), scopes: list(openScope) };

export const elementInstances = named('ElementInstances', object(whereItStands));

const is = (type: string): Schema => ({ type: 'string', enum: [type] });
const placed = { elementId: text(), 'variables?': variables };
const placing = { ...placed, 'scopeKey?': described(text(), 'Where several open scopes would do.') };

export const instruction = named('Instruction', {
  anyOf: [
    object({ type: is('placeToken'), ...placing }),
    object({ type: is('reopenElement'), ...placing }),
    object({ type: is('removeToken'), elementInstanceKey: text() }),
    object({ type: is('moveToken'), elementInstanceKey: text(), ...placed }),
    object({
      type: is('skipElement'),
      elementInstanceKey: text(),
      'flowIds?': described(list(text(), 100), 'Flows to leave by; those that it would take where they are left out.'),
    }),
  ],
});

const at = { elementId: string };

export const modification = named(
  'Modification',
  object({
    dryRun: described(truth, 'Nothing has been done: this is what it would come to.'),
    state: instanceState,
    tasksCreated: list(object({ userTaskKey: string, ...at })),
    tasksCancelled: list(object({ userTaskKey: string, ...at })),
    jobsCreated: list(object({ jobKey: string, ...at })),
    jobsCancelled: list(object({ jobKey: string, ...at })),
    timersSet: list(object({ ...at, dueDate: timestamp })),
    timersCancelled: list(object(at)),
    subscriptionsOpened: list(object(at)),
    subscriptionsClosed: list(object(at)),
    messagesThrown: list(object({ ...at, name: string })),
    signalsThrown: list(object({ ...at, name: string })),
    incidentsRaised: list(object({ ...at, errorType: string })),
    elementsCompleted: list(object(at)),
    elementsCancelled: list(object(at)),
    ...whereItStands,
  }),
);
