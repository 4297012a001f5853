import type { Waiting } from '../ports.js';

/** Whoever has waited longest comes first. */
export const byAge = (a: Waiting, b: Waiting): number =>
  a.openedAt - b.openedAt || a.instanceKey - b.instanceKey || a.number - b.number;
