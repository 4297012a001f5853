import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Config } from '../../server/config.js';
import type { TimeSources } from '../../server/clock-guard.js';
import type { Clock, Log } from '../../server/application/ports.js';
import { openSqlite } from '../../server/sqlite/sqlite-store.js';
import { startServer, type RunningServer, type ServerParts } from '../../server/main.js';
import { requireContract } from './contract-check.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; the text where it is none; undefined for an empty answer. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export type RequestHeaders = Readonly<Record<string, string>>;

/** Requests to one server or one demo world, as a demo person. */
export interface Api {
  get(path: string, headers?: RequestHeaders): Promise<Answer>;
  post(path: string, body?: unknown, headers?: RequestHeaders): Promise<Answer>;
  put(path: string, body?: unknown, headers?: RequestHeaders): Promise<Answer>;
  patch(path: string, body?: unknown, headers?: RequestHeaders): Promise<Answer>;
  delete(path: string, headers?: RequestHeaders): Promise<Answer>;
}

/** Every answer is held to the contract. */
export function apiAt(base: string, person = 'ward-nurse'): Api {
  const ask = async (method: string, path: string, body: unknown, headers: RequestHeaders = {}): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        'X-Demo-Person': person,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
    };
    requireContract(method, new URL(response.url).pathname, answer);
    return answer;
  };
  return {
    get: (path, headers) => ask('GET', path, undefined, headers),
    post: (path, body = {}, headers) => ask('POST', path, body, headers),
    put: (path, body = {}, headers) => ask('PUT', path, body, headers),
    patch: (path, body = {}, headers) => ask('PATCH', path, body, headers),
    delete: (path, headers) => ask('DELETE', path, undefined, headers),
  };
}

export interface TestServer {
  readonly url: string;
  readonly data: string;
  readonly api: Api;
  readonly lines: readonly string[];
  /** Stops it as SIGTERM would and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly clock?: Clock;
  /** Sources of a guarded clock. */
  readonly time?: TimeSources;
  readonly retention?: Config['retention'];
  readonly feed?: NonNullable<ServerParts['feed']>;
  readonly openStore?: NonNullable<ServerParts['openStore']>;
  readonly mostCommands?: number;
  readonly compiler?: NonNullable<ServerParts['compiler']>;
  /** Threads for long reads; none where absent, which starts faster. */
  readonly readers?: number;
  /** Folder of pathways; none where absent. */
  readonly pathways?: string;
  /** Puts something into the data folder before the server starts for the first time. */
  readonly prepare?: (data: string) => void;
}

/** A real server on a free port with its own data folder; `stop` removes it. */
export async function givenServer(options: ServerOptions = {}): Promise<TestServer> {
  const { pathways, prepare, readers = 0, retention, ...parts } = options;
  const folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
  const data = join(folder, 'data');
  const none = join(folder, 'no-pathways');
  mkdirSync(none);
  if (prepare) {
    mkdirSync(data);
    prepare(data);
  }
  const lines: string[] = [];
  const keep = (entry: object, message: string): void => void lines.push(JSON.stringify({ ...entry, message }));
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const start = (): Promise<RunningServer> =>
    startServer(
      {
        port: 0,
        data,
        pathways: pathways ?? none,
        mode: 'demo',
        logLevel: 'silent',
        drain: { grace: 0, timeout: 5000 },
        retention: retention ?? { archiveAfter: null, purgeAfter: null },
      },
      { log, openStore: (store) => openSqlite({ ...store, readers }), ...parts },
    );
  let running = await start();
  return {
    get url() {
      return running.url;
    },
    get api() {
      return apiAt(running.url);
    },
    data,
    lines,
    async restart() {
      await running.stop();
      running = await start();
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Time that a test lets pass, and a wall clock beside it that it can set. */
export function testTime(iso = '2026-11-02T08:00:00Z') {
  let wall = Date.parse(iso);
  let elapsed = 1000;
  let asleep = 0;
  return {
    wall: { now: () => wall },
    elapsed: () => elapsed,
    sinceBoot: () => elapsed + asleep,
    /** Time passes, and the clock with it. */
    pass(milliseconds: number): void {
      wall += milliseconds;
      elapsed += milliseconds;
    },
    /** Somebody, or something, sets the clock. */
    jump: (milliseconds: number): void => void (wall += milliseconds),
    sleep(milliseconds: number): void {
      wall += milliseconds;
      asleep += milliseconds;
    },
  };
}

/** A clock that a test sets. */
export function testClock(iso = '2026-11-02T08:00:00Z'): Clock & { advance(milliseconds: number): void } {
  let now = Date.parse(iso);
  return { now: () => now, advance: (milliseconds) => void (now += milliseconds) };
}

/** Waits until something holds; what happens after an answer (deliveries, timers) has no other end to wait for. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean, within = 5000): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > end)
      throw new Error(`it did not happen within ${within} ms; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
