import { ApplicationError } from '../application-error.js';
import { incidentFilter, type IncidentQuery } from '../incidents/search-incidents.js';
import { parseKey, parsePart } from '../keys.js';
import type { BatchKind, BatchSelection, InstanceFilter, Part } from '../ports.js';
import { answerRow, repeated, settle } from '../run-command.js';
import type { Caller, Services } from '../services.js';

/** What is looked for: of instances, or of the open incidents. */
export interface BatchQuery extends Omit<IncidentQuery, 'state'> {
  readonly businessKey?: string;
  readonly hasIncident?: boolean;
}

export interface BatchRequest {
  readonly batchOperationType: BatchKind;
  readonly filter?: BatchQuery;
  readonly processInstanceKeys?: readonly string[];
  readonly incidentKeys?: readonly string[];
  readonly reason?: string;
}

interface CreatedBatch {
  readonly batchOperationKey: string;
  readonly batchOperationType: BatchKind;
}

/**
 * Orders the same for many instances or incidents. What it is about is fixed now: those that a filter finds at this
 * moment, or the given ones. Carried out after the answer, each once, also across a restart.
 * @throws ApplicationError BATCH_SELECTION_NOT_VALID, REASON_MISSING, INSTANCE_NOT_FOUND, INCIDENT_NOT_FOUND
 */
export async function createBatch(services: Services, caller: Caller, request: BatchRequest): Promise<CreatedBatch> {
  const { store, clock } = services;
  const { batchOperationType: kind, reason } = request;
  if (NEEDS_REASON.has(kind) && (reason ?? '').trim() === '') throw new ApplicationError('REASON_MISSING');
  const selection = selectionOf(request);
  await refuseRepeat(services, caller);
  const batchKey = await store.newKey('batch');
  const { by } = caller;
  await store.selectBatch({ batchKey, kind, at: clock.now(), by, reason: reason ?? null }, selection);
  const answer = { batchOperationKey: String(batchKey), batchOperationType: kind };
  const change = {
    ...{ at: clock.now(), by, action: 'CreateBatchOperation' },
    batch: { batchKey, step: 'start' } as const,
    ...answerRow(caller, answer),
  };
  settle(services, caller, change, await store.commit(change));
  return answer;
}

/** Before anything is written down: a repeat of the order is none. */
async function refuseRepeat({ store }: Services, { idempotency }: Caller): Promise<void> {
  const answer = idempotency && (await store.findAnswer(idempotency));
  if (answer) throw repeated(idempotency, answer);
}

/** As the command on one instance does. */
const NEEDS_REASON: ReadonlySet<BatchKind> = new Set(['CANCEL_PROCESS_INSTANCE', 'SUSPEND_PROCESS_INSTANCE']);

const OF_INSTANCES: ReadonlySet<string> = new Set(['processDefinitionId', 'businessKey', 'hasIncident']);
const OF_INCIDENTS: ReadonlySet<string> = new Set([
  ...['processDefinitionId', 'processInstanceKey', 'elementId', 'errorType', 'since'],
]);

/** Exactly one way of saying what it is about, and never simply everything. */
function selectionOf(request: BatchRequest): BatchSelection {
  const { batchOperationType: kind, filter, processInstanceKeys, incidentKeys } = request;
  const ofIncidents = kind === 'RESOLVE_INCIDENT';
  const given = [filter, processInstanceKeys, incidentKeys].filter((one) => one !== undefined);
  const keys = ofIncidents ? incidentKeys : processInstanceKeys;
  if (given.length !== 1 || given[0] !== (filter ?? keys)) throw new ApplicationError('BATCH_SELECTION_NOT_VALID');
  if (keys) return { of: 'items', items: distinct(keys.map(ofIncidents ? incident : instance)) };
  const names = Object.keys(filter ?? {});
  const allowed = ofIncidents ? OF_INCIDENTS : OF_INSTANCES;
  if (names.length === 0 || !names.every((name) => allowed.has(name)))
    throw new ApplicationError('BATCH_SELECTION_NOT_VALID');
  return ofIncidents
    ? { of: 'incidents', filter: incidentFilter(filter ?? {}) }
    : { of: 'instances', filter: instanceFilter(kind, filter ?? {}) };
}

const instance = (key: string): Part => ({ instanceKey: parseKey(key, 'INSTANCE_NOT_FOUND'), number: 0 });
const incident = (key: string): Part => parsePart(key, 'INCIDENT_NOT_FOUND');

const distinct = (parts: readonly Part[]): readonly Part[] => [
  ...new Map(parts.map((part) => [`${part.instanceKey}:${part.number}`, part])).values(),
];

/** Of those that run, those that the kind can change. */
const instanceFilter = (
  kind: BatchKind,
  { processDefinitionId, businessKey, hasIncident }: BatchQuery,
): InstanceFilter => ({
  status: 'running',
  ...(kind === 'SUSPEND_PROCESS_INSTANCE' && { suspended: false }),
  ...(kind === 'RESUME_PROCESS_INSTANCE' && { suspended: true }),
  ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
  ...(businessKey !== undefined && { businessKey }),
  ...(hasIncident !== undefined && { hasIncident }),
});
