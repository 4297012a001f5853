import type { SkippedEvent, Webhook, WebhookProgress } from '../application/ports.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

type Row = Omit<Webhook, 'filter' | 'enabled' | 'progress'> &
  Omit<WebhookProgress, 'cursor'> & { filter: string; enabled: number; told: number; toldPart: number };

const SELECT = `
  SELECT webhook_key AS webhookKey, token, url, filter, enabled, secret, previous_secret AS previousSecret,
         previous_until AS previousUntil, created_at AS createdAt, created_by AS createdBy, told, told_part AS toldPart,
         told_at AS toldAt, attempts, attempt_at AS attemptAt, failed_at AS failedAt, failure,
         refused_event AS refusedId, skips, changes
  FROM webhook`;

function toWebhook(row: Row): Webhook {
  const { told, toldPart, toldAt, attempts, attemptAt, failedAt, failure, refusedId, skips, changes, ...webhook } = row;
  const cursor = { after: told, skip: toldPart };
  const progress = { cursor, toldAt, attempts, attemptAt, failedAt, failure, refusedId, skips, changes };
  return { ...webhook, filter: parseJson(row.filter), enabled: row.enabled === 1, progress };
}

/** Reads webhooks, and keeps how far each has been told. */
export function webhookRows(db: Db) {
  const all = db.prepare<[], Row>(`${SELECT} ORDER BY webhook_key`);
  const one = db.prepare<[number], Row>(`${SELECT} WHERE webhook_key = ?`);
  const save = db.prepare(
    `UPDATE webhook SET told = @after, told_part = @skip, told_at = @toldAt, attempts = @attempts,
            attempt_at = @attemptAt, failed_at = @failedAt, failure = @failure,
            refused_event = @refusedId
     WHERE webhook_key = @webhookKey AND skips = @skips AND changes = @changes`,
  );
  const disable = db.prepare('UPDATE webhook SET enabled = 0 WHERE webhook_key = @webhookKey AND changes = @changes');
  const skipped = db.prepare<[number, number], SkippedEvent>(
    `SELECT event_id AS eventId, at, by, reason, attempts, failure FROM webhook_skip WHERE webhook_key = ?
     ORDER BY number DESC LIMIT ?`,
  );
  return {
    webhooks: (): readonly Webhook[] => all.all().map(toWebhook),
    webhook: (webhookKey: number): Webhook | null => {
      const row = one.get(webhookKey);
      return row ? toWebhook(row) : null;
    },
    skippedEvents: (webhookKey: number, limit: number): readonly SkippedEvent[] => skipped.all(webhookKey, limit),
    saveWebhookProgress: (webhookKey: number, { cursor, ...progress }: WebhookProgress): void =>
      void save.run({ webhookKey, ...cursor, ...progress }),
    disableWebhook: (webhookKey: number, changes: number): void => void disable.run({ webhookKey, changes }),
  };
}
