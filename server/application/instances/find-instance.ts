import { upgradeState } from '../../../engine/index.js';
import type { Environment, InstanceState } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { parseKey } from '../keys.js';
import type { InstanceRow } from '../ports.js';
import type { Services } from '../services.js';

/** @throws ApplicationError INSTANCE_NOT_FOUND */
export async function findInstance({ store }: Services, key: string): Promise<InstanceRow> {
  const row = await store.instance(parseKey(key, 'INSTANCE_NOT_FOUND'));
  if (!row) throw new ApplicationError('INSTANCE_NOT_FOUND');
  return row;
}

/** @throws ApplicationError INSTANCE_NOT_FOUND */
export async function readState(
  services: Services,
  instanceKey: number,
): Promise<{ env: Environment; state: InstanceState }> {
  const row = await services.store.loadInstance(instanceKey);
  if (!row) throw new ApplicationError('INSTANCE_NOT_FOUND');
  return { env: await services.models.environment(services.store, row.environmentKey), state: upgradeState(row.state) };
}
