import fc from 'fast-check';

import { cases } from './blocks.js';
import { playCase } from './play-case.js';

/** How many generated processes agreed, and how many did not count because the oracle was stuck. */
export interface Agreement {
  readonly agreed: number;
  readonly stuck: number;
}

/** Runs generated processes in both engines; a disagreement is shrunk to the smallest one and thrown. */
export async function holdAgreement(runs: number, seed: number): Promise<Agreement> {
  let agreed = 0;
  let stuck = 0;
  const hold = async (each: Parameters<typeof playCase>[0]): Promise<void> => {
    if (await playCase(each)) agreed++;
    else stuck++;
  };
  await fc.assert(fc.asyncProperty(cases, hold), { numRuns: runs, seed });
  return { agreed, stuck };
}
