import { UsageError } from '../../command.js';
import { WorldRefusal } from '../scenario-world.js';

/** How long one request may take: setting the clock forward by months does all that is due on the way. */
const PATIENCE_MS = 120_000;

/** The part of a problem (RFC 9457) that is shown. */
interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly errors?: readonly { readonly path?: string; readonly message?: string }[];
  readonly diagnostics?: readonly {
    readonly elementId?: string;
    readonly message?: string;
    readonly severity?: string;
  }[];
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Requests to one server, or to one demo world of it. */
export interface ApiClient {
  /**
   * @param person demo person who acts; reading needs none
   * @returns the parsed body of a 2xx answer; undefined where it has none
   * @throws WorldRefusal where the server refuses by a 4xx
   * @throws UsageError where the server cannot be reached or fails
   */
  request(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, person?: string): Promise<unknown>;
  /** All items of a search, page by page. */
  search(path: string, filter: Readonly<Record<string, unknown>>): Promise<readonly unknown[]>;
  /** The same server, with another path before every route. */
  within(path: string): ApiClient;
}

/**
 * @param server e.g. `http://localhost:3000`
 * @throws UsageError where it is not an HTTP address
 */
export function apiClient(server: string, language: string): ApiClient {
  const base = baseOf(server);
  return clientAt(base, '', language);
}

function baseOf(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError(`--server ${server}: give an address like http://localhost:3000.`);
  }
  return url.origin + url.pathname.replace(/\/$/, '');
}

function clientAt(server: string, prefix: string, language: string): ApiClient {
  const client: ApiClient = {
    async request(method, path, body, person) {
      const headers = {
        accept: 'application/json, application/problem+json',
        'accept-language': language,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(person !== undefined && { 'x-demo-person': person }),
      };
      const request = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      return answerOf(await send(server, `${prefix}${path}`, request), `${method} ${path}`);
    },
    async search(path, filter) {
      const found: unknown[] = [];
      for (let after: string | undefined, more = true; more;) {
        const page = { limit: 1000, ...(after !== undefined && { after }) };
        const answer = (await client.request('POST', path, { filter, page })) as Page;
        found.push(...answer.items);
        after = answer.page.endCursor ?? undefined;
        more = after !== undefined;
      }
      return found;
    },
    within: (path) => clientAt(server, path, language),
  };
  return client;
}

interface Page {
  readonly items: readonly unknown[];
  readonly page: { readonly endCursor: string | null };
}

async function send(server: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(server + path, { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new UsageError(
      `${server}: the server cannot be reached (${reasonOf(error)}). Is it running? Start it with npm start.`,
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer in ${PATIENCE_MS / 1000} seconds`;
  const cause = error.cause as { readonly code?: string } | undefined;
  return cause?.code ?? error.message;
}

async function answerOf(response: Response, asked: string): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : parse(text, asked);
  const problem = (isProblem(response) ? parse(text, asked) : {}) as Problem;
  if (response.status >= 500)
    throw new UsageError(`${asked}: the server failed with ${response.status} ${problem.code ?? ''}.`);
  throw new WorldRefusal(problem.code ?? `HTTP_${response.status}`, reasonsOf(problem));
}

const isProblem = (response: Response): boolean => response.headers.get('content-type')?.includes('json') === true;

function parse(text: string, asked: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${asked}: the answer is not JSON. Is this a Samløp server?`);
  }
}

function reasonsOf(problem: Problem): readonly string[] {
  const errors = (problem.errors ?? []).map(({ path, message }) => `${path ?? ''} ${message ?? ''}`.trim());
  const defects = (problem.diagnostics ?? []).map(({ elementId, message }) =>
    `${elementId ?? ''} ${message ?? ''}`.trim(),
  );
  const details = Object.entries(problem.details ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [...errors, ...defects, ...details];
}
