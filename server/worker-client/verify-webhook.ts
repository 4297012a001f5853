import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  /** As Node's `request.headers` has them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came, as a text: a body that was parsed and written again has another signature. */
  readonly body: string;
}

/**
 * Whether a request is one of this server's webhooks (Standard Webhooks 1.0.0): its signature is made with the secret, and
 * its time is near. Pure. What came with an id that has been seen before is to be answered by 2xx and not done again.
 * @param secret `whsec_…`, as the webhook was created with it
 * @param now epoch milliseconds
 * @param tolerance seconds that the clocks of the two machines, and the way between them, may make up
 */
export function verifyWebhook({ headers, body }: SignedRequest, secret: string, now: number, tolerance = 300): boolean {
  const text = (name: string): string => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  };
  const [id, timestamp] = [text('webhook-id'), text('webhook-timestamp')];
  if (id === '' || !/^\d{1,15}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return text('webhook-signature')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
}
