import type { InstanceChange } from '../application/ports.js';
import type { Db } from './open-database.js';

/**
 * Looks for another running instance of the process and business key of one that begins to run and has to be alone.
 * Inside the transaction that writes it, so that of several starts at one moment one wins; the unique index
 * `instance_runs_alone` is the last word.
 * @returns its key; undefined where there is none, or none may be looked for
 */
export function runningBeside(db: Db): (instance: InstanceChange) => number | undefined {
  const beside = (runsAlone: 0 | 1): string =>
    `SELECT instance_key AS instanceKey FROM instance
     WHERE business_key = @businessKey AND process_id = @processId AND status = 'running' AND runs_alone = ${runsAlone}
       AND instance_key <> @instanceKey`;
  // of each half an index, so that nobody else's instances are read
  const running = db.prepare<object, { instanceKey: number }>(`${beside(1)} UNION ALL ${beside(0)} LIMIT 1`);
  return ({ runsAlone, instanceKey, state }) => {
    if (!runsAlone || !state?.businessKey) return undefined;
    return running.get({ instanceKey, businessKey: state.businessKey, processId: state.process })?.instanceKey;
  };
}
