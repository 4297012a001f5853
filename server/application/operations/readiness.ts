import { StoreUnavailable } from '../application-error.js';
import type { Clock, OperationsStore } from '../ports.js';
import type { ClockDoubt } from '../ports/clock.js';

/** What each part says of itself; `server/deploy/operations.md` tells what to do about it. */
export type ReadinessCode =
  | 'DEPLOYED'
  | 'DEPLOYING'
  | 'WRITABLE'
  | 'STORE_UNAVAILABLE'
  | 'STORE_FAILED'
  | 'TRUSTED'
  | ClockDoubt['code']
  | 'SERVING'
  | 'DRAINING';

export interface ReadinessCheck {
  readonly name: 'pathways' | 'store' | 'clock' | 'drain';
  readonly ok: boolean;
  readonly code: ReadinessCode;
  /** The store's own word for its trouble. */
  readonly reason?: string;
  /** How far the clock went, in milliseconds. */
  readonly jumpMs?: number;
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly checks: readonly ReadinessCheck[];
}

export interface ReadinessParts {
  readonly store: Pick<OperationsStore, 'keepTime'>;
  readonly clock: Clock;
  readonly drain: AbortSignal;
  readonly isDeployed: () => boolean;
  /** Milliseconds that an answer of the store holds: each probe is a write with a sync. */
  readonly holds?: number;
}

/** Looks at everything that a request needs. Asked often, it writes at most once in `holds` milliseconds. */
export function createReadiness(parts: ReadinessParts): () => Promise<Readiness> {
  const { clock, drain, isDeployed, holds = 1000 } = parts;
  const storeCheck = held(() => checkStore(parts), holds);
  return async () => {
    const checks: readonly ReadinessCheck[] = [
      isDeployed()
        ? { name: 'pathways', ok: true, code: 'DEPLOYED' }
        : { name: 'pathways', ok: false, code: 'DEPLOYING' },
      await storeCheck(),
      checkClock(clock),
      drain.aborted ? { name: 'drain', ok: false, code: 'DRAINING' } : { name: 'drain', ok: true, code: 'SERVING' },
    ];
    return { status: checks.every(({ ok }) => ok) ? 'ready' : 'not-ready', checks };
  };
}

function checkClock({ guard }: Clock): ReadinessCheck {
  const doubt = guard?.doubt();
  return doubt ? { name: 'clock', ok: false, ...doubt } : { name: 'clock', ok: true, code: 'TRUSTED' };
}

async function checkStore({ store, clock }: ReadinessParts): Promise<ReadinessCheck> {
  try {
    await store.keepTime(clock.now());
    return { name: 'store', ok: true, code: 'WRITABLE' };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) return { name: 'store', ok: false, code: 'STORE_FAILED' };
    return { name: 'store', ok: false, code: 'STORE_UNAVAILABLE', reason: error.reason };
  }
}

function held<T>(look: () => Promise<T>, holds: number): () => Promise<T> {
  let seen: { readonly answer: Promise<T>; readonly at: number } | undefined;
  return () => {
    if (!seen || performance.now() - seen.at >= holds) seen = { answer: look(), at: performance.now() };
    return seen.answer;
  };
}
