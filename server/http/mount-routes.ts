import { parse } from 'node:querystring';

import type { Request, RequestHandler, Response } from 'express';

import { ApplicationError, RepeatedCommand } from '../application/application-error.js';
import type { DemoWorld } from '../application/demo/demo-worlds.js';
import type { FeedFollower } from '../application/feed/follow-feed.js';
import type { StoredAnswer } from '../application/ports.js';
import { repeated } from '../application/run-command.js';
import type { Caller, Services } from '../application/services.js';
import { requireBounded } from './bounds.js';
import { callerOf, personOf } from './caller.js';
import { checkBody, checkQuery, type Check } from './contract/check.js';
import { object } from './contract/schema.js';
import { sendEvents } from './event-stream.js';
import { languageOf } from './language.js';
import { readJson } from './read-json.js';
import { routeTable, type RouteTable } from './route-table.js';
import type { Route, RouteRequest } from './route.js';

export interface Located {
  readonly services: Services;
  readonly world?: DemoWorld;
}

export interface MountedRoutes {
  readonly services: Services;
  readonly ofServer: readonly Route[];
  /** Below the address of each demo world. */
  readonly ofWorld: readonly Route[];
  /** @throws ApplicationError WORLD_NOT_FOUND */
  readonly findWorld: (id: string) => DemoWorld;
  /** Comes before each answer; throws where there is to be none now. */
  readonly enter: (response: Response) => void;
}

/** One request that found its route. */
interface Asked extends Located {
  readonly request: Request;
  readonly response: Response;
  readonly params: Readonly<Record<string, string>>;
}
type Handler = (asked: Asked) => Promise<void>;

/** Reading needs no person yet. */
const READER: Caller = { by: 'reader' };
const WORLD = /^\/demo\/worlds\/([^/]+)(\/.*)$/;
const MOST_BYTES = 1_048_576;

/** A middleware that answers for the routes, and passes on what is at none of their addresses. */
export function mountRoutes({ services, ofServer, ofWorld, findWorld, enter }: MountedRoutes): RequestHandler {
  const server = tableOf(ofServer, '');
  const worlds = tableOf(ofWorld, '/demo/worlds/:worldId');
  return (request, response, next) => {
    const path = pathOf(request.url);
    const within = path.startsWith('/demo/') ? WORLD.exec(path) : null;
    const table = within ? worlds : server;
    const found = table.find(request.method === 'HEAD' ? 'GET' : request.method, within?.[2] ?? path);
    if (!found && !within) return next();
    enter(response);
    const world = within ? findWorld(within[1] ?? '') : undefined;
    if (!found) return next();
    const at: Located = world ? { services: world.services, world } : { services };
    return answer(found, { request, response, ...at });
  };
}

function tableOf(routes: readonly Route[], prefix: string): RouteTable<Handler> {
  const table = routeTable<Handler>();
  for (const route of routes) table.add(route.method, route.path, handler(route, `${prefix}${route.path}`));
  return table;
}

/** Without the query; a proxy may name the server too (RFC 9112, 3.2.2). */
function pathOf(url: string): string {
  const from = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '');
  const end = from.indexOf('?');
  return end < 0 ? from : from.slice(0, end);
}

/** @throws ApplicationError METHOD_NOT_ALLOWED */
function answer(
  found: NonNullable<ReturnType<RouteTable<Handler>['find']>>,
  asked: Omit<Asked, 'params'>,
): Promise<void> {
  if ('value' in found) return found.value({ ...asked, params: found.params });
  asked.response.set('Allow', found.allow.join(', '));
  throw new ApplicationError('METHOD_NOT_ALLOWED');
}

function handler(route: Route, name: string): Handler {
  const body = route.body && checkBody(route.body);
  const query = checkQuery(route.query ?? object({}));
  return async ({ request, response, params, services, world }) => {
    response.locals['route'] = name;
    const by = route.command ? personOf(request, services) : null;
    const parameters = valid(queryOf(request.url), query, 'QUERY_NOT_VALID');
    const content = body ? await validBody(request, response, route, body) : undefined;
    const caller = by === null ? READER : callerOf(request, by, route, request.originalUrl, content);
    const asked = {
      services,
      caller,
      params,
      query: parameters,
      body: content,
      get language() {
        return languageOf(request);
      },
      header: (name: string) => request.get(name),
      gone: goneOf(response),
      ...(world && { world }),
    } as unknown as RouteRequest<never, never>;
    const answer = await repeatedAnswer(route, asked, await once(services, caller, () => carryOut(route, asked)));
    if (route.command && world) await world.services.work.settle();
    await send(request, response, route, answer);
  };
}

