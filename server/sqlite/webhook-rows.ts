import type { Webhook, WebhookProgress } from '../application/ports.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

type Row = Omit<Webhook, 'filter' | 'enabled' | 'progress'> &
  Omit<WebhookProgress, 'cursor'> & { filter: string; enabled: number; told: number; toldPart: number };

const SELECT = `
  SELECT webhook_key AS webhookKey, token, url, filter, enabled, secret, previous_secret AS previousSecret,
         previous_until AS previousUntil, created_at AS createdAt, created_by AS createdBy, told, told_part AS toldPart,
         told_at AS toldAt, attempts, attempt_at AS attemptAt, failed_at AS failedAt, failure
  FROM webhook`;

function toWebhook({ told, toldPart, toldAt, attempts, attemptAt, failedAt, failure, ...row }: Row): Webhook {
  const progress = { cursor: { after: told, skip: toldPart }, toldAt, attempts, attemptAt, failedAt, failure };
  return { ...row, filter: parseJson(row.filter), enabled: row.enabled === 1, progress };
}

/** Reads webhooks, and keeps how far each has been told. */
export function webhookRows(db: Db) {
  const all = db.prepare<[], Row>(`${SELECT} ORDER BY webhook_key`);
  const one = db.prepare<[number], Row>(`${SELECT} WHERE webhook_key = ?`);
  const save = db.prepare(
    `UPDATE webhook SET told = @after, told_part = @skip, told_at = @toldAt, attempts = @attempts,
            attempt_at = @attemptAt, failed_at = @failedAt, failure = @failure
     WHERE webhook_key = @webhookKey`,
  );
  const disable = db.prepare('UPDATE webhook SET enabled = 0 WHERE webhook_key = ?');
  return {
    webhooks: (): readonly Webhook[] => all.all().map(toWebhook),
    webhook: (webhookKey: number): Webhook | null => {
      const row = one.get(webhookKey);
      return row ? toWebhook(row) : null;
    },
    saveWebhookProgress: (webhookKey: number, { cursor, ...progress }: WebhookProgress): void =>
      void save.run({ webhookKey, ...cursor, ...progress }),
    disableWebhook: (webhookKey: number): void => void disable.run(webhookKey),
  };
}
