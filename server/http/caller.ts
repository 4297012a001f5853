import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { ApplicationError } from '../application/application-error.js';
import type { Caller, Services } from '../application/services.js';
import type { Route } from './route.js';

/**
 * Who gives a command. Asked before the body is read: nobody has to be listened to who does not say who they are.
 * @throws ApplicationError PERSON_MISSING, PERSON_NOT_KNOWN
 */
export function personOf({ headers }: IncomingMessage, { people }: Services): string {
  const id = headers['x-demo-person'];
  if (!id) throw new ApplicationError('PERSON_MISSING');
  if (!people.some((person) => person.id === id)) throw new ApplicationError('PERSON_NOT_KNOWN');
  return String(id);
}

const KEY = /^[\x20-\x7e]{1,200}$/;

/**
 * The caller of a command, with the key under which a repeat of it is known.
 * @param url path and query, as they were asked for
 * @throws ApplicationError HEADER_NOT_VALID
 */
export function callerOf(request: IncomingMessage, by: string, route: Route, url: string, body: unknown): Caller {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return { by };
  if (typeof key !== 'string' || !KEY.test(key))
    throw new ApplicationError('HEADER_NOT_VALID', { details: { header: 'Idempotency-Key' } });
  const digest = createHash('sha256')
    .update(JSON.stringify([request.method, url, body ?? null]))
    .digest('base64url');
  return { by, idempotency: { person: by, key, digest, status: route.status } };
}