function queryOf(url: string): Record<string, unknown> {
  const begin = url.indexOf('?');
  return begin < 0 ? {} : { ...parse(url.slice(begin + 1)) };
}

type Answer = { readonly value: unknown; readonly replayed?: true } | StoredAnswer;

/** Made when asked for: few requests wait. */
function goneOf(response: Response): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller) return controller.signal;
    const made = (controller = new AbortController());
    if (response.closed) made.abort();
    response.once('close', () => {
      if (!response.writableFinished) made.abort();
    });
    return made.signal;
  };
}

async function repeatedAnswer(route: Route, asked: RouteRequest<never, never>, answer: Answer): Promise<Answer> {
  if (!('digest' in answer) || !route.repeat) return answer;
  return { value: await route.repeat(asked, answer), replayed: true };
}

/** Commands are so many at once; those that may be held open for long have a bound of their own. */
function carryOut(route: Route, asked: RouteRequest<never, never>): Promise<unknown> {
  const handle = () => route.handle(asked);
  return route.command && !route.waits ? asked.services.admission.run(handle) : handle();
}

/**
 * A command under an idempotency key takes effect once; a repeat gets the first answer: its own write finds it, or it is
 * looked for when the repeat is refused for what the first has changed.
 */
async function once(services: Services, caller: Caller, run: () => Promise<unknown>): Promise<Answer> {
  try {
    return { value: await run() };
  } catch (error) {
    if (error instanceof RepeatedCommand) return error.answer;
    const meanwhile = await storedAnswer(services, caller);
    if (meanwhile) return meanwhile;
    throw error;
  }
}

async function storedAnswer({ store }: Services, { idempotency }: Caller): Promise<StoredAnswer | null> {
  const answer = idempotency ? await store.findAnswer(idempotency) : null;
  if (!answer) return null;
  const outcome = repeated(idempotency, answer);
  if (outcome instanceof RepeatedCommand) return answer;
  throw outcome;
}

async function validBody(request: Request, response: Response, route: Route, check: Check): Promise<unknown> {
  const sent = await readJson(request, response, route.mostBytes ?? MOST_BYTES);
  const body = sent === undefined ? {} : sent;
  requireBounded(body);
  return valid(body, check, 'BODY_NOT_VALID');
}

function valid(value: unknown, check: Check, code: 'BODY_NOT_VALID' | 'QUERY_NOT_VALID'): unknown {
  const violations = check(value);
  if (violations.length > 0) throw new ApplicationError(code, { violations });
  return value;
}

async function send(request: Request, response: Response, route: Route, answer: Answer): Promise<void> {
  if ('value' in answer && route.type === 'text/event-stream') return sendStream(request, response, answer.value);
  if ('digest' in answer || answer.replayed) response.set('Idempotency-Replayed', 'true');
  if ('digest' in answer) {
    if (answer.body === '') sendNothing(response);
    else sendText(response, answer.status, JSON_TYPE, answer.body);
  } else if (answer.value === undefined) sendNothing(response);
  else sendValue(response, route, answer.value);
}

function sendValue(response: Response, route: Route, value: unknown): void {
  if (route.etag) response.setHeader('ETag', route.etag(value as never));
  if (route.type !== undefined) sendText(response, route.status, `${route.type}; charset=utf-8`, value as string);
  else sendText(response, route.status, JSON_TYPE, JSON.stringify(value));
}

const JSON_TYPE = 'application/json; charset=utf-8';

function sendNothing(response: Response): void {
  response.statusCode = 204;
  response.end();
}

function sendText(response: Response, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** A question about the stream alone (HEAD) opens none. */
async function sendStream(request: Request, response: Response, value: unknown): Promise<void> {
  const follower = value as FeedFollower;
  if (request.method !== 'HEAD') return sendEvents(response, follower);
  follower.close();
  response.type('text/event-stream').end();
}
