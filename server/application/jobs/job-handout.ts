import { randomUUID } from 'node:crypto';

import { ApplicationError } from '../application-error.js';
import type { HandedOut, Idempotency, JobRow } from '../ports.js';
import { repeated } from '../run-command.js';
import type { Services } from '../services.js';

/** What one request of a worker asks for. */
export interface HandoutRequest {
  readonly topic: string;
  readonly worker: string;
  /** Who asks. */
  readonly by: string;
  /** Milliseconds that the lock holds. */
  readonly lock: number;
  readonly most: number;
  /** Milliseconds to wait where nothing is available; 0 answers at once. */
  readonly wait: number;
  readonly idempotency?: Idempotency & { readonly status: number };
  /** Aborted when the worker has gone: it waits no longer, and what was locked for it is taken back. */
  readonly gone?: AbortSignal;
}

/** Hands jobs out to workers, also to those that wait for some. */
export interface JobHandout {
  /**
   * Jobs of a topic, each locked under a token of its own; the worker that has waited longest is served first.
   * @returns nothing when the time is over, or the server is about to stop
   * @throws ApplicationError TOO_MANY_WAITING; RepeatedCommand; StoreUnavailable
   */
  fetch(request: HandoutRequest): Promise<readonly JobRow[]>;
  /** Something may have become available: of these topics, or of any. */
  wake(topics?: Iterable<string>): void;
  /** How many workers wait. */
  waiting(): number;
  /** Answers everybody who waits; from now on nobody waits. */
  stop(): Promise<void>;
}

export interface HandoutOptions {
  /** Most workers that wait at a time. */
  readonly mostWaiting?: number;
  /** Whether time goes by in this world without being set; then locks and back-offs run out by themselves. */
  readonly live?: boolean;
  /** When the server is asked to stop: everybody who waits is answered. */
  readonly drain?: AbortSignal;
}

const MOST_WAITING = 1000;
/** What no commit of this process tells of (clocks that are set, another process) is seen after this long at most. */
const LOOK_EVERY = 1000;

interface Waiter {
  readonly request: HandoutRequest;
  /** Null once it is answered. */
  answer: ((outcome: readonly JobRow[] | Error) => void) | null;
}

