import type { Change, LegalHold } from '../application/ports.js';
import { signalForgetter } from './forget-signal.js';
import type { Db } from './open-database.js';

/** Puts instances away, and removes them. */
export function archiveRows(db: Db) {
  const archive = db.prepare(
    `UPDATE instance SET archived_at = @at WHERE instance_key IN (
       SELECT instance_key FROM instance WHERE ended_at IS NOT NULL AND archived_at IS NULL AND ended_at < @before
       ORDER BY ended_at, instance_key LIMIT @limit)`,
  );
  const next = db
    .prepare<object, number>(
      `SELECT instance_key FROM instance WHERE archived_at IS NOT NULL AND legal_hold = 0 AND archived_at < @before
       ORDER BY archived_at, instance_key LIMIT 1`,
    )
    .pluck();
  const holds = db.prepare<object, LegalHold>(
    `SELECT reason, placed_at AS placedAt, placed_by AS placedBy, released_at AS releasedAt, released_by AS releasedBy
     FROM legal_hold WHERE instance_key = @instanceKey ORDER BY number`,
  );
  const begin = db.prepare(
    `UPDATE instance SET purging = 1, revision = revision + 1 WHERE instance_key = @instanceKey AND purging = 0`,
  );
  const removals = removalsOfInstance(db);
  return {
    archiveEnded: (what: { before: number; at: number; limit: number }): number => archive.run(what).changes,
    purgeArchived({ before, limit }: { before: number; limit: number }): number {
      const instanceKey = next.get({ before });
      if (instanceKey === undefined) return 0;
      begin.run({ instanceKey }); // a hold or a command that was decided before is decided again, and finds nothing
      let left = limit;
      for (const removal of removals) {
        left -= removal({ instanceKey, limit: left });
        if (left <= 0) break;
      }
      return limit - left;
    },
    legalHolds: (instanceKey: number): readonly LegalHold[] => holds.all({ instanceKey }),
  };
}

/** Tables that can be searched by the instance, so that one that is added later is not forgotten. The audit stays. */
export function tablesOfInstance(db: Db): readonly string[] {
  const isFirst = (columns: readonly { readonly name: string | null }[]): boolean =>
    columns[0]?.name === 'instance_key';
  const tables = db.pragma('table_list') as { schema: string; type: string; name: string }[];
  return tables
    .filter(({ schema, type, name }) => schema === 'main' && type === 'table' && !['instance', 'audit'].includes(name))
    .map(({ name }) => name)
    .filter((table) => {
      const indexes = db.pragma(`index_list(${table})`) as { name: string }[];
      return (
        isFirst(keyOf(db, table)) ||
        indexes.some(({ name }) => isFirst(db.pragma(`index_info(${name})`) as { name: string | null }[]))
      );
    })
    .sort();
}

const keyOf = (db: Db, table: string): readonly { readonly name: string }[] =>
  (db.pragma(`table_info(${table})`) as { name: string; pk: number }[])
    .filter(({ pk }) => pk > 0)
    .sort((one, other) => one.pk - other.pk);

interface Slice {
  readonly instanceKey: number;
  readonly limit: number;
}
/** Removes some rows of an instance. @returns how many */
type Removal = (slice: Slice) => number;

/**
 * Bounded removals; the instance's own row comes last. Messages on their way and the feed are gone long before: they
 * are kept for days.
 */
function removalsOfInstance(db: Db): readonly Removal[] {
  const removal = (sql: string): Removal => {
    const statement = db.prepare<Slice>(sql);
    return (slice) => statement.run(slice).changes;
  };
  const parts = tablesOfInstance(db)
    .filter((table) => table !== 'signal_delivery')
    .map((table) => {
      const key = keyOf(db, table)
        .map(({ name }) => name)
        .join(', ');
      return removal(
        `DELETE FROM ${table} WHERE (${key}) IN (
           SELECT ${key} FROM ${table} WHERE instance_key = @instanceKey LIMIT @limit)`,
      );
    });
  const values = removal(
    `DELETE FROM history_value WHERE history_key IN (
       SELECT v.history_key FROM history h JOIN history_value v USING (history_key)
       WHERE h.instance_key = @instanceKey LIMIT @limit)`,
  );
  const own = removal('DELETE FROM instance WHERE instance_key = @instanceKey AND @limit > 0');
  return [values, signalsRefused(db), ...parts, messagesRefused(db), own];
}

/**
 * Of deliveries that are on their way none is left behind an instance that has ended; those that were refused are, and
 * the signal with its values goes with the last of them.
 */
function signalsRefused(db: Db): Removal {
  const remove = db.prepare<Slice, { signalKey: number }>(
    `DELETE FROM signal_delivery WHERE delivery_key IN (
       SELECT delivery_key FROM signal_delivery
       WHERE instance_key = @instanceKey AND refused_at IS NOT NULL LIMIT @limit)
     RETURNING signal_key AS signalKey`,
  );
  const forgetSignal = signalForgetter(db);
  return (slice) => {
    const signals = remove.all(slice);
    for (const { signalKey } of signals) forgetSignal(signalKey);
    return signals.length;
  };
}

/** What was thrown by it and refused goes, with the note of who has taken it all the same. */
function messagesRefused(db: Db): Removal {
  const next = db
    .prepare<Slice, number>('SELECT message_key FROM refused_message WHERE source_instance = @instanceKey LIMIT @limit')
    .pluck();
  const forget = refusedMessageForgetter(db);
  return (slice) => {
    const keys = next.all(slice);
    for (const key of keys) forget(key);
    return keys.length;
  };
}

/** Removes a message that was set aside, and the note of who has taken it all the same. */
export function refusedMessageForgetter(db: Db): (messageKey: number) => void {
  const takers = db.prepare('DELETE FROM message_taker WHERE message_key = ?');
  const message = db.prepare('DELETE FROM refused_message WHERE message_key = ?');
  return (messageKey) => {
    takers.run(messageKey);
    message.run(messageKey);
  };
}

/** Writes the hold of a change. */
export function legalHoldWriter(db: Db, region: number): (change: Change) => void {
  const release = db.prepare(
    `UPDATE legal_hold SET released_at = @at, released_by = @by
     WHERE instance_key = @instanceKey AND released_at IS NULL`,
  );
  const place = db.prepare(
    `INSERT INTO legal_hold (instance_key, number, region, reason, placed_at, placed_by)
     VALUES (@instanceKey, (SELECT count(*) + 1 FROM legal_hold WHERE instance_key = @instanceKey), @region, @reason, @at, @by)`,
  );
  const mark = db.prepare('UPDATE instance SET legal_hold = @held WHERE instance_key = @instanceKey');
  return ({ instance, legalHold, at, by }) => {
    if (!instance || !legalHold) return;
    const { instanceKey } = instance;
    release.run({ instanceKey, at, by });
    if (legalHold.kind === 'placed') place.run({ instanceKey, region, reason: legalHold.reason, at, by });
    mark.run({ instanceKey, held: legalHold.kind === 'placed' ? 1 : 0 });
  };
}
