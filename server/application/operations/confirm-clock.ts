import { iso } from '../iso.js';
import type { Caller, Services } from '../services.js';
import { bringBackWaits } from './bring-back-waits.js';

export interface ClockView {
  readonly timestamp: string;
  /** False while the clock is in doubt, and timers wait. */
  readonly trusted: boolean;
}

export const readClock = ({ clock }: Services): ClockView => {
  const trusted = (clock.guard?.doubt() ?? null) === null;
  return { timestamp: iso(clock.now()), trusted };
};

/** An operator has found the clock right, or has set it right: timers go on, and what fell due meanwhile fires now. */
export async function confirmClock(services: Services, { by }: Caller): Promise<ClockView> {
  const { clock, log, store, work } = services;
  const doubt = clock.guard?.doubt();
  await store.keepClockDoubt(null);
  clock.guard?.confirm();
  if (doubt) log.warn({ by, code: doubt.code, jumpMs: doubt.jumpMs }, 'the clock was confirmed');
  await store.keepTime(clock.now());
  await bringBackWaits(services);
  work.wake();
  return readClock(services);
}
