import type { BringBack } from './job-waits.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

interface Row {
  readonly key: number;
  readonly attemptAt: number;
  readonly attempts: number;
}
type Place = readonly [attemptAt: number, key: number];

/** Behind every key of one moment. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * Deliveries that are to be tried later than now, in the order of their next attempt. Those that were tried within the
 * longest pause stay as they are and are looked at all the same, so a slice ends by what it looks at, not by what it moves;
 * what is moved lies behind where it has come to.
 */
function deliveryWaits(db: Db, table: string, key: string, waiting: string): BringBack {
  const later = db.prepare<object, Row>(
    `SELECT ${key} AS key, attempt_at AS attemptAt, attempts FROM ${table}
     WHERE ${waiting} AND (attempt_at, ${key}) > (@after, @key) ORDER BY attempt_at, ${key} LIMIT @limit`,
  );
  const move = db.prepare(`UPDATE ${table} SET attempt_at = @to WHERE ${key} = @key`);
  return ({ at, longest, from, limit }) => {
    const [after, afterKey]: Place = from === null ? [at, LAST] : parseJson<Place>(from);
    const rows = later.all({ after, key: afterKey, limit });
    let moved = 0;
    for (const { key: of, attemptAt, attempts } of rows) {
      const to = attempts === 0 ? at : at + longest.putOff;
      if (to < attemptAt) moved += move.run({ to, key: of }).changes;
    }
    const last = rows.at(-1);
    return { moved, next: last && rows.length === limit ? JSON.stringify([last.attemptAt, last.key]) : null };
  };
}

/** The first of each lane; those behind it have no attempt of their own. */
export const messageWaits = (db: Db): BringBack =>
  deliveryWaits(db, 'message', 'message_key', "state = 'pending' AND queued = 0");

/** Those that were refused are not tried again. */
export const signalWaits = (db: Db): BringBack =>
  deliveryWaits(db, 'signal_delivery', 'delivery_key', 'refused_at IS NULL');
