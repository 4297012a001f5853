import { signalForgetter } from './forget-signal.js';
import type { Db } from './open-database.js';

/** Subscriptions that are looked at in one transaction: a few milliseconds. */
const SLICE = 1000;

interface Spreading {
  readonly signalKey: number;
  readonly region: number;
  readonly name: string;
  readonly sourceInstance: number | null;
  readonly at: number;
  readonly broadcast: number;
  readonly after: number;
}

/**
 * Writes down, slice by slice, who listened when a signal was broadcast; one signal after the other, so that whoever
 * listens to several has them in the order of broadcast.
 */
export function signalSpreader(db: Db) {
  const earliest = db.prepare<[], Spreading>(
    `SELECT signal_key AS signalKey, region, name, source_instance AS sourceInstance, broadcast_at AS at,
            broadcast_number AS broadcast, spread_after AS after
     FROM signal WHERE spread_after IS NOT NULL ORDER BY broadcast_number LIMIT 1`,
  );
  const endOfSlice = db
    .prepare<object, number>(
      `SELECT instance_key FROM subscription WHERE kind = 'signal' AND name = @name AND instance_key > @after
       ORDER BY instance_key LIMIT 1 OFFSET ${SLICE - 1}`,
    )
    .pluck();
  const deliver = db.prepare(
    `INSERT INTO signal_delivery (region, signal_key, instance_key, attempt_at)
     SELECT @region, @signalKey, instance_key, @at FROM subscription
     WHERE kind = 'signal' AND name = @name AND instance_key > @after AND instance_key <= @upTo
       AND broadcasts_before < @broadcast AND instance_key IS NOT @sourceInstance
     GROUP BY instance_key ORDER BY instance_key`,
  );
  const goOn = db.prepare('UPDATE signal SET spread_after = @after WHERE signal_key = @signalKey');
  const forget = signalForgetter(db);

  function slice(signal: Spreading): void {
    const { signalKey } = signal;
    const end = endOfSlice.get({ name: signal.name, after: signal.after });
    deliver.run({ ...signal, upTo: end ?? Number.MAX_SAFE_INTEGER });
    goOn.run({ signalKey, after: end ?? null });
  }

  const next = db.transaction((): void => {
    const signal = earliest.get();
    if (!signal) return;
    slice(signal);
    forget(signal.signalKey);
  });

  return {
    /** The first slice of a signal, unless an earlier one is not yet written down for all. */
    begin: (signalKey: number): void => {
      const signal = earliest.get();
      if (signal?.signalKey === signalKey) slice(signal);
    },
    /** A transaction of its own, and only where there is something: the loop asks each time it goes round. */
    spreadSignals: (): boolean => {
      if (!earliest.get()) return false;
      next.immediate();
      return true;
    },
  };
}
