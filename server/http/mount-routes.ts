import { Router, type Request, type Response } from 'express';

import { ApplicationError, RepeatedCommand } from '../application/application-error.js';
import type { DemoWorld } from '../application/demo/demo-worlds.js';
import type { StoredAnswer } from '../application/ports.js';
import { answerRow, repeated } from '../application/run-command.js';
import type { Caller, Services } from '../application/services.js';
import { requireBounded } from './bounds.js';
import { callerOf } from './caller.js';
import { checkBody, checkQuery, type Check } from './contract/check.js';
import { languageOf } from './language.js';
import type { Route, RouteRequest } from './route.js';

export interface Located {
  readonly services: Services;
  readonly world?: DemoWorld;
}

/** Reading needs no person yet. */
const READER: Caller = { by: 'reader' };

/** An express router of routes; `locate` finds the world that a request is about. */
export function mountRoutes(routes: readonly Route[], locate: (response: Response) => Located): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) router[route.method](route.path, handler(route, locate));
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    router.all(path, (_request, response) => {
      response.set('Allow', methods.join(', '));
      throw new ApplicationError('METHOD_NOT_ALLOWED');
    });
  }
  return router;
}

function handler(route: Route, locate: (response: Response) => Located) {
  const body = route.body && checkBody(route.body);
  const query = checkQuery(route.query ?? { type: 'object', additionalProperties: false });
  return async (request: Request, response: Response): Promise<void> => {
    response.locals['route'] = `${request.baseUrl ? '/demo/worlds/:id' : ''}${route.path}`;
    const { services, world } = locate(response);
    const caller = route.command ? callerOf(request, services, route) : READER;
    const parameters = valid({ ...request.query }, query, 'QUERY_NOT_VALID');
    const content = body ? validBody(request, body) : undefined;
    const asked = {
      services,
      caller,
      params: request.params,
      query: parameters,
      body: content,
      language: languageOf(request),
      ...(world && { world }),
    } as unknown as RouteRequest<never, never>;
    const answer = await once(services, caller, route, () => carryOut(route, asked));
    if (route.command && world) await world.services.work.settle();
    send(response, route, answer);
  };
}

type Answer = { readonly value: unknown } | StoredAnswer;

/**
 * A command under an idempotency key takes effect once; a repeat gets the first answer: its own write finds it, or it is
 * looked for when the repeat is refused for what the first has changed.
 */
async function once(services: Services, caller: Caller, route: Route, run: () => Promise<unknown>): Promise<Answer> {
  const before = route.keepAnswer ? await storedAnswer(services, caller) : null;
  if (before) return before;
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

async function carryOut(route: Route, asked: RouteRequest<never, never>): Promise<unknown> {
  const { services, caller } = asked;
  const answer = await route.handle(asked);
  if (route.keepAnswer && caller.idempotency) {
    await services.store.commit({
      at: services.clock.now(),
      by: caller.by,
      action: 'KeepAnswer',
      ...answerRow(caller, answer),
    });
  }
  return answer;
}

function validBody(request: Request, check: Check): unknown {
  const sent = request.get('Transfer-Encoding') !== undefined || Number(request.get('Content-Length') ?? 0) > 0;
  if (sent && !request.is('application/json')) throw new ApplicationError('MEDIA_TYPE_NOT_SUPPORTED');
  const body: unknown = request.body ?? {};
  requireBounded(body);
  return valid(body, check, 'BODY_NOT_VALID');
}

function valid(value: unknown, check: Check, code: 'BODY_NOT_VALID' | 'QUERY_NOT_VALID'): unknown {
  const violations = check(value);
  if (violations.length > 0) throw new ApplicationError(code, { violations });
  return value;
}

function send(response: Response, route: Route, answer: Answer): void {
  if ('digest' in answer) {
    response.set('Idempotency-Replayed', 'true');
    if (answer.body === '') response.status(204).end();
    else response.status(answer.status).type('application/json').send(answer.body);
  } else if (answer.value === undefined) response.status(204).end();
  else if (route.type !== undefined) response.status(route.status).type(route.type).send(answer.value);
  else response.status(route.status).json(answer.value);
}
