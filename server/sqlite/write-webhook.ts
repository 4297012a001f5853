import type { Change, WebhookChange } from '../application/ports.js';
import type { Db } from './open-database.js';
import { Undone } from './undone.js';

/**
 * Writes what a person has decided about a webhook. A new one is told of what comes after it.
 * @throws Undone (conflict) where the event that is to be skipped is not the one that is refused now
 */
export function webhookWriter(db: Db, region: number): (webhook: WebhookChange, change: Change) => void {
  const create = db.prepare(
    `INSERT INTO webhook (webhook_key, region, token, url, filter, enabled, secret, created_at, created_by, told)
     VALUES (@webhookKey, @region, @token, @url, @filter, @enabled, @secret, @at, @by,
             (SELECT coalesce(max(position), 0) FROM feed))`,
  );
  const update = db.prepare(
    `UPDATE webhook SET url = @url, filter = @filter, enabled = @enabled, attempts = 0, attempt_at = 0,
            changes = changes + 1
     WHERE webhook_key = @webhookKey`,
  );
  const secret = db.prepare(
    `UPDATE webhook SET previous_secret = secret, previous_until = @previousUntil, secret = @secret
     WHERE webhook_key = @webhookKey`,
  );
  const retry = db.prepare('UPDATE webhook SET attempt_at = 0, changes = changes + 1 WHERE webhook_key = @webhookKey');
  const remove = db.prepare('DELETE FROM webhook WHERE webhook_key = @webhookKey');
  const skip = skipWriter(db, region);
  const statements = { create, update, secret, retry, remove };
  return (asked, { at, by }) => {
    if (asked.kind === 'skip') return skip(asked, at, by);
    const { kind, ...webhook } = asked;
    const { filter, enabled, ...rest } = { filter: undefined, enabled: undefined, ...webhook };
    statements[kind].run({ ...rest, region, at, by, filter: JSON.stringify(filter ?? {}), enabled: enabled ? 1 : 0 });
  };
}

function skipWriter(db: Db, region: number) {
  const note = db.prepare(
    `INSERT INTO webhook_skip (webhook_key, number, region, event_id, at, by, reason, attempts, failure)
     SELECT webhook_key, skips + 1, @region, refused_event, @at, @by, @reason, attempts, failure
     FROM webhook WHERE webhook_key = @webhookKey AND refused_event = @eventId AND attempts > 0`,
  );
  const goOn = db.prepare(
    `UPDATE webhook SET told = @after, told_part = @skip, attempts = 0, attempt_at = 0, refused_event = NULL,
            skips = skips + 1
     WHERE webhook_key = @webhookKey`,
  );
  return (
    { webhookKey, eventId, reason, cursor }: Extract<WebhookChange, { kind: 'skip' }>,
    at: number,
    by: string,
  ): void => {
    const { changes } = note.run({ webhookKey, region, eventId, at, by, reason });
    if (changes === 0) throw new Undone({ kind: 'conflict' });
    goOn.run({ webhookKey, ...cursor });
  };
}
