import type { LeftoverSlice } from '../application/ports.js';
import type { Db } from './open-database.js';

export interface Looked {
  readonly removed: number;
  /** Where the next slice begins; null when the newest row has been looked at. */
  readonly next: readonly number[] | null;
}

/** Looks at rows that are old enough, from a place on, and removes those that belong to nobody. */
export type Look = (slice: Pick<LeftoverSlice, 'before' | 'limit'>, from: readonly number[] | null) => Looked;

export interface Aged {
  readonly age: number;
  readonly key: number;
  /** 1 where it belongs to an instance, or to a patient with one under a legal hold. */
  readonly stays: number;
}

/**
 * @param sql rows older than @before behind (@age, @key), oldest first, at most @limit
 * @param remove one of them
 */
export function looking<Row extends Aged>(db: Db, sql: string, remove: (row: Row) => void): Look {
  const behind = db.prepare<object, Row>(sql);
  return ({ before, limit }, from) => {
    const [age, key] = from ?? [-1, -1];
    const rows = behind.all({ before, limit, age, key });
    const old = rows.filter(({ stays }) => stays === 0);
    for (const row of old) remove(row);
    const last = rows.at(-1);
    return { removed: old.length, next: last && rows.length === limit ? [last.age, last.key] : null };
  };
}
