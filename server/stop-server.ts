import type { Services } from './application/services.js';

/** What is stopped, in the order in which it happens. */
export interface Stopped {
  readonly drain: AbortController;
  readonly services: Services;
  /** Milliseconds in which new requests are still refused in so many words. */
  readonly grace: number;
  /** Milliseconds that requests under way may take after that. */
  readonly timeout: number;
  /** Takes no new connections; answers when the requests under way are done, or with how many connections were cut. */
  readonly closeListening: (timeout: number, hasten: AbortSignal) => Promise<number>;
  /** What is left when no request is: worlds, store, lock. */
  readonly closeRest: () => Promise<void>;
}

export interface Stopper {
  /** The same promise however often it is asked. */
  stop(): Promise<void>;
  /** No more waiting: connections are cut. What is being written is still written whole. */
  hasten(): void;
}

/**
 * Stops a server without leaving a request unanswered: readiness turns false at once and long polls end; new requests
 * are refused for a while, so that whoever sends them notices; those under way finish; the work loop ends between two
 * pieces; the store is closed last.
 */
export function createStopper(stopped: Stopped): Stopper {
  const haste = new AbortController();
  let stopping: Promise<void> | undefined;
  return {
    stop: () => (stopping ??= stopOnce(stopped, haste.signal)),
    hasten: () => haste.abort(),
  };
}

async function stopOnce(stopped: Stopped, haste: AbortSignal): Promise<void> {
  const { drain, services, grace, timeout, closeListening, closeRest } = stopped;
  services.log.info({ graceMs: grace, timeoutMs: timeout }, 'draining');
  drain.abort();
  const workDone = services.work.stop();
  await wait(grace, haste);
  const cut = await closeListening(timeout, haste);
  if (cut > 0) services.log.warn({ connections: cut }, 'connections were cut');
  await workDone;
  await closeRest();
  services.log.info({}, 'stopped');
}

function wait(milliseconds: number, haste: AbortSignal): Promise<void> {
  if (milliseconds === 0 || haste.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    haste.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
