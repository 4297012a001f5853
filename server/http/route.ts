import type { PageRequest } from '../application/ports.js';
import type { Caller, Services } from '../application/services.js';
import type { Language } from '../application/ports.js';
import type { DemoWorld } from '../application/demo/demo-worlds.js';
import type { Schema } from './contract/schema.js';

export interface RouteRequest<Body, Query> {
  readonly services: Services;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly language: Language;
  /** Where the request is made in a demo world. */
  readonly world?: DemoWorld;
}

/** One route as data: the router validates, finds out who asks, and sends what the handler returns. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  /** Commands need a person and may carry an idempotency key. */
  readonly command: boolean;
  /** Of a successful answer; an answer of `undefined` is 204. */
  readonly status: number;
  /** Media type of a text answer; JSON where absent. */
  readonly type?: string;
  readonly body?: Schema;
  readonly query?: Schema;
  /** Commands that do not write their own answer row have it written by the router. */
  readonly keepAnswer: boolean;
  readonly handle: (request: RouteRequest<never, never>) => Promise<unknown>;
}

interface Definition<Body, Query> {
  readonly status?: number;
  readonly type?: string;
  readonly body?: Schema;
  readonly query?: Schema;
  readonly keepAnswer?: boolean;
  readonly handle: (request: RouteRequest<Body, Query>) => Promise<unknown>;
}

type Make = <Body = undefined, Query = undefined>(path: string, definition: Definition<Body, Query>) => Route;

const make =
  (method: Route['method'], command: boolean): Make =>
  (path, { status = 200, keepAnswer = false, handle, ...rest }) => ({
    method,
    path,
    command,
    status,
    keepAnswer,
    ...rest,
    handle: handle,
  });

export const read: Make = make('get', false);
/** Reads whose question is too long for an address. */
export const search: Make = make('post', false);
export const post: Make = make('post', true);
export const put: Make = make('put', true);
export const remove: Make = make('delete', true);
/** Changes that no person has to answer for: a demo world's own clock. */
export const adjust: Make = make('put', false);

export interface SearchBody<Filter> {
  readonly filter?: Filter;
  readonly page?: { readonly limit?: number; readonly after?: string };
}

export const filterOf = <Filter>(body: SearchBody<Filter>): Partial<Filter> => body.filter ?? {};
export const pageOf = ({ page = {} }: SearchBody<unknown>): PageRequest => ({
  limit: page.limit ?? 100,
  ...(page.after !== undefined && { after: page.after }),
});
