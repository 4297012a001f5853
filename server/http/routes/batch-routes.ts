import { controlBatch } from '../../application/batches/control-batch.js';
import { createBatch, type BatchRequest } from '../../application/batches/create-batch.js';
import {
  getBatch,
  searchBatches,
  searchBatchItems,
  type BatchItemSearch,
  type BatchSearch,
} from '../../application/batches/read-batch.js';
import {
  described,
  list,
  object,
  paged,
  reason,
  search as searchSchema,
  text,
  timestamp,
  truth,
  typed,
} from '../contract/schema.js';
import {
  batchItemState,
  batchOperation,
  batchOperationItem,
  batchOperationState,
  batchOperationType,
  batchOperationWithErrors,
  createdBatchOperation,
} from '../contract/schemas/batch-operation.js';
import { filterOf, pageOf, post, read, search, type Route, type SearchBody } from '../route.js';

const MOST_KEYS = 10_000;
const key = (params: Readonly<Record<string, string>>): string => params['batchOperationKey'] ?? '';

const filter = object({
  'processDefinitionId?': text(),
  'businessKey?': described(typed(), 'Of instances.'),
  'hasIncident?': described(truth, 'Of instances.'),
  'processInstanceKey?': described(text(), 'Of incidents, and so are the following.'),
  'elementId?': text(),
  'errorType?': text(),
  'since?': described(timestamp, 'Raised then or later.'),
});

const control = (step: 'cancel' | 'suspend' | 'resume', path: string, operationId: string, summary: string): Route =>
  post(`/v2/batch-operations/:batchOperationKey/${path}`, {
    operationId,
    tag: 'Batch operation',
    summary,
    answer: null,
    problems: ['BATCH_NOT_FOUND', 'BATCH_STATE_NOT_ALLOWED'],
    handle: ({ services, caller, params }) => controlBatch(services, caller, key(params), step),
  });

export const batchRoutes: readonly Route[] = [
  post<BatchRequest>('/v2/batch-operations', {
    status: 202,
    operationId: 'createBatchOperation',
    tag: 'Batch operation',
    summary: 'Order the same for many instances or incidents',
    description:
      'Cancels running instances or puts them on hold (both with a reason), resumes those that are on hold, or tries open incidents again. A filter finds those that the kind can change: an item that it cannot change any more counts as failed, with the code. What it is about is fixed when this answers: what the filter finds at one moment, or the given keys; a filter says at least one thing. Carried out after the answer, each item once, also across a restart.',
    answer: createdBatchOperation,
    problems: ['BATCH_SELECTION_NOT_VALID', 'REASON_MISSING', 'INSTANCE_NOT_FOUND', 'INCIDENT_NOT_FOUND'],
    example: {
      body: {
        batchOperationType: 'CANCEL_PROCESS_INSTANCE',
        filter: { processDefinitionId: 'innleggelse-utskrivning' },
        reason: 'Started by a faulty import',
      },
      answer: { batchOperationKey: '7', batchOperationType: 'CANCEL_PROCESS_INSTANCE' },
    },
    body: object({
      batchOperationType,
      'filter?': filter,
      'processInstanceKeys?': described(
        list(text(), MOST_KEYS),
        'Instead of a filter: the instances to cancel, suspend or resume.',
      ),
      'incidentKeys?': described(list(text(), MOST_KEYS), 'Instead of a filter: the incidents to try again.'),
      'reason?': described(reason, 'Needed to cancel and to suspend.'),
    }),
    handle: ({ services, caller, body }) => createBatch(services, caller, body),
  }),
  search<SearchBody<BatchSearch>>('/v2/batch-operations/search', {
    operationId: 'searchBatchOperations',
    tag: 'Batch operation',
    summary: 'Search batch operations',
    answer: paged(batchOperation),
    problems: [],
    example: { body: { filter: { state: 'ACTIVE' } } },
    body: searchSchema({ 'state?': batchOperationState, 'batchOperationType?': batchOperationType }),
    handle: ({ services, body }) => searchBatches(services, filterOf(body), pageOf(body)),
  }),
  read('/v2/batch-operations/:batchOperationKey', {
    operationId: 'getBatchOperation',
    tag: 'Batch operation',
    summary: 'Get a batch operation and how far it has come',
    answer: batchOperationWithErrors,
    problems: ['BATCH_NOT_FOUND'],
    handle: ({ services, params }) => getBatch(services, key(params)),
  }),
  control('cancel', 'cancellation', 'cancelBatchOperation', 'Stop a batch operation'),
  control('suspend', 'suspension', 'suspendBatchOperation', 'Let a batch operation rest'),
  control('resume', 'resumption', 'resumeBatchOperation', 'Let a batch operation go on'),
  search<SearchBody<BatchItemSearch>>('/v2/batch-operation-items/search', {
    operationId: 'searchBatchOperationItems',
    tag: 'Batch operation',
    summary: 'Search the items of batch operations',
    answer: paged(batchOperationItem),
    problems: ['BATCH_NOT_FOUND', 'INSTANCE_NOT_FOUND'],
    example: { body: { filter: { batchOperationKey: '7', state: 'FAILED' } } },
    body: searchSchema({ 'batchOperationKey?': text(), 'processInstanceKey?': text(), 'state?': batchItemState }),
    handle: ({ services, body }) => searchBatchItems(services, filterOf(body), pageOf(body)),
  }),
];
