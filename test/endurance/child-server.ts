import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { FaultName } from './faults.js';

export interface ChildOptions {
  /** Arguments for node. */
  readonly entry: readonly string[];
  /** An empty or used folder for data and pathways. */
  readonly folder: string;
  readonly fault?: FaultName | undefined;
  /** A program that runs node, and its arguments: a tracer. */
  readonly under?: readonly string[];
  /** Keeps another process loaded for the next start. */
  readonly spare?: boolean;
}

export interface ChildServer {
  readonly url: string;
  readonly child: ChildProcess;
  kill(): Promise<void>;
  /** As SIGTERM does. */
  stop(): Promise<void>;
}

export interface ChildServers {
  /** Starts the server and waits until it answers, or for `killAfter` milliseconds and kills it while it starts. */
  start(): Promise<ChildServer>;
  startAndKill(killAfter: number): Promise<void>;
  /** What servers have logged as errors: a defect of theirs, whatever else holds. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** From the sources; `compiled` in `build-server.ts` starts faster. */
export const fromSources: readonly string[] = ['--import', 'tsx', 'test/endurance/server-process.ts'];

/** Servers on one data folder, one after the other. */
export function childServers(options: ChildOptions): ChildServers {
  const pathways = join(options.folder, 'no-pathways');
  if (!existsSync(pathways)) mkdirSync(pathways, { recursive: true });
  const errors: string[] = [];
  const living = new Set<ChildProcess>();
  let spare: Loaded | undefined;

  const load = (): Loaded => {
    const loaded = loadOne(options, pathways, errors);
    living.add(loaded.child);
    loaded.child.once('exit', () => living.delete(loaded.child));
    return loaded;
  };
  const next = async (): Promise<Loaded> => {
    const one = spare ?? load();
    await one.seen(/^loaded$/m);
    one.child.stdin?.write('go\n');
    spare = options.spare ? load() : undefined;
    return one;
  };

  return {
    errors,
    async start() {
      const one = await next();
      const url = (await one.seen(/^ready (\S+)$/m))[1] ?? '';
      return {
        url,
        child: one.child,
        kill: () => ended(one.child, 'SIGKILL'),
        stop: () => ended(one.child, 'SIGTERM'),
      };
    },
    async startAndKill(killAfter) {
      const one = await next();
      await new Promise((resolve) => setTimeout(resolve, killAfter));
      await ended(one.child, 'SIGKILL');
    },
    async close() {
      await Promise.all([...living].map((child) => ended(child, 'SIGKILL')));
    },
  };
}

interface Loaded {
  readonly child: ChildProcess;
  /** @throws Error with what the process said when it ends before that */
  seen(line: RegExp): Promise<RegExpExecArray>;
}

function loadOne({ entry, folder, fault, under = [] }: ChildOptions, pathways: string, errors: string[]): Loaded {
  const [program = process.execPath, ...args] = [...under, process.execPath, ...entry];
  const child = spawn(program, args, {
    env: {
      ...process.env,
      PORT: '0',
      SAMLOP_DATA: join(folder, 'data'),
      SAMLOP_PATHWAYS: pathways,
      SAMLOP_LOG: 'error',
      ...(fault && { ENDURANCE_FAULT: fault }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  let output = '';
  let look = (): void => undefined;
  const hear = (chunk: Buffer): void => {
    const text = chunk.toString();
    output = (output + text).slice(-20_000);
    for (const line of text.split('\n')) if (/"level":[56]0/.test(line)) errors.push(line);
    look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const seen = (line: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      look = (): void => {
        const match = line.exec(output);
        if (match) resolve(match);
        else if (child.exitCode !== null || child.signalCode !== null)
          reject(new Error(`the server ended (${child.exitCode ?? child.signalCode}): ${output.slice(-2000)}`));
      };
      child.once('exit', () => look());
      look();
    });
  return { child, seen };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
