import type { Worker } from 'node:worker_threads';

import { unpackInSteps, type CompileResult, type Diagnostic, type PackedModel } from '../../engine/index.js';
import { ApplicationError, StoreUnavailable } from '../application/application-error.js';
import { compileText, type Compiler, type Origin } from '../application/compiler.js';
import { startThread } from '../start-thread.js';
import { inSlices } from './in-slices.js';

export interface CompileOrder {
  readonly text: string;
  readonly origin: Origin;
}

export type CompileAnswer =
  | { readonly ready: true }
  | { readonly diagnostics: readonly Diagnostic[]; readonly packed?: PackedModel }
  | { readonly failed: string };

export interface CompilerLimits {
  /** Milliseconds that one model may take. */
  readonly time: number;
  /** Megabytes of heap that the thread may use. */
  readonly memory: number;
  /** Most models that were sent and wait for the thread. */
  readonly waiting: number;
  /** Milliseconds without work after which the thread, and its memory, is given up. */
  readonly idle: number;
  /** Characters of a source that is compiled at once, on the thread that asks, by where it comes from. */
  readonly inPlace: Readonly<Record<Origin, number>>;
}

/** The figures stand in `server/application/decisions/0002-models-are-compiled-on-a-thread.md`. */
const LIMITS: CompilerLimits = {
  time: 20_000,
  memory: 512,
  waiting: 10,
  idle: 30_000,
  inPlace: { sent: 16_000, shipped: 128_000, stored: 128_000 },
};

/** Milliseconds that a thread may take to start. */
const START = 20_000;

interface Job extends CompileOrder {
  readonly resolve: (result: CompileResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Compiles on a thread of its own. One that takes too long or too much memory is stopped and refused, and the thread is
 * replaced for the next one.
 * @param startOne another thread, for tests
 */
export function threadCompiler(
  limits: Partial<CompilerLimits> = {},
  startOne: (memory: number) => Worker = startCompileThread,
): Compiler {
  const { time, memory, waiting, idle, inPlace } = { ...LIMITS, ...limits };
  const queue: Job[] = [];
  let thread: Worker | undefined;
  let isReady = false;
  let job: Job | undefined;
  let isUnpacking = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function start(): Worker {
    const started = startOne(memory);
    isReady = false;
    started.on('message', (answer: CompileAnswer) => {
      if (started === thread) void hear(answer);
    });
    started.on('error', () => undefined); // the exit follows
    started.on('exit', () => {
      if (started === thread) lost();
    });
    within(START);
    return started;
  }

  function within(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(stop, milliseconds);
  }

  function stop(): void {
    void thread?.terminate();
    lost();
  }

  /** The thread has ended or was stopped, and with it what it was compiling, or what it was started for. */
  function lost(): void {
    clearTimeout(timer);
    thread = undefined;
    if (closed) job?.reject(new StoreUnavailable('CLOSED'));
    else if (isReady) job?.reject(new ApplicationError('MODEL_TOO_COSTLY'));
    else queue.shift()?.reject(new StoreUnavailable('COMPILER_NOT_STARTED'));
    job = undefined;
    next();
  }

  /** The next model waits until this one is unpacked: one at a time has the thread that commits. */
  async function hear(answer: CompileAnswer): Promise<void> {
    clearTimeout(timer);
    const done = job;
    job = undefined;
    if ('ready' in answer) isReady = true;
    else if (done) {
      isUnpacking = true;
      await settle(done, answer);
      isUnpacking = false;
    }
    next();
  }

  function next(): void {
    if (closed || job || isUnpacking) return;
    const [first] = queue;
    if (!first) return rest();
    thread ??= start();
    thread.ref();
    if (!isReady) return;
    job = queue.shift();
    thread.postMessage({ text: first.text, origin: first.origin } satisfies CompileOrder);
    within(time);
  }

  /** Only a model that somebody waits for keeps the process alive. */
  function rest(): void {
    if (!thread) return;
    thread.unref();
    within(idle);
    timer?.unref();
  }

  return {
    async compile(text, origin) {
      if (text.length <= inPlace[origin]) return compileText(text, origin);
      if (closed) throw new StoreUnavailable('CLOSED');
      if (origin === 'sent' && queue.length >= waiting) throw new ApplicationError('OVERLOADED');
      return new Promise((resolve, reject) => {
        const added = { text, origin, resolve, reject };
        if (origin === 'sent') queue.push(added);
        else queue.unshift(added); // instances wait for what is stored
        next();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const { reject } of queue.splice(0)) reject(new StoreUnavailable('CLOSED'));
      await thread?.terminate();
    },
  };
}

async function settle(
  { resolve, reject }: Job,
  answer: Exclude<CompileAnswer, { readonly ready: true }>,
): Promise<void> {
  try {
    if ('failed' in answer) throw new Error(answer.failed);
    const { packed, diagnostics } = answer;
    resolve(packed ? { model: await inSlices(unpackInSteps(packed)), diagnostics } : { diagnostics });
  } catch (error) {
    reject(error);
  }
}

const startCompileThread = (memory: number): Worker =>
  startThread(import.meta.url, 'compile-thread', { resourceLimits: { maxOldGenerationSizeMb: memory } });
