import { described, key, mapOf, named, object, oneOf, string, timestamp } from '../schema.js';
import { processDefinitionId, processDefinitionKey } from './process-definition.js';
import { processInstanceKey } from './process-instance.js';

export const incidentState = oneOf('ACTIVE', 'RESOLVED');

/** Ids, codes and numbers that explain something; never values. */
export const details = mapOf({ type: ['string', 'number'] });

export const incident = named(
  'Incident',
  object({
    incidentKey: key('Key of the incident.', '42:11'),
    processInstanceKey,
    processDefinitionId,
    processDefinitionKey,
    elementId: string,
    errorType: described(
      string,
      'What failed, e.g. `EXPRESSION_FAILED`. After `STEP_BUDGET_EXHAUSTED` and `WORK_BUDGET_EXHAUSTED`, where one command led through too many elements or asked for too much work, everything stands where the command left it and can be tried again.',
    ),
    phase: oneOf('enter', 'complete', 'leave', 'compensate', 'work', 'arm'),
    details,
    'errorMessage?': described(string, 'What a worker said of the failure that raised it; may concern a patient.'),
    state: incidentState,
    creationTime: timestamp,
    'resolutionTime?': timestamp,
    'resolvedBy?': string,
    'resolution?': oneOf('retry', 'skip', 'resolve', 'cancelled'),
    'reason?': described(string, 'What the operator gave as the reason; of one incident only, not in a search.'),
  }),
);
