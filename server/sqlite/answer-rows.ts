import type { Idempotency, StoredAnswer } from '../application/ports.js';
import type { Db } from './open-database.js';

/** First answers of commands, under the keys by which their repeats are known. */
export function answerRows(db: Db, region: number) {
  const find = db.prepare<object, StoredAnswer>(
    'SELECT digest, status, body FROM answer WHERE person = @person AND key = @key',
  );
  const save = db.prepare(
    `INSERT INTO answer (person, key, region, digest, status, body, answered_at)
     VALUES (@person, @key, @region, @digest, @status, @body, @at) ON CONFLICT (person, key) DO NOTHING`,
  );
  const remove = db.prepare(
    `DELETE FROM answer WHERE (person, key) IN (
       SELECT person, key FROM answer WHERE answered_at < @at ORDER BY answered_at LIMIT @limit)`,
  );
  const findOne = ({ person, key }: Idempotency): StoredAnswer | null => find.get({ person, key }) ?? null;
  return {
    find: findOne,
    /** Null when the answer is new and has been written. */
    saveOrFind: ({ person, key, ...answer }: Idempotency & StoredAnswer, at: number): StoredAnswer | null =>
      save.run({ person, key, ...answer, region, at }).changes > 0
        ? null
        : findOne({ person, key, digest: answer.digest }),
    removeBefore: (at: number, limit: number): number => remove.run({ at, limit }).changes,
  };
}
