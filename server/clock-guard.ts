import type { Instant } from '../engine/index.js';
import type { Clock, ClockDoubt, ClockGuard } from './application/ports/clock.js';

/** What a guarded clock is made of. */
export interface TimeSources {
  readonly wall: Clock;
  /** Milliseconds that have passed; does not follow the wall clock, and may stand still while the machine sleeps. */
  readonly elapsed: () => number;
  /** Milliseconds since the machine was started, sleep included; as coarse as it likes. */
  readonly sinceBoot: () => number;
}

export interface GuardOptions {
  /** The time that was last written to the store: a clock that is far behind it has been set back meanwhile. */
  readonly lastSeen?: Instant | null;
  /** By how many milliseconds it jumped before the server was started, and nobody has confirmed it since. */
  readonly doubted?: number | null;
  /** Told once for each doubt. */
  readonly onDoubt?: (doubt: ClockDoubt) => void;
}

interface Moment {
  readonly wall: Instant;
  readonly elapsed: number;
  readonly sinceBoot: number;
}

const HOUR = 3_600_000;
/** How often what the clock says is taken for right, so that it may drift, slew, and be corrected by a little. */
const MINUTE = 60_000;

/**
 * A clock that is not believed when it jumps back by an hour or more, or forward by more than an hour beyond the time
 * that has passed. Daylight saving is no jump: instants are UTC. Sleep is none where the machine counts it.
 */
export function guardClock(
  sources: TimeSources,
  { lastSeen, doubted, onDoubt }: GuardOptions = {},
): Clock & { guard: ClockGuard } {
  const look = (): Moment => ({
    wall: sources.wall.now(),
    elapsed: sources.elapsed(),
    sinceBoot: sources.sinceBoot(),
  });
  let believed = look();
  let doubt: ClockDoubt | null = null;
  const setBack = lastSeen != null && lastSeen - believed.wall >= HOUR ? believed.wall - lastSeen : null;
  const begun = doubted ?? setBack;
  if (begun !== null) {
    begin(begun);
    believed = { ...believed, wall: lastSeen ?? believed.wall };
  }

  function begin(jumpMs: number): void {
    doubt = { code: jumpMs < 0 ? 'CLOCK_JUMPED_BACK' : 'CLOCK_JUMPED_FORWARD', jumpMs };
    onDoubt?.(doubt);
  }

  /** Milliseconds of sleep that `elapsed` has not counted. */
  const slept = (elapsed: number): number =>
    Math.max(0, sources.sinceBoot() - believed.sinceBoot - (elapsed - believed.elapsed));

  function now(): Instant {
    const elapsed = sources.elapsed();
    let expected = Math.round(believed.wall + elapsed - believed.elapsed);
    if (doubt) return expected;
    const wall = sources.wall.now();
    if (wall - expected > HOUR) expected += Math.round(slept(elapsed));
    const jump = wall - expected;
    if (jump <= -HOUR || jump > HOUR) {
      begin(jump);
      return Math.round(believed.wall + elapsed - believed.elapsed);
    }
    if (elapsed - believed.elapsed >= MINUTE) believed = look();
    return wall;
  }

  return {
    now,
    guard: {
      doubt() {
        now();
        return doubt;
      },
      confirm() {
        believed = look();
        doubt = null;
      },
    },
  };
}
