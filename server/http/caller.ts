import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { ApplicationError } from '../application/application-error.js';
import type { Precondition } from '../application/precondition.js';
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

/** Letters of ASCII, and no white space at its ends. */
const KEY = /^(?=.{1,200}$)[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** A strong entity tag (RFC 9110, 8.8.3), or `*`: a weak one never matches (13.1.1). */
const STRONG_TAG = /^(?:\*|"[\x21\x23-\x7e]{0,200}")$/;

/**
 * The caller of a command, with the key under which a repeat of it is known and with what it was decided on.
 * @param url path and query, as they were asked for
 * @throws ApplicationError HEADER_NOT_VALID
 */
export function callerOf(request: IncomingMessage, by: string, route: Route, url: string, body: unknown): Caller {
  const { 'idempotency-key': key, 'if-match': tag } = request.headers;
  if (key === undefined && tag === undefined) return { by };
  return {
    by,
    ...(key !== undefined && {
      idempotency: idempotencyOf(String(key), by, route, [request.method, url, body ?? null]),
    }),
    ...(tag !== undefined && { precondition: preconditionOf(tag, route) }),
  };
}

function idempotencyOf(key: string, person: string, route: Route, asked: unknown): NonNullable<Caller['idempotency']> {
  if (!KEY.test(key)) throw notValid('Idempotency-Key');
  const digest = hash('sha256', JSON.stringify(asked), 'base64url');
  return { person, key, digest, status: route.status };
}

/** A condition that is not looked at would be no condition: where it cannot be kept it is refused. */
function preconditionOf(tag: string, { ifMatch }: Route): Precondition {
  if (!ifMatch || !STRONG_TAG.test(tag)) throw notValid('If-Match');
  return { of: ifMatch, tag };
}

const notValid = (header: string): ApplicationError =>
  new ApplicationError('HEADER_NOT_VALID', { details: { header } });
