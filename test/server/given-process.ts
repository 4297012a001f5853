import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiAt, eventually, type Api } from './given-server.js';
import { assessment, assessmentForms } from './models.js';

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly api: Api;
  readonly url: string;
  readonly output: () => string;
  /** Exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** A folder with one pathway and a data folder, and server processes on it, as `npm start` runs them. */
export interface Machine {
  readonly folder: string;
  readonly data: string;
  start(env?: Readonly<Record<string, string>>): Promise<ServerProcess>;
  /** Kills what still runs and removes the folder. */
  remove(): Promise<void>;
}

export function givenMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
  const data = join(folder, 'data');
  const pathway = join(folder, 'pathways', 'assessment');
  mkdirSync(join(pathway, 'forms'), { recursive: true });
  writeFileSync(join(pathway, 'pathway.bpmn'), assessment);
  writeFileSync(join(pathway, 'forms', 'assess.schema.json'), JSON.stringify(assessmentForms.assess));
  const started: ServerProcess[] = [];
  return {
    folder,
    data,
    async start(env = {}) {
      const server = launch({ PORT: '0', SAMLOP_DATA: data, SAMLOP_PATHWAYS: join(folder, 'pathways'), ...env });
      started.push(server);
      await eventually(
        async () => server.output(),
        (text) => /is ready: http/.test(text),
        40_000,
      );
      return server;
    },
    async remove() {
      for (const { child, ended } of started) {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(env: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = (): string => /http:\/\/localhost:\d+/.exec(output)?.[0] ?? 'http://localhost:0';
  return {
    child,
    get url() {
      return url();
    },
    get api() {
      return apiAt(url());
    },
    output: () => output,
    ended: new Promise((resolve) => child.on('exit', resolve)),
  };
}
