import { randomUUID } from 'node:crypto';

import { EngineError } from '../../engine/index.js';
import type { Instant } from '../../engine/index.js';
import { ApplicationError, DeliveryDone, RepeatedCommand, StoreUnavailable } from './application-error.js';
import { LONGEST_WAITS } from './longest-waits.js';
import type { Services } from './services.js';

const FIRST_WAIT = 1000;

/** What was tried on an instance; the command's name is known once it is decided. */
export interface Tried {
  readonly instanceKey: number;
  readonly now: Instant;
  command: string;
}

/**
 * Runs what decides about one instance. A refusal passes through; anything else that is thrown is a defect of ours: it is
 * logged with an id, without its message (which might hold values), the instance stays as it was, and its own work (timers)
 * waits from one second up to an hour, twice as long after each failure. The next step that succeeds ends that.
 * @throws ApplicationError STEP_FAILED with the id of the failure
 */
export async function orQuarantine<T>(services: Services, tried: Tried, decide: () => Promise<T>): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (isExpected(error)) throw error;
    const { instanceKey, now, command } = tried;
    const failure = logFailure(services, tried, error);
    const before = await services.store.quarantineOf(instanceKey);
    const attempts = (before?.attempts ?? 0) + 1;
    const until = now + Math.min(LONGEST_WAITS.putOff, FIRST_WAIT * 2 ** Math.min(attempts - 1, 20));
    await services.store.quarantine({ instanceKey, since: before?.since ?? now, until, attempts, failure, command });
    throw new ApplicationError('STEP_FAILED', { details: { failure } });
  }
}

const isExpected = (error: unknown): boolean =>
  [ApplicationError, EngineError, StoreUnavailable, RepeatedCommand, DeliveryDone].some(
    (kind) => error instanceof kind,
  );

/** As `orQuarantine`, for an instance that does not exist yet. */
export async function orFailure<T>(services: Services, tried: Tried, decide: () => Promise<T>): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (isExpected(error)) throw error;
    throw new ApplicationError('STEP_FAILED', { details: { failure: logFailure(services, tried, error) } });
  }
}

/** @returns id by which the failure is found in the log */
function logFailure({ log }: Services, { instanceKey, command }: Tried, error: unknown): string {
  const failure = randomUUID();
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.error(
    {
      failure,
      instanceKey,
      command,
      error: error instanceof Error ? error.name : 'unknown',
      frames: frames.slice(0, 8).join(' '),
    },
    'a step failed',
  );
  return failure;
}
