import { hash, randomBytes } from 'node:crypto';

import type { Change } from '../application/ports.js';
import { divideEvents } from './event-parts.js';
import type { Db } from './open-database.js';

const SALT_BYTES = 16;

/**
 * Writes the events of a change behind those that are there: what happened in one row, its values in another.
 * @returns digest of the values and their salt; null for events that carry none
 */
export function historyWriter(db: Db, region: number) {
  const insert = db.prepare(
    `INSERT INTO history (instance_key, sequence, region, at, by, events)
     VALUES (@instanceKey, @sequence, @region, @at, @by, @events)`,
  );
  const insertValue = db.prepare(
    `INSERT INTO history_value (history_key, region, salt, value) VALUES (@historyKey, @region, @salt, @value)`,
  );
  const nextSalt = salts();
  return (change: Change, instanceKey: number, sequence: number): Buffer | null => {
    if (!change.events || change.events.length === 0) return null;
    const { events, values: value } = divideEvents(change.events);
    const { lastInsertRowid: historyKey } = insert.run({
      instanceKey,
      sequence,
      region,
      at: change.at,
      by: change.by,
      events,
    });
    if (value === null) return null;
    const salt = nextSalt();
    insertValue.run({ historyKey, region, salt, value });
    return digestOf(salt, value);
  };
}

/** Of the salt and the UTF-8 of the value, one after the other (SHA-256). */
export const digestOf = (salt: Buffer, value: string): Buffer =>
  hash('sha256', Buffer.concat([salt, Buffer.from(value, 'utf8')]), 'buffer');

/** Salts from the system's randomness, fetched many at a time. */
function salts(): () => Buffer {
  let pool = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = randomBytes(SALT_BYTES * 256);
      used = 0;
    }
    return pool.subarray(used, (used += SALT_BYTES));
  };
}
