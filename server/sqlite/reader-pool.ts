import type { Worker } from 'node:worker_threads';

import { ApplicationError, StoreUnavailable, type ProblemCode } from '../application/application-error.js';
import type { Pace } from '../application/ports.js';
import type { LongRead, LongReads } from './long-reads.js';
import { startThread } from '../start-thread.js';

export type ReadAnswer =
  | { readonly value: unknown }
  | { readonly refused: ProblemCode }
  | { readonly unavailable: string }
  | { readonly failed: string };

export interface ReaderPoolOptions {
  readonly file: string;
  /** Most threads; each is started when it is first needed. */
  readonly threads: number;
  /** Most reads that may wait for a thread. */
  readonly waiting?: number;
  /** How fast reads go through: those that are refused are told when to come again. */
  readonly pace?: Pace;
}

export interface ReaderPool {
  /** @throws StoreUnavailable when too many reads wait (it says when they will be through), or the thread stopped twice over this one */
  read<Name extends LongRead>(name: Name, ...args: Parameters<LongReads[Name]>): Promise<ReturnType<LongReads[Name]>>;
  /** Stops the threads; what they were reading is read again by others. */
  stopThreads(): Promise<void>;
  close(): Promise<void>;
}

interface Job {
  readonly name: LongRead;
  readonly args: readonly unknown[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
}

interface Reader {
  worker: Worker | undefined;
  /** What it has been asked, in the order in which it answers: the first one is being read. */
  jobs: Job[];
}

/**
 * Most reads that a thread is asked before it has answered the first of them: so it goes on reading while the thread that
 * commits is busy with something long, and does not wait there for each next one.
 */
const ASKED_AHEAD = 16;

/** A read changes nothing, so one whose thread has stopped is asked of another; what stops two is given up. */
const TRIES = 2;

/** Threads that read while the one that commits goes on. A thread that stops is replaced. */
export function readerPool({ file, threads, waiting = 200, pace }: ReaderPoolOptions): ReaderPool {
  const readers: Reader[] = Array.from({ length: threads }, () => ({ worker: undefined, jobs: [] }));
  const queue: Job[] = [];
  let closed = false;

  function start(reader: Reader): Worker {
    const worker = startThread(import.meta.url, 'reader-thread', {
      workerData: { file },
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    worker.on('message', (answer: ReadAnswer) => {
      const job = reader.jobs.shift();
      if (reader.jobs.length === 0) worker.unref(); // only a read that somebody waits for keeps the process alive
      if (job) settle(job, answer);
      next();
    });
    worker.on('error', () => undefined); // the exit follows
    worker.on('exit', () => stopped(reader, worker));
    return worker;
  }

  function stopped(reader: Reader, worker: Worker): void {
    if (reader.worker !== worker) return;
    const [first, ...others] = reader.jobs;
    reader.worker = undefined;
    reader.jobs = [];
    queue.unshift(...others);
    if (first && ++first.tries < TRIES) queue.unshift(first);
    else first?.reject(new StoreUnavailable('READER_STOPPED'));
    if (closed) rejectAll();
    next();
  }

  function next(): void {
    while (!closed && queue.length > 0) {
      const reader = leastBusy();
      const job = reader && queue.shift();
      if (!reader || !job) return;
      reader.jobs.push(job);
      reader.worker ??= start(reader);
      reader.worker.ref();
      reader.worker.postMessage({ name: job.name, args: job.args });
    }
  }

  function leastBusy(): Reader | undefined {
    const least = Math.min(ASKED_AHEAD - 1, ...readers.map(({ jobs }) => jobs.length));
    return readers.find(({ jobs }) => jobs.length === least);
  }

  /** Without those that are being read. */
  const waitingNow = (): number => readers.reduce((sum, { jobs }) => sum + Math.max(0, jobs.length - 1), queue.length);

  function rejectAll(): void {
    for (const job of queue.splice(0)) job.reject(new StoreUnavailable('CLOSED'));
  }

  async function stopThreads(): Promise<void> {
    await Promise.all(readers.flatMap(({ worker }) => (worker ? [worker.terminate()] : [])));
  }

  return {
    read: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new StoreUnavailable('CLOSED'));
        if (waitingNow() >= waiting) return reject(new StoreUnavailable('TOO_MANY_READS', pace?.expected()));
        queue.push({ name, args, ...ending(pace, resolve as (value: unknown) => void, reject), tries: 0 });
        next();
      }),
    stopThreads,
    async close() {
      closed = true;
      rejectAll();
      await stopThreads();
    },
  };
}

/** Counts a read until it is answered, one way or the other. */
function ending(
  pace: Pace | undefined,
  resolve: Job['resolve'],
  reject: Job['reject'],
): Pick<Job, 'resolve' | 'reject'> {
  const end = pace?.begin();
  const after =
    <T>(answer: (given: T) => void) =>
    (given: T): void => {
      end?.();
      answer(given);
    };
  return { resolve: after(resolve), reject: after(reject) };
}

function settle(job: Job, answer: ReadAnswer): void {
  if ('value' in answer) job.resolve(answer.value);
  else if ('refused' in answer) job.reject(new ApplicationError(answer.refused));
  else if ('unavailable' in answer) job.reject(new StoreUnavailable(answer.unavailable));
  else job.reject(new Error(answer.failed));
}
