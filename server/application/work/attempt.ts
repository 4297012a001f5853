import { EngineError, type RefusalCode } from '../../../engine/index.js';
import { ApplicationError, DeliveryDone, StoreUnavailable } from '../application-error.js';
import { LONGEST_WAITS } from '../longest-waits.js';
import type { Postponed } from '../ports.js';
import type { Services } from '../services.js';

export interface Attempt {
  readonly what: Postponed;
  /** How often it has failed before. */
  readonly attempts: number;
  /** Refusals that mean that there is nothing left to do. */
  readonly moot: readonly RefusalCode[];
  readonly do: () => Promise<unknown>;
}

/**
 * Carries out one piece of work that waits. What fails is tried again later, ever more rarely, and holds up nothing else.
 * @throws StoreUnavailable
 */
export async function attempt(services: Services, { what, attempts, moot, do: run }: Attempt): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    if (error instanceof DeliveryDone || isMoot(error, moot)) return services.store.removeStale(what);
    if (isQuarantined(error) && what.kind === 'timer') return;
    const code = error instanceof EngineError || error instanceof ApplicationError ? error.code : nameOf(error);
    const wait = Math.min(LONGEST_WAITS.putOff, 1000 * 2 ** Math.min(attempts, 20));
    services.log.warn({ ...what, code, attempts: attempts + 1, retryInMs: wait }, 'work was put off');
    await services.store.postpone(what, services.clock.now() + wait);
  }
}

const isMoot = (error: unknown, moot: readonly RefusalCode[]): boolean =>
  (error instanceof EngineError && moot.includes(error.code)) ||
  (error instanceof ApplicationError && error.code === 'INSTANCE_NOT_FOUND');

/** Its timers have been put off with the instance. */
const isQuarantined = (error: unknown): boolean => error instanceof ApplicationError && error.code === 'STEP_FAILED';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
