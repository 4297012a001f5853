import { createHash } from 'node:crypto';

import type { Request } from 'express';

import { ApplicationError } from '../application/application-error.js';
import type { Caller, Services } from '../application/services.js';
import type { Route } from './route.js';

/**
 * Who gives a command, and under which key a repeat of it is known.
 * @throws ApplicationError PERSON_MISSING, PERSON_NOT_KNOWN, HEADER_NOT_VALID
 */
export function callerOf(request: Request, { people }: Services, route: Route): Caller {
  const id = request.get('X-Demo-Person');
  if (!id) throw new ApplicationError('PERSON_MISSING');
  if (!people.some((person) => person.id === id)) throw new ApplicationError('PERSON_NOT_KNOWN');
  const key = request.get('Idempotency-Key');
  if (key === undefined) return { by: id };
  if (!/^[\x20-\x7e]{1,200}$/.test(key))
    throw new ApplicationError('HEADER_NOT_VALID', { details: { header: 'Idempotency-Key' } });
  const digest = createHash('sha256')
    .update(JSON.stringify([request.method, request.originalUrl, request.body ?? null]))
    .digest('base64url');
  return { by: id, idempotency: { person: id, key, digest, status: route.status } };
}
