import type { PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parsePart, partKey } from '../keys.js';
import type { Part } from '../ports.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';

export interface Resolution {
  /** Try the failed phase again, leave the element without its work, or give `variables` as its result. */
  readonly action: 'retry' | 'skip' | 'resolve';
  readonly variables?: PlainVariables;
  readonly flows?: readonly string[];
  readonly retries?: number;
}

/** An operator resolves an incident. @throws ApplicationError INCIDENT_NOT_FOUND, INCIDENT_ALREADY_RESOLVED */
export async function resolveIncident(
  services: Services,
  caller: Caller,
  key: string,
  resolution: Resolution,
): Promise<void> {
  const part = parsePart(key, 'INCIDENT_NOT_FOUND');
  await requireActive(services, part);
  await runCommand(services, caller, part.instanceKey, async ({ now }) => {
    await requireActive(services, part);
    return {
      command: { type: 'ResolveIncident', incidentId: partKey(part), now, by: caller.by, ...resolution },
      answer: undefined,
    };
  });
}

async function requireActive({ store }: Services, part: Part): Promise<void> {
  const incident = await store.incident(part);
  if (!incident) throw new ApplicationError('INCIDENT_NOT_FOUND');
  if (incident.resolvedAt === null) return;
  throw new ApplicationError('INCIDENT_ALREADY_RESOLVED', {
    current: {
      resolution: incident.resolution ?? '',
      resolvedBy: incident.resolvedBy ?? '',
      resolutionTime: iso(incident.resolvedAt),
    },
  });
}
