import { EngineError } from './engine-error.js';
import { normalKey } from '../model/normal-key.js';
import { STATE_VERSION, type InstanceState, type Wait } from './state.js';

type Upgrade = (old: Record<string, unknown>) => Record<string, unknown>;

/** What changes from each version to the next, by the version it starts from. */
const upgrades: Readonly<Record<number, Upgrade>> = {};

/**
 * State as this engine reads it, from a state that any released engine wrote.
 * @throws EngineError STATE_TOO_NEW for one that a newer engine wrote, or that is no state at all
 */
export function upgradeState(saved: unknown): InstanceState {
  let state = saved as Record<string, unknown> | null;
  while (state && typeof state === 'object' && state['version'] !== STATE_VERSION) {
    const upgrade = upgrades[Number(state['version'])];
    if (!upgrade) throw new EngineError('STATE_TOO_NEW', { version: Number(state['version']) });
    state = upgrade(state);
  }
  if (!isState(state)) throw new EngineError('STATE_TOO_NEW', { version: -1 });
  return withNormalKeys(state as unknown as InstanceState);
}

/** Keys and names were once kept as they were typed. */
function withNormalKeys(state: InstanceState): InstanceState {
  const { businessKey } = state;
  if (isNormal(businessKey) && state.waits.every(({ name, key }) => isNormal(name) && isNormal(key))) return state;
  return {
    ...state,
    waits: state.waits.map(withNormalName),
    ...(businessKey !== undefined && { businessKey: normalKey(businessKey) }),
  };
}

const isNormal = (text: string | undefined): boolean => text === undefined || normalKey(text) === text;

const withNormalName = (wait: Wait): Wait => ({
  ...wait,
  ...(wait.name !== undefined && { name: normalKey(wait.name) }),
  ...(wait.key !== undefined && { key: normalKey(wait.key) }),
});

const LISTS = ['scopes', 'tokens', 'waits', 'incidents'];

function isState(value: Record<string, unknown> | null): boolean {
  if (typeof value !== 'object' || value === null || typeof value['instanceId'] !== 'string') return false;
  return LISTS.every((name) => Array.isArray(value[name]));
}
