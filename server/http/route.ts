import type { ProblemCode } from '../application/application-error.js';
import type { DemoWorld } from '../application/demo/demo-worlds.js';
import type { Language, PageRequest, StoredAnswer } from '../application/ports.js';
import type { Precondition } from '../application/precondition.js';
import type { Caller, Services } from '../application/services.js';
import { ofPages } from './contract/problem-groups.js';
import type { Schema } from './contract/schema.js';

export interface RouteRequest<Body, Query> {
  readonly services: Services;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly language: Language;
  /** A header of the request. */
  readonly header: (name: string) => string | undefined;
  /** Where the request is made in a demo world. */
  readonly world?: DemoWorld;
  /** Aborted when the connection ends before the answer has been sent. */
  readonly gone: () => AbortSignal;
}

/** Groups of operations, named as Camunda 8 names them where it has such a group; the document keeps this order. */
export const TAGS = [
  'Deployment',
  'Process definition',
  'Process instance',
  'User task',
  'Message',
  'Signal',
  'Job',
  'Incident',
  'Batch operation',
  'Event',
  'Webhook',
  'Operation',
  'Demo',
] as const;
export type Tag = (typeof TAGS)[number];

/** What the contract says of a route beside its path and schemas. */
export interface Documentation {
  /** Unique; Camunda 8's own (REST API v2) where it has such an operation. */
  readonly operationId: string;
  readonly tag: Tag;
  /** A few words, as an order: `Complete a user task`. */
  readonly summary: string;
  /** What else one has to know; Markdown. */
  readonly description?: string;
  /** Schema of a successful answer; null where it has no content (204). */
  readonly answer: Schema | null;
  /** How it may refuse, beside what follows from its kind (see contract/problem-groups.ts). */
  readonly problems: readonly ProblemCode[];
  /** The answer tells by an ETag what has been seen; `If-Match` of a command takes it. */
  readonly etag?: (answer: never) => string;
  /** A command that is refused when what it was decided on has changed meanwhile. */
  readonly ifMatch?: Precondition['of'];
  /** Made-up content that follows the schemas. */
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
}

/** One route as data: the router validates, finds out who asks, and sends what the handler returns. */
export interface Route extends Documentation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Its parameters are described in contract/path-parameters.ts. */
  readonly path: string;
  /** Commands need a person and may carry an idempotency key. */
  readonly command: boolean;
  /** Of a successful answer with content. */
  readonly status: number;
  /** Media type of a text answer, JSON where absent; of `text/event-stream` the handler returns a feed follower. */
  readonly type?: string;
  readonly body?: Schema;
  /** Most bytes of a body; 1 MB where absent. */
  readonly mostBytes?: number;
  readonly query?: Schema;
  /** A command that may be held open for long; how many are is bounded by itself. */
  readonly waits?: boolean;
  readonly handle: (request: RouteRequest<never, never>) => Promise<unknown>;
  /** Makes the answer to a repeat, where what is kept of the first one is not the answer itself. */
  readonly repeat?: (request: RouteRequest<never, never>, kept: StoredAnswer) => Promise<unknown>;
}

interface Definition<Body, Query> extends Documentation {
  readonly status?: number;
  readonly type?: string;
  readonly body?: Schema;
  readonly mostBytes?: number;
  readonly query?: Schema;
  readonly waits?: boolean;
  readonly handle: (request: RouteRequest<Body, Query>) => Promise<unknown>;
  readonly repeat?: (request: RouteRequest<Body, Query>, kept: StoredAnswer) => Promise<unknown>;
}

type Make = <Body = undefined, Query = undefined>(path: string, definition: Definition<Body, Query>) => Route;

const make =
  (method: Route['method'], command: boolean, also: readonly ProblemCode[] = []): Make =>
  (path, { status = 200, handle, problems, ...rest }) => ({
    method,
    path,
    command,
    status,
    ...rest,
    problems: [...problems, ...also],
    handle: handle,
  });

export const read: Make = make('get', false);
/** Reads whose question is too long for an address. */
export const search: Make = make('post', false, ofPages);
export const post: Make = make('post', true);
export const put: Make = make('put', true);
export const patch: Make = make('patch', true);
export const remove: Make = make('delete', true);
/** Changes that no person has to answer for: a demo world's own clock. */
export const adjust: Make = make('put', false);
/** What no person has to answer for and leaves no trace: a demo world is opened. */
export const open: Make = make('post', false);
export const close: Make = make('delete', false);

export interface SearchBody<Filter> {
  readonly filter?: Filter;
  readonly page?: { readonly limit?: number; readonly after?: string };
}

export const filterOf = <Filter>(body: SearchBody<Filter>): Partial<Filter> => body.filter ?? {};
export const pageOf = ({ page = {} }: SearchBody<unknown>): PageRequest => ({
  limit: page.limit ?? 100,
  ...(page.after !== undefined && { after: page.after }),
});
