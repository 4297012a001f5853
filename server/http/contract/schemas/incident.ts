import { described, key, mapOf, named, object, oneOf, string, timestamp } from '../schema.js';
import { processInstanceKey } from './process-instance.js';

export const incidentState = oneOf('ACTIVE', 'RESOLVED');

/** Ids, codes and numbers that explain something; never values. */
export const details = mapOf({ type: ['string', 'number'] });

export const incident = named(
  'Incident',
  object({
    incidentKey: key('Key of the incident.', '42:11'),
    processInstanceKey,
    elementId: string,
    errorType: described(string, 'What failed, e.g. `EXPRESSION_FAILED`.'),
    phase: oneOf('enter', 'complete', 'leave', 'compensate', 'work', 'arm'),
    details,
    'errorMessage?': described(string, 'What a worker said of the failure that raised it; may concern a patient.'),
    state: incidentState,
    creationTime: timestamp,
    'resolutionTime?': timestamp,
    'resolvedBy?': string,
    'resolution?': oneOf('retry', 'skip', 'resolve', 'cancelled'),
  }),
);
