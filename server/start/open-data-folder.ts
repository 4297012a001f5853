import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { StartError } from './start-error.js';

/**
 * Makes the folder of the data where it is missing, and takes it for this process.
 * @param lock of the store: throws DATA_IN_USE where another server has the folder
 * @returns the lock
 * @throws StartError
 */
export function openDataFolder<Lock>(folder: string, lock: (folder: string) => Lock): Lock {
  try {
    makeFolder(folder);
    return lock(folder);
  } catch (error) {
    if (error instanceof Error && error.message === 'DATA_IN_USE') {
      throw new StartError(
        `The data in ${folder} is in use by another Samløp server. Stop that one, or set SAMLOP_DATA to another folder.`,
      );
    }
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The data folder ${folder} cannot be opened (${reasonOf(error)}). Set SAMLOP_DATA to a folder that can be written.`,
    );
  }
}

/** One level after the other: where nothing can be made, as in /proc, that is an error at once. */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  let there = folder;
  for (; !existsSync(there); there = dirname(there)) missing.unshift(there);
  if (!statSync(there).isDirectory())
    throw new StartError(`SAMLOP_DATA is to be a folder, but ${there} is a file. Set it to another folder.`);
  for (const level of missing) mkdirSync(level);
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'unknown');
