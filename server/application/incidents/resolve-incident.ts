import type { Command, Instant, PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parsePart, partKey } from '../keys.js';
import type { Change, Part } from '../ports.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';

export interface Resolution {
  /** Try the failed phase again, leave the element without its work, or give `variables` as its result. */
  readonly action: 'retry' | 'skip' | 'resolve';
  readonly variables?: PlainVariables;
  readonly flows?: readonly string[];
  readonly retries?: number;
  /** Needed to skip: why the patient goes on without that work. */
  readonly reason?: string;
}

/**
 * An operator resolves an incident. A reason stands in the history of the instance, with who gave it and when.
 * @throws ApplicationError INCIDENT_NOT_FOUND, INCIDENT_ALREADY_RESOLVED, REASON_MISSING
 */
export async function resolveIncident(
  services: Services,
  caller: Caller,
  key: string,
  resolution: Resolution,
): Promise<void> {
  const part = parsePart(key, 'INCIDENT_NOT_FOUND');
  await requireActive(services, part);
  requireReason(resolution);
  await runCommand(services, caller, part.instanceKey, async ({ now }) => {
    await requireActive(services, part);
    return { ...resolving(part, resolution, now, caller.by), answer: undefined };
  });
}

/** What resolving comes to: the engine's command, and the reason beside it. */
export function resolving(
  part: Part,
  { reason, ...how }: Resolution,
  now: Instant,
  by: string,
): { readonly command: Command; readonly change: Partial<Change> } {
  const incidentId = partKey(part);
  return {
    command: { type: 'ResolveIncident', incidentId, now, by, ...how },
    change: reason === undefined ? {} : { events: [{ type: 'IncidentReasonGiven', incidentId, reason }] },
  };
}

/** Leaving work out is for a person to answer for. */
function requireReason({ action, reason = '' }: Resolution): void {
  if (action === 'skip' && reason.trim() === '') throw new ApplicationError('REASON_MISSING');
}

export async function requireActive({ store }: Services, part: Part): Promise<void> {
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
