import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

import type { WebhookOutcome, WebhookSender } from '../application/ports.js';

/** Milliseconds from the first byte to the answer (Standard Webhooks 1.0.0 recommends 15 to 30 seconds). */
const TIMEOUT = 15_000;
/** What a receiver says beside its status is nobody's business; more of it than this ends the connection. */
const MOST_ANSWER = 65_536;

/**
 * Sends webhooks over HTTP. Redirects are not followed, and a name is only followed to this machine.
 * @param timeout milliseconds for one request
 */
export function webhookSender(timeout = TIMEOUT): WebhookSender {
  const http = { agent: new HttpAgent({ keepAlive: true }), request: httpRequest };
  const https = { agent: new HttpsAgent({ keepAlive: true }), request: httpsRequest };
  return {
    post: ({ url, headers, body, signal }) =>
      new Promise((resolve) => {
        const target = new URL(url);
        const { agent, request } = target.protocol === 'https:' ? https : http;
        const sent = request(target, {
          method: 'POST',
          agent,
          signal,
          lookup: lookUpLoopback,
          headers: {
            ...headers,
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
            'User-Agent': 'Samlop-Webhooks/1',
          },
        });
        const late = setTimeout(() => {
          resolve({ failure: 'TIMEOUT' });
          sent.destroy();
        }, timeout);
        sent.once('close', () => clearTimeout(late));
        sent.once('response', (response) => {
          resolve({ status: response.statusCode ?? 0 });
          discard(response);
        });
        sent.once('error', (error) => resolve(failureOf(error)));
        sent.end(body);
      }),
  };
}

function discard(response: IncomingMessage): void {
  let bytes = 0;
  response.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_ANSWER) response.destroy();
  });
  response.on('error', () => undefined);
}

const NOT_ALLOWED = 'TARGET_NOT_ALLOWED';

const failureOf = (error: Error): WebhookOutcome => ({
  failure: error.message === NOT_ALLOWED ? NOT_ALLOWED : 'CONNECTION_FAILED',
});

const isLoopback = ({ address }: LookupAddress): boolean => address === '::1' || /^127\./.test(address);

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** What a name stands for can change between two looks: only addresses of this machine are given to the connection. */
function lookUpLoopback(hostname: string, options: LookupOptions, answer: Answer): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const allowed = error ? [] : addresses.filter(isLoopback);
    const [first] = allowed;
    if (!first) answer(error ?? new Error(NOT_ALLOWED), '');
    else if (options.all) answer(null, allowed);
    else answer(null, first.address, first.family);
  });
}
