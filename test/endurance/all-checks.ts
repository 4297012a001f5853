import type { Check } from './check.js';
import { clockJumps } from './clock/clock-jumps.js';
import { atEveryCommit } from './crash/at-every-commit.js';
import { killedUnderLoad } from './kill/killed-under-load.js';
import { afterPowerLoss } from './power/after-power-loss.js';
import { oneTaskEightPeople } from './race/one-task-eight-people.js';
import { storeInTrouble } from './trouble/store-in-trouble.js';

/** In the order in which they are run: the long one last. */
export const checks: readonly Check[] = [
  ...[afterPowerLoss, atEveryCommit, storeInTrouble, oneTaskEightPeople, clockJumps],
  killedUnderLoad,
];
