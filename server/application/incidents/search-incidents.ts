import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parseKey, parsePart, partKey } from '../keys.js';
import type { IncidentFilter, IncidentView, PageRequest, Store } from '../ports.js';
import type { Services } from '../services.js';

export interface IncidentQuery {
  readonly state?: 'ACTIVE' | 'RESOLVED';
  readonly processInstanceKey?: string;
  readonly elementId?: string;
  readonly errorType?: string;
  readonly processDefinitionId?: string;
  /** Raised then or later: ISO 8601 with offset. */
  readonly since?: string;
}

export async function searchIncidents({ store }: Services, query: IncidentQuery, page: PageRequest) {
  const found = await store.searchIncidents(incidentFilter(query), page);
  return { items: found.items.map(incidentAnswer), page: { endCursor: found.endCursor } };
}

/** @throws ApplicationError INSTANCE_NOT_FOUND */
export function incidentFilter(query: IncidentQuery): IncidentFilter {
  const { state, processInstanceKey, elementId, errorType, processDefinitionId, since } = query;
  return {
    ...(state !== undefined && { active: state === 'ACTIVE' }),
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(elementId !== undefined && { element: elementId }),
    ...(errorType !== undefined && { code: errorType }),
    ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
    ...(since !== undefined && { since: Date.parse(since) }),
  };
}

/** @throws ApplicationError INCIDENT_NOT_FOUND */
export async function getIncident({ store }: Services, key: string) {
  const incident = await store.incident(parsePart(key, 'INCIDENT_NOT_FOUND'));
  if (!incident) throw new ApplicationError('INCIDENT_NOT_FOUND');
  const reason = incident.resolvedAt === null ? undefined : await reasonOf(store, incident);
  return { ...incidentAnswer(incident), ...(reason !== undefined && { reason }) };
}

const EVENTS_AT_ONCE = 1000;

/** It stands in the history, with the values. */
async function reasonOf(store: Store, incident: IncidentView): Promise<string | undefined> {
  const incidentId = partKey(incident);
  for (let after = 0; ;) {
    const entries = await store.history(incident.instanceKey, after, EVENTS_AT_ONCE);
    for (const { event } of entries)
      if (event.type === 'IncidentReasonGiven' && event.incidentId === incidentId) return event.reason;
    if (entries.length < EVENTS_AT_ONCE) return undefined;
    after = entries.at(-1)?.sequence ?? 0;
  }
}

const incidentAnswer = (row: IncidentView) => ({
  incidentKey: partKey(row),
  processInstanceKey: String(row.instanceKey),
  processDefinitionId: row.processId,
  processDefinitionKey: String(row.definitionKey),
  elementId: row.element,
  errorType: row.code,
  phase: row.phase,
  details: row.details,
  ...(row.errorMessage !== null && { errorMessage: row.errorMessage }),
  state: row.resolvedAt === null ? 'ACTIVE' : 'RESOLVED',
  creationTime: iso(row.raisedAt),
  ...(row.resolvedAt !== null && { resolutionTime: iso(row.resolvedAt) }),
  ...(row.resolvedBy !== null && { resolvedBy: row.resolvedBy }),
  ...(row.resolution !== null && { resolution: row.resolution }),
});
