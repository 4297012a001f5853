import { createHmac, randomBytes } from 'node:crypto';

/** How a secret is written (Standard Webhooks 1.0.0): `whsec_` and 24 to 64 bytes as Base64. */
export const SECRET = '^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$';

/** A new secret of 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The headers of one request to a receiver, as Standard Webhooks 1.0.0 has them: the id stays the same when the event is
 * sent again, the time is that of the attempt, and there is a signature for each secret (HMAC-SHA256 of
 * `id.timestamp.body`).
 * @param at the time of the attempt, epoch milliseconds
 * @param id without a full stop
 */
export function signedHeaders(
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

const signatureOf = (secret: string, content: string): string =>
  createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(content)
    .digest('base64');
