import type { Db } from './open-database.js';

interface Identity {
  readonly expiresAt: number;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly isKept: number;
}
type Place = Omit<Identity, 'isKept'>;

const BEGINNING: Place = { expiresAt: -1, name: '', correlationKey: '', messageId: '' };

/**
 * Forgets ids that publishers have given, when their time to live is over and their message is gone. Each call looks at
 * so many at most and goes on where the one before has ended, so that those whose messages are kept for long, because
 * they were set aside, are not looked at again and again.
 */
export function identityForgetter(db: Db): (at: number, limit: number) => void {
  const expired = db.prepare<object, Identity>(
    `SELECT expires_at AS expiresAt, name, correlation_key AS correlationKey, message_id AS messageId,
            EXISTS (SELECT 1 FROM message m WHERE m.message_key = i.message_key)
            OR EXISTS (SELECT 1 FROM refused_message r WHERE r.message_key = i.message_key) AS isKept
     FROM message_identity i
     WHERE expires_at <= @at
       AND (expires_at, name, correlation_key, message_id) > (@expiresAt, @name, @correlationKey, @messageId)
     ORDER BY expires_at, name, correlation_key, message_id LIMIT @limit`,
  );
  const forget = db.prepare(
    `DELETE FROM message_identity
     WHERE name = @name AND correlation_key = @correlationKey AND message_id = @messageId`,
  );
  let place = BEGINNING;
  return (at, limit) => {
    const found = expired.all({ ...place, at, limit });
    for (const { isKept, name, correlationKey, messageId } of found)
      if (!isKept) forget.run({ name, correlationKey, messageId });
    place = (found.length === limit && found.at(-1)) || BEGINNING;
  };
}
