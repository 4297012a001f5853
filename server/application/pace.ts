import type { Pace } from './ports.js';

/** Weight of the newest: some twenty of them make a new picture. */
const NEWEST = 0.05;

/** @param now milliseconds that pass; another clock for tests */
export function createPace(now: () => number = () => performance.now()): Pace {
  const begun = new Set<{ readonly at: number }>();
  let usual = 0;
  return {
    begin() {
      const one = { at: now() };
      begun.add(one);
      return () => {
        if (begun.delete(one)) usual += (now() - one.at - usual) * NEWEST;
      };
    },
    expected() {
      const [oldest] = begun;
      return Math.max(usual, oldest ? now() - oldest.at : 0);
    },
  };
}
