import type { Db } from './open-database.js';

/** Removes a signal, with what it says, when all who were to have it have had it, or will not. */
export function signalForgetter(db: Db): (signalKey: number) => void {
  const forget = db.prepare(
    `DELETE FROM signal WHERE signal_key = @signalKey AND spread_after IS NULL
     AND NOT EXISTS (SELECT 1 FROM signal_delivery WHERE signal_key = @signalKey)`,
  );
  return (signalKey) => void forget.run({ signalKey });
}
