import type { Change, WebhookChange } from '../application/ports.js';
import type { Db } from './open-database.js';

/** Writes what a person has decided about a webhook. A new one is told of what comes after it. */
export function webhookWriter(db: Db, region: number): (webhook: WebhookChange, change: Change) => void {
  const create = db.prepare(
    `INSERT INTO webhook (webhook_key, region, token, url, filter, enabled, secret, created_at, created_by, told)
     VALUES (@webhookKey, @region, @token, @url, @filter, @enabled, @secret, @at, @by,
             (SELECT coalesce(max(position), 0) FROM feed))`,
  );
  const update = db.prepare(
    `UPDATE webhook SET url = @url, filter = @filter, enabled = @enabled, attempts = 0, attempt_at = 0
     WHERE webhook_key = @webhookKey`,
  );
  const secret = db.prepare(
    `UPDATE webhook SET previous_secret = secret, previous_until = @previousUntil, secret = @secret
     WHERE webhook_key = @webhookKey`,
  );
  const retry = db.prepare('UPDATE webhook SET attempt_at = 0 WHERE webhook_key = @webhookKey');
  const remove = db.prepare('DELETE FROM webhook WHERE webhook_key = @webhookKey');
  const statements = { create, update, secret, retry, remove };
  return ({ kind, ...webhook }, { at, by }) => {
    const { filter, enabled, ...rest } = { filter: undefined, enabled: undefined, ...webhook };
    statements[kind].run({ ...rest, region, at, by, filter: JSON.stringify(filter ?? {}), enabled: enabled ? 1 : 0 });
  };
}
