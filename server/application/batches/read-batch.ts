import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parseKey, partKey } from '../keys.js';
import type { BatchItem, BatchKind, BatchRow, BatchState, PageRequest } from '../ports.js';
import type { Services } from '../services.js';

/** How far an operation has come. @throws ApplicationError BATCH_NOT_FOUND */
export async function getBatch({ store }: Services, key: string) {
  const batch = await store.batch(parseKey(key, 'BATCH_NOT_FOUND'));
  if (!batch) throw new ApplicationError('BATCH_NOT_FOUND');
  const errors = batch.failed === 0 ? [] : await store.batchErrors(batch.batchKey);
  return { ...batchAnswer(batch), errors: errors.map(({ code: type, count }) => ({ type, count })) };
}

export interface BatchSearch {
  readonly state?: BatchState;
  readonly batchOperationType?: BatchKind;
}

export async function searchBatches(
  { store }: Services,
  { state, batchOperationType: kind }: BatchSearch,
  page: PageRequest,
) {
  const found = await store.searchBatches({ ...(state && { state }), ...(kind && { kind }) }, page);
  return { items: found.items.map(batchAnswer), page: { endCursor: found.endCursor } };
}

export interface BatchItemSearch {
  readonly batchOperationKey?: string;
  readonly processInstanceKey?: string;
  readonly state?: BatchItem['state'];
}

export async function searchBatchItems({ store }: Services, query: BatchItemSearch, page: PageRequest) {
  const { batchOperationKey, processInstanceKey, state } = query;
  const filter = {
    ...(batchOperationKey !== undefined && { batchKey: parseKey(batchOperationKey, 'BATCH_NOT_FOUND') }),
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(state && { state }),
  };
  const found = await store.searchBatchItems(filter, page);
  return { items: found.items.map(itemAnswer), page: { endCursor: found.endCursor } };
}

const batchAnswer = (row: BatchRow) => ({
  batchOperationKey: String(row.batchKey),
  batchOperationType: row.kind,
  state: row.state,
  startDate: iso(row.createdAt),
  createdBy: row.createdBy,
  ...(row.endedAt !== null && { endDate: iso(row.endedAt) }),
  ...(row.reason !== null && { reason: row.reason }),
  operationsTotalCount: row.total,
  operationsCompletedCount: row.done,
  operationsFailedCount: row.failed,
});

const itemAnswer = (row: BatchItem) => ({
  batchOperationKey: String(row.batchKey),
  itemKey: row.incidentNumber === 0 ? String(row.instanceKey) : partKey({ ...row, number: row.incidentNumber }),
  processInstanceKey: String(row.instanceKey),
  state: row.state,
  ...(row.code !== null && { errorType: row.code }),
  ...(row.endedAt !== null && { processedDate: iso(row.endedAt) }),
});
