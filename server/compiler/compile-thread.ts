import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

import { packModel } from '../../engine/index.js';
import { compileText } from '../application/compiler.js';
import type { CompileAnswer, CompileOrder } from './thread-compiler.js';

/** A thread that compiles one model at a time, and sends it packed. It has nothing that it could lose when it is stopped. */
parentPort?.on('message', ({ text, origin }: CompileOrder) => {
  void answerTo(text, origin).then((answer) => parentPort?.postMessage(answer));
});
giveWay();
parentPort?.postMessage({ ready: true } satisfies CompileAnswer);

async function answerTo(text: string, origin: CompileOrder['origin']): Promise<CompileAnswer> {
  try {
    const { model, diagnostics } = await compileText(text, origin);
    return { diagnostics, ...(model && { packed: packModel(model) }) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : 'unknown' };
  }
}

/** Where processors are few, those who commit come first. Linux knows each thread by a number of its own; elsewhere it stays as it is. */
function giveWay(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 10);
  } catch {
    // no such file, or not allowed: the thread only compiles with the priority of the others
  }
}
