import { iso } from '../iso.js';
import { parseKey, partKey } from '../keys.js';
import type { IncidentRow, PageRequest } from '../ports.js';
import type { Services } from '../services.js';

export interface IncidentQuery {
  readonly state?: 'ACTIVE' | 'RESOLVED';
  readonly processInstanceKey?: string;
  readonly elementId?: string;
  readonly errorType?: string;
}

export async function searchIncidents({ store }: Services, query: IncidentQuery, page: PageRequest) {
  const { state, processInstanceKey, elementId, errorType } = query;
  const found = await store.searchIncidents(
    {
      ...(state !== undefined && { active: state === 'ACTIVE' }),
      ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
      ...(elementId !== undefined && { element: elementId }),
      ...(errorType !== undefined && { code: errorType }),
    },
    page,
  );
  return { items: found.items.map(incidentAnswer), page: { endCursor: found.endCursor } };
}

const incidentAnswer = (row: IncidentRow) => ({
  incidentKey: partKey(row),
  processInstanceKey: String(row.instanceKey),
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
