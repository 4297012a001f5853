import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { parseKey } from '../keys.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { findInstance } from './find-instance.js';

/**
 * An instance is not removed while it is under a hold, however old it is; a new hold takes the place of the one before.
 * @throws ApplicationError INSTANCE_NOT_FOUND
 */
export function placeLegalHold(services: Services, caller: Caller, key: string, reason: string): Promise<void> {
  const instanceKey = parseKey(key, 'INSTANCE_NOT_FOUND');
  return runCommand(services, caller, instanceKey, () => ({
    action: 'PlaceLegalHold',
    change: { legalHold: { kind: 'placed', reason } },
    answer: undefined,
  }));
}

/** @throws ApplicationError INSTANCE_NOT_FOUND, LEGAL_HOLD_NOT_FOUND */
export function releaseLegalHold(services: Services, caller: Caller, key: string): Promise<void> {
  const instanceKey = parseKey(key, 'INSTANCE_NOT_FOUND');
  return runCommand(services, caller, instanceKey, async () => {
    const held = (await services.store.legalHolds(instanceKey)).some(({ releasedAt }) => releasedAt === null);
    if (!held) throw new ApplicationError('LEGAL_HOLD_NOT_FOUND');
    return { action: 'ReleaseLegalHold', change: { legalHold: { kind: 'released' } }, answer: undefined };
  });
}

/** All holds that an instance has had, oldest first. @throws ApplicationError INSTANCE_NOT_FOUND */
export async function listLegalHolds(services: Services, key: string) {
  const { instanceKey } = await findInstance(services, key);
  const holds = await services.store.legalHolds(instanceKey);
  return {
    items: holds.map(({ reason, placedAt, placedBy, releasedAt, releasedBy }) => ({
      reason,
      placedDate: iso(placedAt),
      placedBy,
      ...(releasedAt !== null && { releasedDate: iso(releasedAt) }),
      ...(releasedBy !== null && { releasedBy }),
    })),
  };
}
