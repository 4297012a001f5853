import { count, described, key, list, named, object, oneOf, string, timestamp } from '../schema.js';
import { processInstanceKey } from './process-instance.js';

export const batchOperationKey = key('Key of the batch operation.', '7');
export const batchOperationType = oneOf(
  ...(['CANCEL_PROCESS_INSTANCE', 'RESOLVE_INCIDENT'] as const),
  ...(['SUSPEND_PROCESS_INSTANCE', 'RESUME_PROCESS_INSTANCE'] as const),
);
export const batchOperationState = oneOf('ACTIVE', 'SUSPENDED', 'COMPLETED', 'CANCELED');
export const batchItemState = oneOf('ACTIVE', 'COMPLETED', 'FAILED', 'CANCELED');

export const createdBatchOperation = named('CreatedBatchOperation', object({ batchOperationKey, batchOperationType }));

const batch = {
  batchOperationKey,
  batchOperationType,
  state: batchOperationState,
  startDate: timestamp,
  createdBy: string,
  'endDate?': timestamp,
  'reason?': string,
  operationsTotalCount: count,
  operationsCompletedCount: count,
  operationsFailedCount: count,
};

export const batchOperation = named('BatchOperation', object(batch));

export const batchOperationWithErrors = named(
  'BatchOperationWithErrors',
  object({
    ...batch,
    errors: described(list(object({ type: string, count })), 'How many items have failed, by the code of the refusal.'),
  }),
);

export const batchOperationItem = named(
  'BatchOperationItem',
  object({
    batchOperationKey,
    itemKey: described(string, 'Key of the instance or incident.'),
    processInstanceKey,
    state: batchItemState,
    'errorType?': string,
    'processedDate?': timestamp,
  }),
);
