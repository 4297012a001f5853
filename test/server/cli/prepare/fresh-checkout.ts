import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { root } from '../../../helpers/source-files.js';

/** Stands for npm: writes down how it was called, and installs one package, or fails as it is told. */
const NPM = `
const fs = require('node:fs');
const [command] = process.argv.slice(2);
fs.appendFileSync(process.env.CALLS, command + '\\n');
if (process.env.NPM_FAILS) { console.error(process.env.NPM_FAILS); process.exit(7); }
if (command === 'ci') {
  const started = Date.now();
  while (Date.now() - started < Number(process.env.NPM_TAKES ?? 0));
  fs.mkdirSync('node_modules/better-sqlite3', { recursive: true });
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
  fs.writeFileSync('node_modules/better-sqlite3/package.json', '{ "main": "index.js" }');
}
const loads = 'module.exports = class { prepare() { return { get() {} }; } };';
if (command === 'rebuild' || !process.env.NO_PREBUILT) fs.writeFileSync('node_modules/better-sqlite3/index.js', loads);
else fs.writeFileSync('node_modules/better-sqlite3/index.js', 'throw new Error("not compiled");');
`;

export interface Result {
  readonly code: number | null;
  readonly said: string;
}

/** A checkout with the real preparation scripts, one dependency and a stand-in for npm, in a folder of its own. */
export class FreshCheckout {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samlop-prepare-'));

  constructor() {
    fs.cpSync(path.join(root, 'server/cli/prepare'), this.at('server/cli/prepare'), { recursive: true });
    fs.writeFileSync(this.at('npm.js'), NPM);
    fs.writeFileSync(this.at('package.json'), '{ "name": "checkout", "version": "1.0.0" }');
    fs.writeFileSync(this.at('.npmrc'), '');
    this.lock('1.0.0');
  }

  at(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  /** The version of its one dependency that the lock file asks for. */
  lock(version: string): void {
    const packages = { '': {}, 'node_modules/better-sqlite3': { version } };
    fs.writeFileSync(this.at('package-lock.json'), JSON.stringify({ packages }));
  }

  /** Makes sure that it is installed, in a process of its own. */
  install(env: Record<string, string> = {}): Promise<Result> {
    const script = `
      const { orExplain } = await import('./server/cli/prepare/or-explain.mjs');
      const { ensureInstalled } = await import('./server/cli/prepare/install.mjs');
      await orExplain(ensureInstalled);`;
    const own = { CALLS: this.at('calls'), npm_execpath: this.at('npm.js') };
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: this.folder,
        env: { PATH: process.env['PATH'], ...own, ...env },
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      child.once('close', (code) => {
        resolve({ code, said });
      });
    });
  }

  /** What npm was asked to do, in order. */
  npmCalls(): string[] {
    const calls = this.at('calls');
    return fs.existsSync(calls) ? fs.readFileSync(calls, 'utf8').trim().split('\n') : [];
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
