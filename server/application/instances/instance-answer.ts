import { iso } from '../iso.js';
import type { InstanceFilter, InstanceRow, InstanceStatus } from '../ports.js';
import type { Seen } from '../precondition.js';

export type InstanceStateName = 'ACTIVE' | 'SUSPENDED' | 'COMPLETED' | 'TERMINATED';

const NAMES = { running: 'ACTIVE', completed: 'COMPLETED', cancelled: 'TERMINATED' } as const satisfies Record<
  InstanceStatus,
  InstanceStateName
>;

/** What to look for: one that runs is active, or on hold. */
export function filterOf(name: InstanceStateName): Pick<InstanceFilter, 'status' | 'suspended'> {
  if (name === 'COMPLETED') return { status: 'completed' };
  if (name === 'TERMINATED') return { status: 'cancelled' };
  return { status: 'running', suspended: name === 'SUSPENDED' };
}

/** What may have changed of an instance since somebody looked at it. */
export const seenOfInstance = (row: InstanceRow): Seen => ({
  state: stateOf(row),
  hasIncident: row.hasIncident,
  revision: row.revision,
});

const stateOf = ({ status, suspended }: InstanceRow): InstanceStateName => (suspended ? 'SUSPENDED' : NAMES[status]);

/** An instance as the API shows it. */
export function instanceAnswer(row: InstanceRow) {
  return {
    processInstanceKey: String(row.instanceKey),
    processDefinitionKey: String(row.definitionKey),
    processDefinitionId: row.processId,
    processDefinitionVersion: row.version,
    ...(row.businessKey !== null && { businessKey: row.businessKey }),
    state: stateOf(row),
    startDate: iso(row.startedAt),
    startedBy: row.startedBy,
    ...(row.endedAt !== null && { endDate: iso(row.endedAt) }),
    ...(row.endReason !== null && { cancellationReason: row.endReason }),
    ...(row.archivedAt !== null && { archivedDate: iso(row.archivedAt) }),
    hasIncident: row.hasIncident,
    revision: row.revision,
  };
}