interface Topic {
  /** Oldest first. */
  readonly queue: Waiter[];
  /** The round under way: one at a time, so that the oldest is always served first. */
  round: Promise<void> | undefined;
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** @param of the services, once they are wired */
export function createJobHandout(of: () => Services, options: HandoutOptions = {}): JobHandout {
  const { mostWaiting = MOST_WAITING, live = true, drain } = options;
  const topics = new Map<string, Topic>();
  let waiting = 0;
  let stopped = false;

  function fetch(request: HandoutRequest): Promise<readonly JobRow[]> {
    const waits = request.wait > 0;
    if (stopped) return Promise.resolve([]);
    if (waits && waiting >= mostWaiting)
      return Promise.reject(new ApplicationError('TOO_MANY_WAITING', { details: { most: mostWaiting } }));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        request,
        answer(outcome) {
          waiter.answer = null;
          waiting -= 1;
          clearTimeout(timeOver);
          request.gone?.removeEventListener('abort', leave);
          const queue = topics.get(request.topic)?.queue ?? [];
          if (queue.includes(waiter)) queue.splice(queue.indexOf(waiter), 1);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      };
      const leave = (): void => waiter.answer?.([]);
      const timeOver = waits ? setTimeout(leave, request.wait).unref() : undefined;
      waiting += 1;
      topicOf(request.topic).queue.push(waiter);
      if (request.gone?.aborted) leave();
      request.gone?.addEventListener('abort', leave);
      begin(request.topic);
    });
  }

  function topicOf(name: string): Topic {
    const found = topics.get(name) ?? { queue: [], round: undefined, again: false, timer: undefined };
    topics.set(name, found);
    return found;
  }

  function begin(name: string): void {
    const topic = topics.get(name);
    if (!topic) return;
    topic.again = true;
    topic.round ??= serve(name, topic).finally(() => {
      topic.round = undefined;
      if (topic.again && topic.queue.length > 0) begin(name);
      else if (topic.queue.length === 0 && topics.get(name) === topic) topics.delete(name);
    });
  }

  /** Serves the queue in its order until nothing is left to hand out. */
  async function serve(name: string, topic: Topic): Promise<void> {
    clearTimeout(topic.timer);
    while (topic.again) {
      topic.again = false;
      for (let waiter = topic.queue[0]; waiter; waiter = topic.queue[0]) if (!(await serveOne(waiter, topic))) break;
    }
    answerImpatient(topic);
    if (topic.queue.length > 0 && !stopped) await sleep(name, topic);
  }

  /** @returns false when nothing is available: then there is nothing for those behind it either */
  async function serveOne(waiter: Waiter, topic: Topic): Promise<boolean> {
    try {
      const jobs = await lockFor(waiter.request);
      if (jobs.length === 0) return false;
      if (waiter.answer) waiter.answer(jobs);
      else await of().store.takeBackJobs(jobs.map(handedOut));
      answerRepeats(topic, waiter.request, jobs);
    } catch (error) {
      waiter.answer?.(error instanceof Error ? error : new Error('unknown'));
    }
    return true;
  }

  /** Nothing is available: who does not wait is told so, and everybody when the server is about to stop. */
  function answerImpatient(topic: Topic): void {
    for (const waiter of [...topic.queue]) if (waiter.request.wait === 0 || stopped) waiter.answer?.([]);
  }

  /** Who waits under the same idempotency key gets the same answer. */
  function answerRepeats(topic: Topic, { idempotency }: HandoutRequest, jobs: readonly JobRow[]): void {
    if (!idempotency) return;
    const { person, key, digest, status } = idempotency;
    const answer = { digest, status, body: JSON.stringify(jobs.map(handedOut)) };
    for (const { request, answer: tell } of [...topic.queue])
      if (request.idempotency?.key === key && request.idempotency.person === person)
        tell?.(repeated(request.idempotency, answer));
  }

  async function lockFor({ topic, worker, by, lock, most, idempotency }: HandoutRequest): Promise<readonly JobRow[]> {
    const { store, clock } = of();
    const at = clock.now();
    const lockTokens = Array.from({ length: most }, () => randomUUID());
    const outcome = await store.lockJobs({
      ...{ topic, worker, by, at, until: at + lock, lockTokens },
      ...(idempotency && { idempotency }),
    });
    if (outcome.kind === 'locked') return outcome.jobs;
    throw repeated(idempotency, outcome.answer);
  }

  /** Until the next lock or back-off of the topic runs out. */
  async function sleep(name: string, topic: Topic): Promise<void> {
    const { store, clock } = of();
    const next = live ? await store.nextJobAt(name).catch(() => null) : null;
    const delay = Math.min(LOOK_EVERY, Math.max(1, (next ?? Infinity) - clock.now()));
    topic.timer = setTimeout(() => begin(name), delay).unref();
  }

  async function stop(): Promise<void> {
    stopped = true;
    drain?.removeEventListener('abort', onDrain);
    for (const topic of topics.values()) {
      clearTimeout(topic.timer);
      answerImpatient(topic);
    }
    await Promise.all([...topics.values()].map(({ round }) => round ?? Promise.resolve()));
  }
  const onDrain = (): void => void stop();
  drain?.addEventListener('abort', onDrain);

  return {
    fetch,
    wake(names = topics.keys()) {
      for (const name of [...names]) begin(name);
    },
    waiting: () => waiting,
    stop,
  };
}

/** What is kept of a job that was handed out. */
export const handedOut = ({ instanceKey, number, lockToken }: JobRow): HandedOut => ({
  instanceKey,
  number,
  lockToken: lockToken ?? '',
});
