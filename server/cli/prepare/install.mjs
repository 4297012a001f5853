import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { PrepareFailure } from './failure.mjs';
import { alone } from './lock.mjs';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { headersOfThisNode } from './node-headers.mjs';
import { inRoot, staging } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const modules = inRoot('node_modules');
const stampFile = path.join(modules, '.samlop-installed');

/**
 * Makes sure that node_modules is what package-lock.json says, for this version of Node. Does nothing, and asks nobody, when it
 * is. A working node_modules is replaced only by a complete new one.
 *
 * @throws {PrepareFailure} when it could not be installed
 */
export async function ensureInstalled() {
  if (isStamped()) return;
  await alone(async () => {
    if (isStamped()) return;
    if (!isAsLocked()) await installAnew();
    else if (!(await nativeModuleLoads())) await buildNativeModule();
    fs.writeFileSync(stampFile, stamp());
  });
}

function stamp() {
  const lock = crypto
    .createHash('sha256')
    .update(fs.readFileSync(inRoot('package-lock.json')))
    .digest('hex');
  return `${lock} node-${process.versions.modules} ${process.platform}-${process.arch}\n`;
}

function isStamped() {
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp();
}

/** Whether every package that the lock file names, but for those of other platforms, is there in that version. */
function isAsLocked() {
  const installed = packagesOf(path.join(modules, '.package-lock.json'));
  const locked = packagesOf(inRoot('package-lock.json'));
  return Object.entries(locked).every(
    ([place, { version, optional }]) =>
      place === '' || (optional && !installed[place]) || installed[place]?.version === version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(lockFile) {
  return fs.existsSync(lockFile) ? JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages : {};
}

async function installAnew() {
  say('Installing the packages that Samløp is built from (npm ci). The first time takes one to five minutes:');
  say('better-sqlite3, the embedded database, is compiled here where there is no prebuilt file for this machine.');
  const folder = path.join(staging, 'install');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    fs.copyFileSync(inRoot(file), path.join(folder, file));
  await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--prefix', folder], folder);
  if (!(await nativeModuleLoads(folder))) await buildNativeModule(folder);
  takePlace(path.join(folder, 'node_modules'), modules);
  say('Installed.');
}

async function buildNativeModule(folder = inRoot()) {
  say(`Compiling better-sqlite3 for Node ${process.version}: this takes about two minutes.`);
  await npm(['rebuild', 'better-sqlite3', '--foreground-scripts'], folder);
  if (!(await nativeModuleLoads(folder))) throw new PrepareFailure(explainInstallFailure('better-sqlite3'));
}

/** In a process of its own, because a native module that was loaded cannot be loaded anew. */
async function nativeModuleLoads(folder = inRoot()) {
  const probe = "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()";
  return (await run(process.execPath, ['-e', probe], { cwd: folder })).code === 0;
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  const started = Date.now();
  const alive = setInterval(() => say(`… still working (${Math.round((Date.now() - started) / 1000)} s)`), 20_000);
  const script = process.env['npm_execpath'];
  const [program, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const env = { ...headersOfThisNode(), ...process.env, npm_config_local_prefix: cwd };
  const { code, output } = await run(program, [...first, ...args], { cwd, env, show: true });
  clearInterval(alive);
  if (code !== 0) throw new PrepareFailure(explainInstallFailure(output), code);
}

/**
 * @param {string} complete
 * @param {string} place
 */
export function takePlace(complete, place) {
  const old = path.join(staging, `old-${path.basename(place)}-${process.pid}`);
  fs.rmSync(old, { recursive: true, force: true });
  if (fs.existsSync(place)) fs.renameSync(place, old);
  fs.renameSync(complete, place);
  fs.rmSync(old, { recursive: true, force: true });
}
