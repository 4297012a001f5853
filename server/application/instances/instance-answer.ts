import { iso } from '../iso.js';
import type { InstanceRow, InstanceStatus } from '../ports.js';
import type { Seen } from '../precondition.js';

export type InstanceStateName = 'ACTIVE' | 'COMPLETED' | 'TERMINATED';

const NAMES = { running: 'ACTIVE', completed: 'COMPLETED', cancelled: 'TERMINATED' } as const satisfies Record<
  InstanceStatus,
  InstanceStateName
>;

export function statusOf(name: InstanceStateName): InstanceStatus {
  return name === 'ACTIVE' ? 'running' : name === 'COMPLETED' ? 'completed' : 'cancelled';
}

/** What may have changed of an instance since somebody looked at it. */
export const seenOfInstance = ({ status, revision, hasIncident }: InstanceRow): Seen => ({
  state: NAMES[status],
  hasIncident,
  revision,
});

/** An instance as the API shows it. */
export function instanceAnswer(row: InstanceRow) {
  return {
    processInstanceKey: String(row.instanceKey),
    processDefinitionKey: String(row.definitionKey),
    processDefinitionId: row.processId,
    processDefinitionVersion: row.version,
    ...(row.businessKey !== null && { businessKey: row.businessKey }),
    state: NAMES[row.status],
    startDate: iso(row.startedAt),
    startedBy: row.startedBy,
    ...(row.endedAt !== null && { endDate: iso(row.endedAt) }),
    ...(row.endReason !== null && { cancellationReason: row.endReason }),
    hasIncident: row.hasIncident,
    revision: row.revision,
  };
}
