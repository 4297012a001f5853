import { count, described, key, list, named, object, string, timestamp, variables } from '../schema.js';
import { processDefinitionId } from './process-definition.js';
import { businessKey, processInstanceKey } from './process-instance.js';

export const job = named(
  'Job',
  object({
    jobKey: key('Key of the job.', '42:9'),
    type: described(string, 'Topic, as the model names it.'),
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

export const activatedJobs = named('ActivatedJobs', object({ jobs: list(job) }));
