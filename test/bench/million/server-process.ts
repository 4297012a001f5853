import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const MAIN = 'dist/server/main.js';

export interface ServerProcess {
  readonly url: string;
  /** Seconds from the start of the process until it said that it is ready. */
  readonly readyAfter: number;
  /** Resident memory, bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** The built server in a process of its own, on a data folder and without shipped pathways. */
export async function startServerProcess(data: string, pathways: string): Promise<ServerProcess> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build makes it`);
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { PORT: '0', SAMLOP_DATA: data, SAMLOP_PATHWAYS: pathways, SAMLOP_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const url = await readyUrl(child);
  return {
    url,
    readyAfter: (performance.now() - began) / 1000,
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /is ready: (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}
