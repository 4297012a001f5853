import { ApplicationError } from '../application-error.js';
import { keyedLocks } from '../keyed-locks.js';
import type { Services } from '../services.js';
import { deliverMessages, expireMessages } from './deliver-messages.js';
import { deliverSignals, spreadSignals } from './deliver-signals.js';
import { forgetAnswers } from './forget-answers.js';
import { purgeLeftovers } from './purge-leftovers.js';
import { retireInstances } from './retire-instances.js';
import { fireTimerStarts, fireTimers } from './fire-timers.js';
import { forgetUnstartedBatches, runBatches } from './run-batches.js';

/** Does what waits to be done: due timers and deliveries. */
export interface WorkLoop {
  /** Something may be due now. */
  wake(): void;
  /** Does everything that is due, and what follows from it, before it answers. */
  settle(): Promise<void>;
  /** Lets the piece of work at hand finish; nothing is begun after it. */
  stop(): Promise<void>;
}

const BATCH = 50;
const TIMER_BATCH = 512;
/** One wake-up at most: clocks are set and machines sleep. Far below the 2^31 ms that a timer can hold. */
const LONGEST_SLEEP = 60_000;
const AFTER_TROUBLE = 1000;
/** Work that never ends (processes that start each other) is stopped after so many pieces. */
const SETTLE_LIMIT = 100_000;

const nothing = async (): Promise<void> => undefined;
/** Lets requests in between two pieces of work. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** While the clock is in doubt no timer fires; what waits for no moment goes on. */
const isInDoubt = ({ clock }: Services): boolean => (clock.guard?.doubt() ?? null) !== null;

/**
 * The loop of a running server: woken by commits, sleeps until the next timer is due.
 * @param of the services, once they are wired
 */
export function liveWorkLoop(of: () => Services): WorkLoop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let sweptAt = 0;
  const retire = retireInstances();
  const purge = purgeLeftovers();
  const forget = forgetAnswers();

  async function round(services: Services): Promise<number> {
    const done =
      (await deliverMessages(services, BATCH, breathe)) +
      (await spreadSignals(services)) +
      (await deliverSignals(services, BATCH, breathe)) +
      (await expireMessages(services)) +
      (await runBatches(services, breathe));
    if (isInDoubt(services)) return done;
    const fired =
      (await fireTimers(services, TIMER_BATCH, breathe)) + (await fireTimerStarts(services, BATCH, breathe));
    return done + fired || (await retire(services)) || (await purge(services)) || forget(services);
  }

  async function sweep(services: Services): Promise<void> {
    const { clock } = services;
    const since = clock.now() - sweptAt;
    if (since >= 0 && since < 3_600_000) return;
    sweptAt = clock.now();
    await forgetUnstartedBatches(services);
  }

  async function run(): Promise<void> {
    const services = of();
    let sleep = AFTER_TROUBLE;
    try {
      do again = false;
      while (!stopped && ((await round(services)) > 0 || again));
      await sweep(services);
      const next = await services.store.nextAttemptAt();
      const least = isInDoubt(services) ? AFTER_TROUBLE : 0;
      sleep = Math.min(LONGEST_SLEEP, Math.max(least, (next ?? Infinity) - services.clock.now()));
    } catch (error) {
      services.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the work loop was interrupted');
    }
    running = undefined;
    if (again) sleep = 0;
    if (!stopped) timer = setTimeout(wake, sleep).unref();
  }

  function wake(): void {
    again = true;
    if (stopped || running) return;
    clearTimeout(timer);
    running = run();
  }

  return {
    wake,
    async settle() {
      wake();
      await running;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** The loop of a world whose clock stands still: works only when asked, and one timer at a time. */
export function steppedWorkLoop(of: () => Services): WorkLoop {
  const locks = keyedLocks<'work'>();

  async function round(services: Services): Promise<number> {
    const delivered =
      (await deliverMessages(services, BATCH, nothing, 1)) +
      (await spreadSignals(services)) +
      (await deliverSignals(services, BATCH, nothing, 1)) +
      (await expireMessages(services)) +
      (await runBatches(services, nothing));
    if (delivered > 0) return delivered;
    return (await fireTimers(services, 1, nothing, 1)) || fireTimerStarts(services, 1, nothing);
  }

  async function settle(): Promise<void> {
    let total = 0;
    for (let done = -1; done !== 0; total += done) {
      done = await round(of());
      if (total > SETTLE_LIMIT) throw new ApplicationError('WORK_NOT_FINISHED');
      if (total % 20 === 0) await breathe();
    }
  }

  return { wake: () => undefined, settle: () => locks.run('work', settle), stop: () => locks.run('work', nothing) };
}
