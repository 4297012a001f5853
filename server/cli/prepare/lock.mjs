import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { staging } from './paths.mjs';
import { say } from './say.mjs';

const lock = path.join(staging, 'lock');
const HEARTBEAT = 2_000;
const SILENT_FOR = 30_000;

/**
 * Does the work while no other process prepares this checkout. Waits for another one; a lock whose owner is gone is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  fs.mkdirSync(staging, { recursive: true });
  const mine = `${os.hostname()} ${process.pid} ${Date.now()}`;
  for (let told = false; !take(mine); told = true) {
    if (!told) say('Another process is installing or building here; waiting for it.');
    breakIfAbandoned();
    await sleep(200);
  }
  const heartbeat = setInterval(() => touch(), HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (read() === mine) fs.rmSync(lock, { force: true });
  }
}

/** @param {string} owner */
function take(owner) {
  try {
    fs.writeFileSync(lock, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

function breakIfAbandoned() {
  const owner = read();
  if (owner === undefined || !isAbandoned(owner)) return;
  const aside = `${lock}.${process.pid}`;
  try {
    fs.renameSync(lock, aside);
  } catch {
    return;
  }
  if (fs.readFileSync(aside, 'utf8') === owner) fs.rmSync(aside, { force: true });
  else fs.renameSync(aside, lock);
}

/** @param {string} owner */
function isAbandoned(owner) {
  const [host, pid] = owner.split(' ');
  if (host === os.hostname() && pid && !isRunning(Number(pid))) return true;
  const touched = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > SILENT_FOR;
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function read() {
  try {
    return fs.readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function touch() {
  const now = new Date();
  try {
    fs.utimesSync(lock, now, now);
  } catch {
    // Taken over: the check at the end leaves the new owner's lock alone.
  }
}
