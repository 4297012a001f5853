import { Refused, Unanswered } from './job-errors.js';
import { pauseAfter, sleep } from './pauses.js';
import type { Job, Variables, WorkerOptions } from './worker-options.js';

/** How a job is answered, as the path and the body of the answer. */
export type JobAnswer =
  | { readonly kind: 'completion'; readonly variables?: Variables }
  | { readonly kind: 'error'; readonly errorCode: string; readonly variables?: Variables }
  | { readonly kind: 'failure'; readonly retries: number; readonly retryBackOff?: number; readonly reason?: string };

export interface JobApi<V extends Variables> {
  /** Asks once. @throws Refused, Unanswered */
  fetch(most: number, signal: AbortSignal): Promise<readonly Job<V>[]>;
  /** Asks once: the lock ends this many milliseconds from now; 0 hands the job back. @throws Refused, Unanswered */
  extend(job: Job<V>, milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Answers until the server has taken or refused it; it is known by its key, so that it counts once. @throws Refused, Unanswered when aborted */
  answer(job: Job<V>, answer: JobAnswer, signal: AbortSignal): Promise<void>;
}

interface Asked {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: object;
  readonly signal: AbortSignal;
  /** Milliseconds after which it counts as unanswered. */
  readonly within: number;
  readonly key?: string;
}

const PATIENCE = 15_000;
/** A server that says that the fault is its own is asked again this often, and then believed. */
const FAULTS = 5;
const LATER: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);
/** The instance cannot go on at the moment: what was done for it is told when it can. */
const LATER_CODES: ReadonlySet<string> = new Set(['INSTANCE_BUSY', 'INSTANCE_SUSPENDED']);

/** The routes of jobs, over Node's fetch. */
export function jobApi<V extends Variables>(options: WorkerOptions<V>): JobApi<V> {
  const { topic, worker, lock = 60_000, requestTimeout = 30_000, fetchVariables } = options;
  const path = (job: Job<V>): string => `/v2/jobs/${encodeURIComponent(job.jobKey)}`;
  return {
    async fetch(most, signal) {
      const body = {
        ...{ type: topic, worker, timeout: lock, requestTimeout, maxJobsToActivate: Math.min(most, 100) },
        ...(fetchVariables && { fetchVariables }),
      };
      const within = requestTimeout + PATIENCE;
      const answer = await ask(options, { method: 'POST', path: '/v2/jobs/activation', body, signal, within });
      return (answer as { jobs: readonly Job<V>[] }).jobs;
    },
    async extend(job, milliseconds, signal) {
      const body = { lockToken: job.lockToken, changeset: { timeout: milliseconds } };
      await ask(options, { method: 'PATCH', path: path(job), body, signal, within: PATIENCE });
    },
    async answer(job, { kind, ...content }, signal) {
      const body = { lockToken: job.lockToken, ...content };
      const key = `${job.jobKey}/${job.lockToken}/${kind}`;
      const asked: Asked = { method: 'POST', path: `${path(job)}/${kind}`, body, signal, within: PATIENCE, key };
      await untilAnswered(() => ask(options, asked), signal);
    },
  };
}

async function untilAnswered(send: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  let faults = 0;
  for (let failures = 0; ; failures++) {
    try {
      await send();
      return;
    } catch (error) {
      if (error instanceof Refused && (error.status !== 500 || ++faults >= FAULTS)) throw error;
      await sleep(pauseAfter(failures, error), signal);
      if (signal.aborted) throw error;
    }
  }
}

async function ask(
  { baseUrl, headers = {} }: Pick<WorkerOptions, 'baseUrl' | 'headers'>,
  { method, path, body, signal, within, key }: Asked,
): Promise<unknown> {
  const ending = endingWith(signal, within);
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(typeof headers === 'function' ? await headers() : headers),
        'Content-Type': 'application/json',
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      body: JSON.stringify(body),
      signal: ending.signal,
    });
    const text = await response.text();
    if (response.ok) return text === '' ? undefined : JSON.parse(text);
    throw refusal(response, text);
  } catch (error) {
    if (error instanceof Refused || error instanceof Unanswered) throw error;
    throw new Unanswered(error instanceof Error ? error.name : 'unknown');
  } finally {
    ending.stop();
  }
}

function refusal(response: Response, text: string): Refused | Unanswered {
  const code = problemCode(text) ?? `HTTP_${response.status}`;
  if (!LATER.has(response.status) && !LATER_CODES.has(code)) return new Refused(response.status, code);
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? new Unanswered(code, seconds * 1000) : new Unanswered(code);
}

function problemCode(text: string): string | undefined {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Aborted with the signal or when the time is over. */
function endingWith(signal: AbortSignal, within: number): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const timer = setTimeout(end, within);
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  return {
    signal: controller.signal,
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
}
