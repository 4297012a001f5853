import { count, described, key, list, named, object, oneOf, string, timestamp, variables } from '../schema.js';
import { processDefinitionId, processDefinitionKey } from './process-definition.js';
import { businessKey, processInstanceKey } from './process-instance.js';

const jobKey = key('Key of the job.', '42:9');
const type = described(string, 'Topic, as the model names it.');

export const activatedJob = named(
  'ActivatedJob',
  object({
    jobKey,
    type,
    lockToken: described(string, 'Proves that the job is held; needed to answer it.'),
    deadline: described(timestamp, 'When the lock ends.'),
    retries: count,
    elementId: string,
    processInstanceKey,
    processDefinitionId,
    'businessKey?': businessKey,
    variables,
  }),
);

export const activatedJobs = named('ActivatedJobs', object({ jobs: list(activatedJob) }));

export const jobState = described(
  oneOf('CREATED', 'ACTIVATED', 'BACKING_OFF', 'FAILED'),
  'Waits to be fetched, is held by a worker, pauses after a failure, or has no attempts left.',
);

export const job = named(
  'Job',
  object({
    jobKey,
    type,
    state: jobState,
    retries: described(count, 'Attempts left.'),
    creationDate: timestamp,
    'availableDate?': described(timestamp, 'When its pause after a failure ends.'),
    'worker?': described(string, 'Who holds it, or let its lock run out.'),
    'deadline?': described(timestamp, 'When its lock ends, or ended without an answer.'),
    failures: described(count, 'Failed attempts since it was created or an operator had it tried again.'),
    'failureDate?': timestamp,
    'errorMessage?': described(string, 'What a worker said of the last failure; may concern a patient.'),
    elementId: string,
    processInstanceKey,
    processDefinitionId,
    processDefinitionKey,
    'businessKey?': businessKey,
  }),
);
