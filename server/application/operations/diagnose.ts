import type { Instant } from '../../../engine/index.js';
import type { LastBackup, StoreVitals } from '../ports.js';
import type { Services } from '../services.js';
import type { Readiness } from './readiness.js';

/** The server at a glance: numbers and codes only. */
export interface Diagnosis extends StoreVitals {
  readonly version: string;
  readonly now: Instant;
  /** Milliseconds. */
  readonly uptime: number;
  readonly readiness: Readiness;
  readonly listeners: number;
  /** Workers that wait for jobs. */
  readonly waitingWorkers: number;
  /** Milliseconds that the earliest due timer has been waiting. */
  readonly timerLag: number;
  readonly lastBackup: LastBackup | null;
}

export interface DiagnosisParts {
  readonly services: Pick<Services, 'store' | 'clock' | 'feed' | 'handout'>;
  readonly version: string;
  readonly readiness: () => Promise<Readiness>;
  readonly lastBackup: () => LastBackup | null;
}

/** @returns a look at the server; each costs a bounded read of the store, and at most one write a second */
export function createDiagnosis({ services, version, readiness, lastBackup }: DiagnosisParts) {
  const { store, clock, feed, handout } = services;
  const began = performance.now();
  return async (): Promise<Diagnosis> => {
    const now = clock.now();
    const vitals = await store.vitals(now);
    return {
      ...vitals,
      version,
      now,
      uptime: Math.round(performance.now() - began),
      readiness: await readiness(),
      listeners: feed.listening(),
      waitingWorkers: handout.waiting(),
      timerLag: vitals.nextTimerAt === null ? 0 : Math.max(0, now - vitals.nextTimerAt),
      lastBackup: lastBackup(),
    };
  };
}
