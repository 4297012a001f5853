import { expect } from 'chai';

import { atEveryCommit } from './crash/at-every-commit.js';
import type { Check, Outcome } from './check.js';
import { clockJumps } from './clock/clock-jumps.js';
import { fromSources } from './child-server.js';
import type { FaultName } from './faults.js';
import { killedUnderLoad } from './kill/killed-under-load.js';
import { afterPowerLoss } from './power/after-power-loss.js';
import { oneTaskEightPeople } from './race/one-task-eight-people.js';
import { storeInTrouble } from './trouble/store-in-trouble.js';

/** The short form of `npm run test:endurance`: what comes of it, not how long it takes. */
const run = (check: Check, fault?: FaultName, times?: number): Promise<Outcome> =>
  check.run({
    short: true,
    entry: fromSources,
    seed: 1,
    tell: () => undefined,
    ...(fault && { fault }),
    ...(times !== undefined && { times }),
  });

describe('No patient’s state is lost', function () {
  this.timeout(240_000);

  const holds = async (check: Check, times?: number): Promise<void> => {
    const { failures } = await run(check, undefined, times);
    expect(failures).to.deep.equal([]);
  };

  it('when the server is killed at random moments under load', () => holds(killedUnderLoad, 5));

  it('when power is lost and with it what was not synced', () => holds(afterPowerLoss));

  it('when the server crashes before and after every commit of the shipped scenarios', () => holds(atEveryCommit));

  it('when eight people complete one task at once', () => holds(oneTaskEightPeople));

  it('when the disk is full, read only, or locked by another', () => holds(storeInTrouble));

  it('when the clock jumps, and in the nights of daylight saving', () => holds(clockJumps));
});

describe('A server that could lose a patient’s state is found out', function () {
  this.timeout(240_000);

  const isFound = async (check: Check, fault: FaultName, times?: number): Promise<void> => {
    const { failures } = await run(check, fault, times);
    expect(failures).to.not.be.empty;
  };

  it('when it answers before the commit', () => isFound(atEveryCommit, 'answerBeforeCommit'));

  it('when it does not remember a command under its key', () => isFound(atEveryCommit, 'noIdempotencyRow'));

  it('when it does not check the revision', () => isFound(oneTaskEightPeople, 'noRevisionCheck', 5));

  it('when it believes a clock whatever it says', () => isFound(clockJumps, 'unguardedClock'));

  it('when it never waits for the disk', () => isFound(afterPowerLoss, 'synchronousOff'));
});
