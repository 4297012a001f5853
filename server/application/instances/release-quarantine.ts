import { ApplicationError } from '../application-error.js';
import { answerRow, settle } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { findInstance } from './find-instance.js';

/**
 * An operator lets the work of an instance be tried at once, without waiting for its quarantine to run out.
 * @throws ApplicationError INSTANCE_NOT_FOUND, NOT_IN_QUARANTINE
 */
export async function releaseQuarantine(services: Services, caller: Caller, key: string): Promise<void> {
  const { store, clock, work } = services;
  const { instanceKey } = await findInstance(services, key);
  if (!(await store.quarantineOf(instanceKey))) throw new ApplicationError('NOT_IN_QUARANTINE');
  const change = {
    at: clock.now(),
    by: caller.by,
    action: 'ReleaseQuarantine',
    quarantineReleased: instanceKey,
    ...answerRow(caller, undefined),
  };
  settle(services, caller, change, await store.commit(change));
  work.wake();
}
