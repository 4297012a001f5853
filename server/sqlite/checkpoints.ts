import type { Worker } from 'node:worker_threads';

import { startThread } from '../start-thread.js';

export interface Checkpoints {
  /** So many writes are on disk. */
  wrote(count: number): void;
  close(): Promise<void>;
}

/** Writes after which the log is copied: some 3,500 pages. */
const WRITES = 400;

/**
 * Pages of a log that is to begin anew, although the thread that commits has to copy the end of it and to wait for the disk;
 * it is far from what makes that thread copy all of it.
 */
const LONG_LOG = 10_000;

/** Megabytes: it holds a page and a few numbers. */
const SMALL = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

/**
 * Copies the write-ahead log into the file on a thread of its own, on a connection of its own: the thread that commits does
 * not wait for it, as long as this one keeps up. Where it does not (it has stopped, the disk is slow) the log grows until
 * the thread that commits copies it, as it would without this one.
 * @param finish copies the little that was committed meanwhile, on the thread that commits: only when all is copied does
 * the log begin anew. It is called where the log has grown long; a log that is all copied when somebody writes begins anew
 * without it
 * @param start another thread, for tests
 */
export function checkpoints(
  file: string,
  finish: () => unknown,
  writes = WRITES,
  start: () => Worker = () =>
    startThread(import.meta.url, 'checkpoint-thread', {
      workerData: { file, longLog: LONG_LOG },
      resourceLimits: SMALL,
    }),
): Checkpoints {
  let thread: Worker | undefined;
  let isCopying = false;
  let isClosed = false;
  let since = 0;

  function started(): Worker {
    const worker = start();
    worker.on('message', (isLong: boolean) => {
      isCopying = false;
      if (isLong && !isClosed) finish();
    });
    worker.on('error', () => undefined); // the exit follows
    worker.on('exit', () => {
      thread = undefined;
      isCopying = false;
    });
    worker.unref(); // nobody waits for it
    return worker;
  }

  return {
    wrote(count) {
      since += count;
      if (isClosed || isCopying || since < writes) return;
      since = 0;
      isCopying = true;
      thread ??= started();
      thread.postMessage('copy');
    },
    async close() {
      isClosed = true;
      await thread?.terminate();
    },
  };
}
