import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { backupCommand } from '../../../server/cli/commands/backup.js';
import { lintCommand } from '../../../server/cli/commands/lint.js';
import { restoreCommand } from '../../../server/cli/commands/restore.js';
import { scenarioCommand } from '../../../server/cli/commands/scenario.js';
import { runCommandLine } from '../../../server/cli/run-command-line.js';
import { sqliteDataFiles } from '../../../server/sqlite/data-files.js';

const main = fileURLToPath(new URL('../../../server/cli/main.ts', import.meta.url));

export const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));

const files = sqliteDataFiles(fileURLToPath(new URL('../../../server/sqlite/migrations', import.meta.url)));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));

/** Runs the real command in a process of its own. */
export function runSamlop(
  args: readonly string[],
  cwd = fixtures,
  environment: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', tsx.href, main, ...args], {
      cwd,
      env: { ...process.env, ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Gives the command line the same arguments in this process, which takes milliseconds instead of a second. */
export async function samlop(...args: readonly string[]): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  const output = {
    write: (text: string) => void (stdout += text),
    error: (text: string) => void (stderr += text),
    colour: false,
  };
  const commands = [lintCommand, scenarioCommand, backupCommand(files, './.data'), restoreCommand(files)];
  const code = await runCommandLine(args, commands, output);
  return { code, stdout, stderr };
}

/** A copy of `fixtures/good` or `fixtures/bad` in a temporary folder, with files changed or added. */
export class Library {
  private constructor(readonly path: string) {}

  static async copy(fixture: 'good' | 'bad' = 'good'): Promise<Library> {
    const path = await mkdtemp(join(tmpdir(), 'samlop-cli-'));
    await cp(join(fixtures, fixture), path, { recursive: true });
    return new Library(path);
  }

  /** @param content JSON where it is not a text */
  async with(file: string, content: unknown): Promise<string> {
    const path = join(this.path, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  /** Adds a scenario of the home visit that begins on Monday 2 November 2026 at ten, and gives its path. */
  async withScenario(steps: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const title = { nb: 'Prøve', nn: 'Prøve', en: 'A trial' };
    const scenario = { title, pathway: 'hjemmebesok', begins: '2026-11-02T10:00:00+01:00', steps, ...more };
    return this.with('hjemmebesok/scenarios/prove.json', scenario);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
