import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The process of `bench-server.ts`. */
export async function startServers() {
  const child = fork(fileURLToPath(new URL('./bench-server.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const ports = await firstMessage(child);
  return {
    ports,
    stop: () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.send('stop');
      }),
  };
}

const firstMessage = (child: ChildProcess): Promise<{ readonly ours: number; readonly empty: number }> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as { ours: number; empty: number }));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
